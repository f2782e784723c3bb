package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** How the threads of a channel wake up and end. */
class DeliveryThreadTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final Semaphore wakeUp = new Semaphore(0);

  @Test
  void whatIsUnderWayIsBroughtToItsEnd() {
    var begun = new CountDownLatch(1);
    var finished = new AtomicBoolean();
    DeliveryThread slow =
        thread(
            () -> {
              begun.countDown();
              finished.set(sleptUndisturbed(Duration.ofMillis(700)));
              return true;
            });
    await().until(() -> begun.getCount() == 0);
    end(List.of(slow));
    assertThat(finished).isTrue();
  }

  @Test
  void whoeverWaitsForWorkEndsAtOnce() {
    List<DeliveryThread> idle =
        List.of(thread(() -> false), thread(() -> false), thread(() -> false));
    await().until(() -> wakeUp.getQueueLength() == 3);
    long begun = System.nanoTime();
    end(idle);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void aWakeUpForTwoIsNotSwallowedByTheFirst() {
    var found = new AtomicInteger();
    var hold = new CountDownLatch(1);
    // Both messages are queued; each thread sees its own only when it looks a second time.
    BooleanSupplier second = findsAtItsSecondLook(found, hold);
    wakeUp.release(2);
    DeliveryThread first = thread(findsAtItsSecondLook(found, hold));
    await().until(() -> found.get() == 1);
    DeliveryThread other = thread(second);
    await("beside the first, which is slow").until(() -> found.get() == 2);
    hold.countDown();
    end(List.of(first, other));
  }

  private static BooleanSupplier findsAtItsSecondLook(AtomicInteger found, CountDownLatch hold) {
    var looks = new AtomicInteger();
    return () -> {
      if (looks.incrementAndGet() != 2) {
        return false;
      }
      found.incrementAndGet();
      try {
        hold.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return true;
    };
  }

  private static boolean sleptUndisturbed(Duration time) {
    try {
      Thread.sleep(time.toMillis());
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private DeliveryThread thread(BooleanSupplier work) {
    DeliveryThread thread = new DeliveryThread("delivery-in-a-test", wakeUp, LONG, work);
    thread.start();
    return thread;
  }

  private static void end(List<DeliveryThread> threads) {
    threads.forEach(DeliveryThread::end);
    DeliveryThread.await(threads);
    assertThat(threads).noneMatch(Thread::isAlive);
  }
}
