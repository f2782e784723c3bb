package org.carejourney.messaging;

import java.time.Duration;
import java.util.List;

/** How long to wait after each failed attempt: minutes at first, then hours. */
final class Pauses {

  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(4));

  private Pauses() {}

  /**
   * Whether that many attempts are enough: all pauses between them took as long as one is willing
   * to try.
   */
  static boolean over(int attempts, Duration giveUpAfter) {
    Duration waited = Duration.ZERO;
    for (int attempt = 1; attempt < attempts; attempt++) {
      waited = waited.plus(after(attempt));
    }
    return waited.compareTo(giveUpAfter) >= 0;
  }

  /**
   * @param attempts made so far, at least one
   */
  static Duration after(int attempts) {
    return PAUSES.get(Math.min(attempts, PAUSES.size()) - 1);
  }
}
