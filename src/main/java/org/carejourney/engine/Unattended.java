package org.carejourney.engine;

import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Runs the engine in the company's name instead of the caller's. What a customer or a business
 * system causes must not depend on the rights of the person whose password carried it in.
 */
@Component
public class Unattended {

  private final IdentityService identity;

  Unattended(IdentityService identity) {
    this.identity = identity;
  }

  /** Calls without the caller's identity and restores it afterwards, also after an exception. */
  public <T extends @Nullable Object> T call(Supplier<T> work) {
    Authentication caller = identity.getCurrentAuthentication();
    identity.clearAuthentication();
    try {
      return work.get();
    } finally {
      if (caller != null) {
        identity.setAuthentication(caller);
      }
    }
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
