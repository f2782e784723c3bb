package org.carejourney.support;

import java.util.Map;
import java.util.Optional;
import org.carejourney.engine.Processes;
import org.carejourney.feedback.LowScore;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Sees to it that no low score stays unheard: one that no process waits for has a person call. One
 * call is enough, however often the customer changes the score meanwhile.
 */
@Component
class Recoveries {

  private final Processes processes;

  Recoveries(Processes processes) {
    this.processes = processes;
  }

  @EventListener
  void on(LowScore low) {
    String key = Optional.ofNullable(low.businessKey()).orElse(low.customerId());
    if (!processes.underWay("recoverCustomer", key)) {
      processes.start(
          "care.recoveryWanted", key, Map.of("customerId", low.customerId(), "score", low.score()));
    }
  }
}
