package org.carejourney.messaging;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The mails in the queue to one mail domain. */
@Component
class DomainQueue {

  private static final int MOST_PUT_OFF = 5_000;
  private static final int MOST_MINUTES = 100;

  private final JdbcClient jdbc;
  private final Clock clock;

  DomainQueue(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** What addresses at a domain in lower case look like; with {@code escape '!'}. */
  static String anybodyAt(String domain) {
    return "%@" + domain.replaceAll("([!%_])", "!$1");
  }

  /**
   * Has the due mails to a domain wait, one after the other.
   *
   * @param from when the first may go
   * @param perMinute how many go in a minute then, or null for all at once
   */
  void putOff(String domain, String reason, Instant from, @Nullable Integer perMinute) {
    int each = perMinute == null ? MOST_PUT_OFF : perMinute;
    List<String> due =
        jdbc.sql(
                """
                select id from message
                where channel = 'email' and status = 'queued' and send_at <= ?
                  and lower(recipient) like ? escape '!'
                order by send_at, seq fetch first ? rows only
                for update skip locked""")
            .params(Timestamp.from(clock.instant()), anybodyAt(domain))
            .param(Math.min(MOST_PUT_OFF, each * MOST_MINUTES))
            .query(String.class)
            .list();
    for (int minute = 0; minute * each < due.size(); minute++) {
      jdbc.sql("update message set send_at = :at, reason = :reason where id in (:ids)")
          .param("at", Timestamp.from(from.plus(Duration.ofMinutes(minute))))
          .param("reason", reason)
          .param("ids", due.subList(minute * each, Math.min(due.size(), (minute + 1) * each)))
          .update();
    }
  }
}
