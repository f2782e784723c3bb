package org.carejourney.messaging;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import org.carejourney.messaging.Message.Status;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The ledger as callers see it: which messages a colleague has still to tell on the phone. */
@Component
class OpenCalls {

  private final JdbcClient jdbc;
  private final Clock clock;

  OpenCalls(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Ends a call; false when nobody wants it any more. */
  boolean settle(String id, Status status, @Nullable String reason) {
    return jdbc.sql(
                """
                update message
                set status = ?, reason = ?, call_open = false,
                    sent_at = case when cast(? as varchar) = 'sent' then ? else sent_at end
                where id = ? and status = 'sending' and call_open""")
            .params(Ledger.word(status), reason, Ledger.word(status))
            .params(Timestamp.from(clock.instant()), id)
            .update()
        == 1;
  }

  /** Calls that somebody still has to make though the message is over. */
  List<String> unwanted() {
    return jdbc.sql("select id from message where call_open and status <> 'sending' order by seq")
        .query(String.class)
        .list();
  }

  boolean takeAway(String id) {
    return jdbc.sql("update message set call_open = false where id = ? and call_open")
            .param(id)
            .update()
        == 1;
  }
}
