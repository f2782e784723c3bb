package org.carejourney.messaging;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** No more than so many in a minute, for several threads together. */
final class Pace {

  /** As long as a deliverer waits for work, too. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final Bucket bucket;

  Pace(int perMinute) {
    bucket = bucket(perMinute);
  }

  /** Evenly over the minute, so that a minute's worth does not come in one second. */
  static Bucket bucket(int perMinute) {
    return Bucket.builder()
        .addLimit(
            limit ->
                limit
                    .capacity(Math.max(1, perMinute / 60))
                    .refillGreedy(perMinute, Duration.ofMinutes(1)))
        .build();
  }

  /**
   * How many may go now, up to a number; waits for the first one, if it comes within seconds. What
   * comes next is not reserved: a thread that then finds nothing to do would keep it from others.
   *
   * @return 0 when none may go yet
   */
  int take(int most) throws InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (true) {
      long taken = bucket.tryConsumeAsMuchAsPossible(most);
      long wait = taken > 0 ? 0 : bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
      if (taken > 0 || System.nanoTime() + wait > end) {
        return (int) taken;
      }
      TimeUnit.NANOSECONDS.sleep(wait);
    }
  }

  /** What was taken and did not go. */
  void giveBack(int unused) {
    if (unused > 0) {
      bucket.addTokens(unused);
    }
  }
}
