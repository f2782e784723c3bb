package org.carejourney.engine;

import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;

/**
 * What a designer filled in at a step: extension properties of the element, where {@code ${…}} is
 * evaluated. They are read from the diagram, so that a step costs no variable rows.
 */
public record StepFields(DelegateExecution step) {

  /** The field's text; empty when it is missing or blank. */
  public Optional<String> find(String field) {
    BaseElement element = step.getBpmnModelElementInstance();
    if (element.getExtensionElements() == null) {
      return Optional.empty();
    }
    return element
        .getExtensionElements()
        .getElementsQuery()
        .filterByType(CamundaProperties.class)
        .list()
        .stream()
        .flatMap(properties -> properties.getCamundaProperties().stream())
        .filter(property -> field.equals(property.getCamundaName()))
        .map(property -> evaluated(property.getCamundaValue()))
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
    BaseElement element = step.getBpmnModelElementInstance();
    return element.getModelInstance().getModelElementsByType(BoundaryEvent.class).stream()
        .filter(event -> element.equals(event.getAttachedTo()))
        .flatMap(event -> event.getEventDefinitions().stream())
        .anyMatch(
            definition ->
                definition instanceof ErrorEventDefinition error
                    && error.getError() != null
                    && errorCode.equals(error.getError().getErrorCode()));
  }

  private String evaluated(String text) {
    if (text == null || !text.contains("${")) {
      return text == null ? "" : text;
    }
    Object value =
        Context.getProcessEngineConfiguration()
            .getExpressionManager()
            .createExpression(text)
            .getValue(step);
    return value == null ? "" : value.toString();
  }
}
