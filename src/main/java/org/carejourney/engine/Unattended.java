package org.carejourney.engine;

import java.sql.SQLException;
import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;

/**
 * Runs the engine in the company's name instead of the caller's. What a customer or a business
 * system causes must not depend on the rights of the person whose password carried it in.
 */
@Component
public class Unattended {

  /** What serialization failures and deadlocks begin with (ISO/IEC 9075-2, SQLSTATE class 40). */
  private static final String ROLLED_BACK = "40";

  private final IdentityService identity;

  Unattended(IdentityService identity) {
    this.identity = identity;
  }

  /**
   * Calls without the caller's identity and restores it afterwards, also after an exception.
   *
   * @throws ConcurrencyFailureException when something else happened to the same process at the
   *     same moment; see {@link Conflicts}
   */
  public <T extends @Nullable Object> T call(Supplier<T> work) {
    Authentication caller = identity.getCurrentAuthentication();
    identity.clearAuthentication();
    try {
      return work.get();
    } catch (ProcessEngineException e) {
      throw overtaken(e) ? new ConcurrencyFailureException(String.valueOf(e.getMessage()), e) : e;
    } finally {
      if (caller != null) {
        identity.setAuthentication(caller);
      }
    }
  }

  /** By the engine's own counting, or since the database ended one of two that waited for each. */
  private static boolean overtaken(ProcessEngineException e) {
    return e instanceof OptimisticLockingException
        || (NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException problem
            && String.valueOf(problem.getSQLState()).startsWith(ROLLED_BACK));
  }

  /** The same for work without a result. */
  public void run(Runnable work) {
    call(
        () -> {
          work.run();
          return null;
        });
  }
}
