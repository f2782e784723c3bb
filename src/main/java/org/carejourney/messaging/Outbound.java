package org.carejourney.messaging;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The one switch that pauses everything outbound. Messages are decided and queued meanwhile. */
@Component
public class Outbound {

  /**
   * How the switch stands.
   *
   * @param paused whether nothing leaves
   * @param actor who turned the switch last, or null when nobody has
   * @param since when that was, or null
   */
  public record State(boolean paused, @Nullable String actor, @Nullable Instant since) {}

  private final JdbcClient jdbc;
  private final Clock clock;

  Outbound(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  public State state() {
    return jdbc.sql("select paused, actor, since from outbound_switch where id = 1")
        .query(
            (row, index) ->
                new State(
                    row.getBoolean(1),
                    row.getString(2),
                    row.getTimestamp(3) == null ? null : row.getTimestamp(3).toInstant()))
        .single();
  }

  /** Turns the switch for all nodes; what is being handed over right now still goes. */
  public void turn(boolean paused, String actor) {
    jdbc.sql("update outbound_switch set paused = ?, actor = ?, since = ? where id = 1")
        .params(paused, actor, Timestamp.from(clock.instant()))
        .update();
  }
}
