package org.carejourney.benchmark;

import java.util.ArrayList;
import java.util.List;

/** How long answers of one kind took. */
final class Latencies {

  private final String of;
  private final List<Long> nanos = new ArrayList<>();
  private int failures;

  Latencies(String of) {
    this.of = of;
  }

  synchronized void add(long took, boolean fine) {
    nanos.add(took);
    failures += fine ? 0 : 1;
  }

  String of() {
    return of;
  }

  synchronized int count() {
    return nanos.size();
  }

  synchronized int failures() {
    return failures;
  }

  /** Milliseconds that a share of the answers, such as 0.95, took at most. */
  synchronized long millis(double share) {
    List<Long> sorted = nanos.stream().sorted().toList();
    int index = (int) Math.ceil(share * sorted.size()) - 1;
    return sorted.isEmpty() ? 0 : sorted.get(Math.max(0, index)) / 1_000_000;
  }

  /**
   * Whether every request was answered, and 95 of 100 in time.
   *
   * @param when what went on meanwhile, in words
   * @throws IllegalStateException when nobody asked
   */
  List<Check> checks(String when, long mostMillis) {
    if (count() == 0) {
      throw new IllegalStateException("Nobody asked " + of);
    }
    return List.of(
        Check.that(
            "%s answered every one of %,d requests %s".formatted(of, count(), when),
            failures() == 0),
        Check.that(
            "%s %s: half within %d ms, 95 %% within %d ms, 99 %% within %d ms; %d ms may be"
                .formatted(of, when, millis(0.5), millis(0.95), millis(0.99), mostMillis),
            millis(0.95) <= mostMillis));
  }
}
