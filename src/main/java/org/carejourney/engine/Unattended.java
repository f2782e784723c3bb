package org.carejourney.engine;

import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.stereotype.Component;

/** Lets the engine act for the house instead of for the person who is logged in. */
@Component
public class Unattended {

  private final IdentityService identity;

  Unattended(IdentityService identity) {
    this.identity = identity;
  }

  /** Runs without anybody's authorizations, and restores who was logged in. */
  public <T> T call(Supplier<T> work) {
    var person = identity.getCurrentAuthentication();
    identity.clearAuthentication();
    try {
      return work.get();
    } finally {
      identity.setAuthentication(person);
    }
  }

  /** Runs without anybody's authorizations, and restores who was logged in. */
  public void run(Runnable work) {
    call(
        () -> {
          work.run();
          return null;
        });
  }
}
