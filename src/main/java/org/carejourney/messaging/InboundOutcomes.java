package org.carejourney.messaging;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What becomes of each message of a customer, and which ones nobody has acted on yet. */
@Component
public class InboundOutcomes {

  private final JdbcClient jdbc;
  private final InboundMessages messages;
  private final MessagingFigures figures;
  private final Clock clock;

  InboundOutcomes(
      JdbcClient jdbc, InboundMessages messages, MessagingFigures figures, Clock clock) {
    this.jdbc = jdbc;
    this.messages = messages;
    this.figures = figures;
    this.clock = clock;
  }

  /** The message, locked until the caller's transaction ends, so that it is acted on once. */
  @Transactional(propagation = Propagation.MANDATORY)
  public InboundMessage take(String id) {
    return jdbc.sql("select * from inbound where id = ? for update")
        .param(id)
        .query(InboundMessages::inbound)
        .single();
  }

  /** Writes down whose a message is, before it is known what becomes of it. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void attribute(String id, @Nullable String customerId) {
    jdbc.sql("update inbound set customer_id = ? where id = ?").params(customerId, id).update();
  }

  /** Writes down what became of a message; every message ends in exactly one outcome. */
  @Transactional(propagation = Propagation.MANDATORY)
  public InboundMessage settle(
      String id,
      @Nullable String customerId,
      String outcome,
      @Nullable String reason,
      @Nullable String ticket) {
    InboundMessage before = messages.get(id);
    if (before.outcome() == null) {
      figures.settled(before.channel(), outcome);
    }
    jdbc.sql(
            """
            update inbound set customer_id = ?, outcome = ?, reason = ?, ticket = ? where id = ?""")
        .params(customerId, outcome, reason, ticket, id)
        .update();
    return messages.get(id);
  }

  /**
   * Has a quarantined message acted on once more, as if it had just come. A mail is read anew: what
   * was read of it is forgotten, its bytes are not.
   *
   * @return false when nothing is left to be read
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean again(String id) {
    int said =
        jdbc.sql(
                "update inbound set outcome = null, reason = null where id = ? and channel <> 'email'")
            .param(id)
            .update();
    return said == 1 || readAgain(id);
  }

  private boolean readAgain(String id) {
    if (!messages.keepsRaw(id)) {
      return false;
    }
    jdbc.sql("delete from inbound_attachment where inbound_id = ?").param(id).update();
    // What is kept in part only says so from the start; of that the sender is known.
    jdbc.sql(
            """
            update inbound
            set kind = null, outcome = null, reason = null, words_key = null,
                note = case when sender = '' then null else note end
            where id = ?""")
        .param(id)
        .update();
    return true;
  }

  /** How many messages came in within a time before now, and how many of them have no outcome. */
  public Count count(Duration within) {
    return jdbc.sql(
            """
            select count(*), count(outcome) from inbound where received_at > ?""")
        .param(Timestamp.from(clock.instant().minus(within)))
        .query((row, index) -> new Count(row.getLong(1), row.getLong(2)))
        .single();
  }

  /**
   * Messages that came in.
   *
   * @param settled those of them with an outcome
   */
  public record Count(long taken, long settled) {}

  /**
   * A message that was kept but not acted on.
   *
   * @param seq its place in the order in which messages came
   */
  public record Unsettled(long seq, String id) {}

  /**
   * Messages that were kept but not acted on, because something failed in between, oldest first.
   *
   * @param after the place of the last one that was seen; 0 to begin
   * @param most so many at a time
   */
  public List<Unsettled> unsettled(Duration olderThan, long after, int most) {
    return jdbc.sql(
            """
            select seq, id from inbound where outcome is null and received_at < ? and seq > ?
            order by seq fetch first ? rows only""")
        .params(Timestamp.from(clock.instant().minus(olderThan)), after, most)
        .query((row, index) -> new Unsettled(row.getLong(1), row.getString(2)))
        .list();
  }
}
