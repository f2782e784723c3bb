package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What is set is what goes: no more, and hardly less. */
class PaceTest {

  @Test
  void fourDeliverersOfAFastProviderTogetherReachTheRate() throws Exception {
    Pace pace = new Pace(240);
    int gone = 0;
    for (int one : together(4, () -> goneWithin(Duration.ofSeconds(3), pace))) {
      gone += one;
    }
    assertThat(gone).as("4 at once, then 4 a second").isBetween(13, 17);
  }

  @Test
  void aRateOfSecondsForEachIsReachedToo() throws Exception {
    Pace pace = new Pace(30);
    assertThat(goneWithin(Duration.ofMillis(4500), pace)).as("at 0, 2 and 4 s").isBetween(3, 4);
  }

  @Test
  void whoTakesAndHasNothingToSendKeepsNothingFromTheOthers() throws Exception {
    Pace pace = new Pace(60);
    for (int look = 1; look <= 50; look++) {
      assertThat(pace.take(20)).isOne();
      pace.giveBack(1);
    }
    assertThat(pace.take(20)).isOne();
  }

  @Test
  void whoWaitsForItsShareCanBeStopped() throws Exception {
    Pace pace = new Pace(20);
    assertThat(pace.take(1)).isOne();
    Thread waiting =
        new Thread(
            () -> {
              try {
                pace.take(1);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    waiting.start();
    waiting.interrupt();
    waiting.join(2_000);
    assertThat(waiting.isAlive()).isFalse();
  }

  private static int goneWithin(Duration time, Pace pace) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    int gone = 0;
    while (true) {
      int taken = pace.take(20);
      if (System.nanoTime() > end) {
        return gone;
      }
      gone += taken;
      if (taken == 0) {
        // As a deliverer does that finds nothing to do.
        Thread.sleep(5_000);
      }
    }
  }

  private static List<Integer> together(int threads, Callable<Integer> work) throws Exception {
    var pool = Executors.newFixedThreadPool(threads);
    try {
      List<Integer> all = new ArrayList<>();
      for (Future<Integer> one : pool.invokeAll(Collections.nCopies(threads, work))) {
        all.add(one.get());
      }
      return all;
    } finally {
      pool.shutdownNow();
    }
  }
}
