package org.carejourney.messaging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.carejourney.engine.Company;
import org.carejourney.engine.WrongSetting;
import org.carejourney.messaging.MessageRequest.CatchUp;
import org.carejourney.messaging.MessageRequest.Purpose;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Messages that come late: long after the timer rang that they follow, or after they were to leave
 * the queue, since a node was down, a process stood still, or all outbound was paused. An answer to
 * what the customer asked is never too late, unless the step says so.
 */
@Component
class Lateness {

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("EEEE d MMM yyyy HH:mm", Locale.ENGLISH);

  private final Duration usual;
  private final Company company;
  private final Evidence evidence;
  private final Clock clock;

  Lateness(
      @Value("${care.late-limit:P3D}") Duration usual,
      Company company,
      Evidence evidence,
      Clock clock) {
    if (usual.isNegative() || usual.isZero()) {
      throw new WrongSetting("care.late-limit is " + usual, "Give a time such as P3D: three days");
    }
    this.usual = usual;
    this.company = company;
    this.evidence = evidence;
    this.clock = clock;
  }

  Rule.Answer judge(Rule.Case asked) {
    CatchUp catchUp = asked.request().timing().catchUp();
    Instant since = catchUp.meantFor();
    Duration limit = limit(asked.request());
    if (since == null || limit == null) {
      return new Rule.Passes();
    }
    Duration late = Duration.between(since, clock.instant());
    Rule.Basis basis = evidence.late(since, late, limit);
    if (late.compareTo(limit) <= 0) {
      return new Rule.Passes(basis);
    }
    String reason =
        "%s late: meant for %s; the step allows %s"
            .formatted(words(late), MOMENT.format(since.atZone(company.timeZone())), words(limit));
    return switch (catchUp.whenLate()) {
      case SEND -> new Rule.Passes(basis);
      case SKIP -> new Rule.Objects(reason, false, basis);
      case ASK -> new Rule.Asks(reason, since, basis);
    };
  }

  private @Nullable Duration limit(MessageRequest request) {
    Duration own = request.timing().catchUp().limit();
    return own != null || request.purpose() == Purpose.SERVICE ? own : usual;
  }

  /** In the largest unit of which there are at least two. */
  private static String words(Duration time) {
    if (time.toDays() >= 2) {
      return time.toDays() + " days";
    }
    return time.toHours() >= 2 ? time.toHours() + " hours" : time.toMinutes() + " minutes";
  }
}
