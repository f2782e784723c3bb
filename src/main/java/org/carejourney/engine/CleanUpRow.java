package org.carejourney.engine;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which node cleans up right now, and which night was the last that is done. */
@Component
class CleanUpRow {

  /** Longer than any handful takes; renewed before each. */
  private static final Duration LEASE = Duration.ofMinutes(10);

  private final JdbcClient jdbc;

  CleanUpRow(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Takes a night for an owner; false when it is done, or somebody is at it. */
  boolean take(String owner, LocalDate night) {
    return jdbc.sql(
                """
                update clean_up
                set owner = ?, lease_until = current_timestamp + cast(? as int) * interval '1' second
                where id = 1 and (night is null or night < ?)
                  and (owner is null or lease_until < current_timestamp)""")
            .params(owner, LEASE.toSeconds(), Date.valueOf(night))
            .update()
        == 1;
  }

  /** Renews the lease; false when somebody else has it by now. */
  boolean renew(String owner) {
    return jdbc.sql(
                """
                update clean_up
                set lease_until = current_timestamp + cast(? as int) * interval '1' second
                where id = 1 and owner = ?""")
            .params(LEASE.toSeconds(), owner)
            .update()
        == 1;
  }

  /** The night is done. */
  void finish(String owner, LocalDate night, Instant now) {
    jdbc.sql(
            """
            update clean_up set night = ?, finished_at = ?, owner = null, lease_until = null
            where id = 1 and owner = ?""")
        .params(Date.valueOf(night), Timestamp.from(now), owner)
        .update();
  }

  /** Left in the middle: anybody may go on. */
  void release(String owner) {
    jdbc.sql("update clean_up set owner = null, lease_until = null where id = 1 and owner = ?")
        .param(owner)
        .update();
  }

  /** When the last night was done; empty when none ever was. */
  Optional<Instant> finishedAt() {
    return jdbc.sql("select finished_at from clean_up where id = 1")
        .query((row, index) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
        .single();
  }
}
