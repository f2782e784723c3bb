package org.carejourney.engine;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Two things that happen to one process at the same moment: the engine lets one win and refuses the
 * other, which is then simply done again.
 */
@Component
public class Conflicts {

  private static final int ATTEMPTS = 8;

  private final TransactionTemplate transaction;

  Conflicts(TransactionTemplate transaction) {
    this.transaction = transaction;
  }

  /**
   * Does the work in a transaction of its own, again when it lost against somebody faster. Inside
   * of a transaction that runs already, whoever owns that one has to repeat it.
   */
  @SuppressWarnings("NullAway") // null comes out only where the work itself gives it
  public <T extends @Nullable Object> T retried(Supplier<T> work) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      return work.get();
    }
    for (int attempt = 1; ; attempt++) {
      try {
        return transaction.execute(status -> work.get());
      } catch (ConcurrencyFailureException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        pause(attempt);
      }
    }
  }

  private static void pause(int attempt) {
    try {
      Thread.sleep(20L * attempt);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
