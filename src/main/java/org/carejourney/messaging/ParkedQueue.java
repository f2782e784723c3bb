package org.carejourney.messaging;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.carejourney.messaging.Message.Status;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The ledger as parking sees it: what waits for a person, and how it came to that. */
@Component
class ParkedQueue {

  private final JdbcClient jdbc;
  private final Clock clock;

  ParkedQueue(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Locks what a crash has left on its way, to park it. */
  List<Message> leftBehind(String channel) {
    return jdbc.sql(
            """
            select * from message
            where channel = ? and status = 'sending' and lease_until < current_timestamp
            for update skip locked""")
        .param(channel)
        .query(Ledger::message)
        .list();
  }

  void park(String id, String reason) {
    jdbc.sql(
            """
            update message
            set status = 'parked', reason = ?, owner = null, lease_until = null
            where id = ?""")
        .params(reason, id)
        .update();
  }

  /** Ends a claim of what comes too late: a person is asked whether it may still go. */
  boolean parkLate(String id, String owner, String reason, Instant since) {
    return jdbc.sql(
                """
                update message
                set status = 'parked', late_since = ?, reason = ?, attempts = attempts - 1,
                    owner = null, lease_until = null
                where id = ? and owner = ? and status = 'sending'""")
            .params(Timestamp.from(since), reason, id, owner)
            .update()
        == 1;
  }

  /** Ends the parking of a message by what a person decided; false when somebody was faster. */
  boolean unpark(String id, Status status, @Nullable String reason) {
    return jdbc.sql(
                """
                update message
                set status = ?, reason = ?, attempts = 0,
                    send_at = case when cast(? as varchar) = 'queued' then ? else send_at end,
                    meant_at = case when cast(? as varchar) = 'queued' then ? else meant_at end,
                    sent_at = case when cast(? as varchar) = 'sent' then ? else sent_at end
                where id = ? and status = 'parked' and late_since is null""")
            .params(Ledger.word(status), reason)
            .params(Ledger.word(status), Timestamp.from(clock.instant()))
            .params(Ledger.word(status), Timestamp.from(clock.instant()))
            .params(Ledger.word(status), Timestamp.from(clock.instant()), id)
            .update()
        == 1;
  }
}
