package org.carejourney.messaging;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.carejourney.messaging.MessageRequest.Purpose;
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
   * Has the due mails to a domain wait, one after the other: answers before care, and care before
   * marketing.
   *
   * @param from when the first may go
   * @param perMinute how many go in a minute then, evenly, or null for all at once
   */
  void putOff(String domain, String reason, Instant from, @Nullable Integer perMinute) {
    int most = perMinute == null ? MOST_PUT_OFF : Math.min(MOST_PUT_OFF, perMinute * MOST_MINUTES);
    List<String> due = new ArrayList<>();
    for (Purpose purpose : Purpose.values()) {
      if (due.size() < most) {
        due.addAll(due(domain, purpose, most - due.size()));
      }
    }
    IntStream.range(0, due.size())
        .boxed()
        .collect(
            Collectors.groupingBy(
                place -> perMinute == null ? 0 : place * 60L / perMinute,
                Collectors.mapping(due::get, Collectors.toList())))
        .forEach((second, ids) -> put(ids, from.plusSeconds(second), reason));
  }

  private List<String> due(String domain, Purpose purpose, int most) {
    return jdbc.sql(
            """
            select id from message
            where channel = 'email' and status = 'queued' and purpose = ? and send_at <= ?
              and lower(recipient) like ? escape '!'
            order by send_at, seq fetch first ? rows only
            for update skip locked""")
        .params(Ledger.word(purpose), Timestamp.from(clock.instant()), anybodyAt(domain))
        .param(most)
        .query(String.class)
        .list();
  }

  private void put(List<String> ids, Instant until, String reason) {
    jdbc.sql("update message set send_at = :at, reason = :reason where id in (:ids)")
        .param("at", Timestamp.from(until))
        .param("reason", reason)
        .param("ids", ids)
        .update();
  }
}
