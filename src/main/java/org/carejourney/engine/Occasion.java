package org.carejourney.engine;

import org.camunda.bpm.engine.delegate.DelegateExecution;

/**
 * One passing of a step: whatever a block does for an occasion it does once, also when the step is
 * run again after a failure.
 *
 * @param process key of the process definition
 * @param step id of the step in its diagram
 * @param occasion which time it is; {@code once} for a step that is passed once
 */
public record Occasion(String process, String processInstanceId, String step, String occasion) {

  /** Of the step that runs now, with its field {@code occasion}. */
  public static Occasion of(DelegateExecution step, String occasion) {
    return new Occasion(
        // A definition's id is key:version:id.
        step.getProcessDefinitionId().replaceFirst(":.*", ""),
        step.getProcessInstanceId(),
        step.getCurrentActivityId(),
        occasion);
  }
}
