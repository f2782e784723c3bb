package org.carejourney.messaging;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** When there is something to do for those who deliver and those who judge again. */
@Component
class DueMessages {

  private final JdbcClient jdbc;
  private final Clock clock;

  DueMessages(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Messages that wait in the queue, are on their way, or are to be judged again right now. Calls
   * are not counted: people take their time.
   */
  int underWay() {
    return jdbc.sql(
            """
            select count(*) from message
            where (status = 'sending' and not call_open)
              or (status in ('queued', 'held') and send_at <= ?)""")
        .param(Timestamp.from(clock.instant()))
        .query(Integer.class)
        .single();
  }

  /** Whether the moment came for something queued or held, after one and not after another. */
  boolean fellDue(Instant after, Instant until) {
    return jdbc.sql(
            """
            select exists (
              select 1 from message
              where status in ('queued', 'held') and send_at > ? and send_at <= ?)""")
        .params(Timestamp.from(after), Timestamp.from(until))
        .query(Boolean.class)
        .single();
  }

  /** The next moment for which something is queued, or held until then, after now. */
  Optional<Instant> nextDue() {
    return jdbc.sql(
            "select min(send_at) from message where status in ('queued', 'held') and send_at > ?")
        .param(Timestamp.from(clock.instant()))
        .query((row, index) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
        .single();
  }
}
