package org.carejourney.engine;

import java.util.Map;
import org.camunda.bpm.engine.DecisionService;
import org.springframework.stereotype.Component;

/** Asks the newest version of a decision table. */
@Component
public class Decisions {

  private final DecisionService decisions;
  private final Unattended unattended;

  Decisions(DecisionService decisions, Unattended unattended) {
    this.decisions = decisions;
    this.unattended = unattended;
  }

  /**
   * The one line of a table that fits.
   *
   * @param facts inputs by name, never what somebody wrote: the engine records them
   * @return outputs by name; empty when no line fits
   */
  public Map<String, Object> decide(String decision, Map<String, Object> facts) {
    return unattended.call(
        () -> {
          var line =
              decisions
                  .evaluateDecisionTableByKey(decision)
                  .variables(facts)
                  .evaluate()
                  .getSingleResult();
          return line == null ? Map.of() : line.getEntryMap();
        });
  }
}
