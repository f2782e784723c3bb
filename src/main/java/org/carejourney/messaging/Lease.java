package org.carejourney.messaging;

import java.time.Duration;
import org.carejourney.engine.WrongSetting;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * How long a message belongs to the deliverer that took it: {@code care.delivery.lease}. Longer
 * than any one hand-over can take, and renewed before one for which too little of it is left; when
 * it runs out, another node may take the message.
 */
@Component
class Lease {

  private static final String SETTING = "care.delivery.lease";

  private final Duration duration;
  private final Duration longest;

  /**
   * @throws WrongSetting when a hand-over by e-mail could outlast it
   */
  Lease(Environment settings) {
    duration = read(settings);
    Duration handOver = Duration.ZERO;
    if (settings.containsProperty("spring.mail.host")) {
      String protocol = settings.getProperty("spring.mail.protocol", "smtp");
      for (String name : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
        handOver = handOver.plus(millis(settings, "mail." + protocol + "." + name));
      }
    }
    if (duration.compareTo(handOver) <= 0 || duration.toSeconds() < 1) {
      throw new WrongSetting(
          "%s is %s, but to hand over one mail may take %s by the mail server's time-outs"
              .formatted(SETTING, duration, handOver),
          "Make it longer than the three time-outs together, or these shorter");
    }
    Duration exchange = duration.dividedBy(2);
    longest = handOver.compareTo(exchange) > 0 ? handOver : exchange;
  }

  private static Duration millis(Environment settings, String name) {
    String setting = "spring.mail.properties." + name;
    long millis = Binder.get(settings).bind(setting, Long.class).orElse(0L);
    if (millis <= 0) {
      throw new WrongSetting(
          setting + " is not set: without it a mail server that hangs holds a message for ever",
          "Give it in milliseconds, such as 20000");
    }
    return Duration.ofMillis(millis);
  }

  int seconds() {
    return Math.toIntExact(duration.toSeconds());
  }

  /** What one hand-over may take, however the other side draws it out. */
  Duration longestHandOver() {
    return longest;
  }

  /**
   * Whether enough is left of it for any one hand-over.
   *
   * @param begun right before it began, as {@link System#nanoTime}
   */
  boolean suffices(long begun) {
    Duration gone = Duration.ofNanos(System.nanoTime() - begun);
    return gone.plus(longest).compareTo(duration) < 0;
  }

  /**
   * What an exchange with a provider may take: well below the lease, so that no second node takes
   * the message meanwhile.
   */
  static Duration longestExchange(Environment settings) {
    return read(settings).dividedBy(2);
  }

  private static Duration read(Environment settings) {
    return Binder.get(settings).bind(SETTING, Duration.class).orElse(Duration.ofMinutes(2));
  }
}
