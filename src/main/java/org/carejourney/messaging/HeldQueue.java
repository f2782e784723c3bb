package org.carejourney.messaging;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import org.carejourney.engine.Text;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The ledger as holds see it: what is to be judged again, and who is at it right now. */
@Component
class HeldQueue {

  private static final int LOOKED_AT = 1_000;

  private final JdbcClient jdbc;
  private final Clock clock;

  HeldQueue(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Held messages that are to be judged again: of those that are due the longest, who was asked for
   * first comes first. In that order alone the database would walk the whole ledger.
   */
  List<String> due(int most) {
    return jdbc.sql(
            """
            select id
            from (
              select id, seq from message where status = 'held' and send_at <= ?
              order by send_at fetch first ? rows only) as due
            order by seq fetch first ? rows only""")
        .params(Timestamp.from(clock.instant()), LOOKED_AT, most)
        .query(String.class)
        .list();
  }

  /** Has all that is held for a customer judged again at the next look. */
  void judgeSoon(String customerId) {
    jdbc.sql("update message set send_at = ? where customer_id = ? and status = 'held'")
        .params(Timestamp.from(clock.instant()), customerId)
        .update();
  }

  /** Locks a held message that is due; false when another node has it, or had it. */
  boolean take(String id) {
    return jdbc.sql(
            """
            select id from message where id = ? and status = 'held' and send_at <= ?
            for update skip locked""")
        .params(id, Timestamp.from(clock.instant()))
        .query(String.class)
        .optional()
        .isPresent();
  }

  /** After a failure: with growing pauses, so that it does not fail all day long. */
  void judgeLater(String id, String reason) {
    int failures =
        jdbc.sql("select judge_failures from message where id = ?")
            .param(id)
            .query(Integer.class)
            .single();
    jdbc.sql(
            """
            update message set send_at = ?, reason = ?, judge_failures = judge_failures + 1
            where id = ? and status = 'held'""")
        .params(
            Timestamp.from(clock.instant().plus(Pauses.after(failures + 1))),
            Text.fit(reason, 500),
            id)
        .update();
  }
}
