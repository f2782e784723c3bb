package org.carejourney.messaging;

import java.time.Duration;
import java.util.List;

/** How long to wait after each failed attempt: short at first, then for days. */
final class Pauses {

  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(4),
          Duration.ofHours(12),
          Duration.ofDays(1),
          Duration.ofDays(1));

  private Pauses() {}

  /** Whether that many attempts are enough. */
  static boolean over(int attempts) {
    return attempts > PAUSES.size();
  }

  /**
   * @param attempts made so far, at least one
   */
  static Duration after(int attempts) {
    return PAUSES.get(Math.min(attempts, PAUSES.size()) - 1);
  }
}
