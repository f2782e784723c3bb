package org.carejourney.messaging;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.carejourney.engine.Discretion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes down what became of a claimed message. What a provider has told us is known to us alone:
 * without it the message would go again, or be parked without need. So a database that is away for
 * a moment is asked again, for as long as the message is ours.
 */
@Component
class LeasedWork {

  private static final Logger log = LoggerFactory.getLogger(LeasedWork.class);
  private static final Duration ASK_AGAIN = Duration.ofMillis(500);

  private final TransactionTemplate transaction;
  private final Lease lease;

  LeasedWork(TransactionTemplate transaction, Lease lease) {
    this.transaction = transaction;
    this.lease = lease;
  }

  /** Does it in one transaction, anew each time that the database is not there. */
  void commit(Runnable outcome) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(lease.seconds());
    while (true) {
      try {
        transaction.executeWithoutResult(status -> outcome.run());
        return;
      } catch (DataAccessException | TransactionException e) {
        if (System.nanoTime() > end || !pause()) {
          throw e;
        }
        log.warn("The outcome of a hand-over could not be kept yet: {}", Discretion.tell(e));
      }
    }
  }

  /** False when we are being stopped. */
  private static boolean pause() {
    try {
      Thread.sleep(ASK_AGAIN.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
