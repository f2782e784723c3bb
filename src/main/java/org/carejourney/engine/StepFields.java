package org.carejourney.engine;

import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.context.Context;

/**
 * What a designer filled in at a step: extension properties of the element, where {@code ${…}} is
 * evaluated. They are read from the diagram, so that a step costs no variable rows.
 */
public record StepFields(DelegateExecution step) {

  /** The field's text; empty when it is missing or blank. */
  public Optional<String> find(String field) {
    return DrawnStep.of(step).fields().getOrDefault(field, List.of()).stream()
        .map(this::evaluated)
        .filter(text -> !text.isBlank())
        .findFirst();
  }

  /** The field's text; an error that names step and field when it is missing. */
  public String get(String field) {
    return find(field)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The step %s of %s needs a value in its field '%s'"
                        .formatted(
                            step.getCurrentActivityId(), step.getProcessDefinitionId(), field)));
  }

  /** Whether a boundary event with this error code stands on the step. */
  public boolean catches(String errorCode) {
    return DrawnStep.of(step).caught().contains(errorCode);
  }

  private String evaluated(String text) {
    if (!text.contains("${")) {
      return text;
    }
    Object value =
        Context.getProcessEngineConfiguration()
            .getExpressionManager()
            .createExpression(text)
            .getValue(step);
    return value == null ? "" : value.toString();
  }
}
