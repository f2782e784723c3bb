package org.carejourney.messaging;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import org.carejourney.messaging.Provider.Outcomes;

/** What a provider's HTTP status means for a message (RFC 9110, 15). */
record GatewayAnswer(String channel, int status, HttpHeaders headers) {

  /** Client errors that say "not now". */
  private static final Set<Integer> NOT_NOW = Set.of(408, 425, 429);

  private static final Duration LONGEST = Duration.ofDays(1);

  GatewayAnswer(String channel, HttpResponse<?> answer) {
    this(channel, answer.statusCode(), answer.headers());
  }

  /** Where nobody can tell whether the message was taken. */
  interface Unknown {
    void tell(Message message, Outcomes outcomes, String what);
  }

  void settle(Message message, Outcomes outcomes, Unknown unknown) {
    if (status >= 200 && status < 300) {
      outcomes.accepted(message);
    } else if (NOT_NOW.contains(status) || status >= 500) {
      outcomes.later(message, "The provider answered " + status, retryAfter());
    } else if (status == 401 || status == 403) {
      outcomes.refused(
          message,
          "The provider did not accept our credentials (%d): see care.channels.%s.authorization"
              .formatted(status, channel));
    } else if (status >= 400) {
      outcomes.refused(message, "The provider refused it (%d)".formatted(status));
    } else {
      // A redirect is not followed: it would carry the words and the credentials elsewhere.
      unknown.tell(message, outcomes, "The provider answered " + status + ".");
    }
  }

  /** Seconds, or a moment on the provider's own clock (RFC 9110, 10.2.3). */
  private Duration retryAfter() {
    String wish = headers.firstValue("Retry-After").orElse("").strip();
    Optional<Duration> wait =
        wish.matches("\\d{1,9}")
            ? Optional.of(Duration.ofSeconds(Long.parseLong(wish)))
            : moment(wish)
                .flatMap(
                    until ->
                        moment(headers.firstValue("Date").orElse(""))
                            .map(now -> Duration.between(now, until)));
    return wait.filter(duration -> duration.compareTo(LONGEST) <= 0).orElse(Duration.ZERO);
  }

  private static Optional<ZonedDateTime> moment(String date) {
    try {
      return Optional.of(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
