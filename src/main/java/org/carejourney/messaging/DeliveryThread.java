package org.carejourney.messaging;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works as long as there is something to do, then waits until it is woken, or for a while. */
final class DeliveryThread extends Thread {

  private static final Logger log = LoggerFactory.getLogger(DeliveryThread.class);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(20);
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);
  private static final Duration AFTER_A_PROBLEM = Duration.ofSeconds(5);

  private final BooleanSupplier work;
  private final Duration lookAgain;
  private final Semaphore wakeUp;
  private final CountDownLatch end = new CountDownLatch(1);

  /**
   * @param wakeUp what it waits for when there is nothing to do; may be shared with others that do
   *     the same work, of which each takes one permit
   * @param lookAgain how long it waits at most
   * @param work true when there was something to do
   */
  DeliveryThread(String name, Semaphore wakeUp, Duration lookAgain, BooleanSupplier work) {
    super(name);
    this.wakeUp = wakeUp;
    this.lookAgain = lookAgain;
    this.work = work;
  }

  @Override
  public void run() {
    try {
      while (end.getCount() > 0) {
        if (!worked() && end.getCount() > 0) {
          wakeUp.tryAcquire(lookAgain.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      // It took too long to end.
    } finally {
      // The permit that ended it may have been meant for another one.
      wakeUp.release();
    }
  }

  private boolean worked() throws InterruptedException {
    try {
      return work.getAsBoolean();
    } catch (RuntimeException e) {
      log.error("Delivery goes on after a problem", e);
      end.await(AFTER_A_PROBLEM.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    }
  }

  /** Ends it: at once when it waits for work, else after what it does now. */
  void end() {
    end.countDown();
    wakeUp.release();
  }

  /** Waits until all have ended; after a while what they still do is broken off. */
  static void await(List<DeliveryThread> ending) {
    try {
      join(ending, LONGEST_STOP);
      ending.forEach(Thread::interrupt);
      join(ending, LAST_WORDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void join(List<DeliveryThread> threads, Duration together)
      throws InterruptedException {
    long until = System.nanoTime() + together.toNanos();
    for (DeliveryThread thread : threads) {
      thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())));
    }
  }
}
