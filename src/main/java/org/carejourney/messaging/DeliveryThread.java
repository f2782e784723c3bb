package org.carejourney.messaging;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works as long as there is something to do, then waits until it is woken, or for a while. */
final class DeliveryThread extends Thread {

  private static final Logger log = LoggerFactory.getLogger(DeliveryThread.class);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(20);
  private static final Duration AFTER_A_PROBLEM = Duration.ofSeconds(5);

  private final BooleanSupplier work;
  private final Duration lookAgain;
  private final Semaphore wakeUp;
  private volatile boolean ended;

  /**
   * @param wakeUp what it waits for when there is nothing to do; may be shared with others that do
   *     the same work
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
      while (!ended) {
        if (!worked()) {
          wakeUp.tryAcquire(lookAgain.toMillis(), TimeUnit.MILLISECONDS);
          wakeUp.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      // Somebody ends it.
    }
  }

  private boolean worked() throws InterruptedException {
    try {
      return work.getAsBoolean();
    } catch (RuntimeException e) {
      log.error("Delivery goes on after a problem", e);
      Thread.sleep(AFTER_A_PROBLEM.toMillis());
      return true;
    }
  }

  /** Ends it soon; what is being handed over is brought to its end, if it does not take long. */
  void end() {
    ended = true;
    interrupt();
  }

  void await() {
    try {
      join(LONGEST_STOP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
