package org.carejourney.engine;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;

/**
 * What a diagram says of one step. Read once: to look it up walks through the whole document, of
 * which all job threads share one, behind one lock.
 *
 * @param fields the texts of each extension property, as written
 * @param caught codes of the errors for which a boundary event stands on the step
 */
record DrawnStep(Map<String, List<String>> fields, Set<String> caught) {

  /** By the definition's id, which names one version for ever, and the element's. */
  private static final ConcurrentMap<String, DrawnStep> SEEN = new ConcurrentHashMap<>();

  static DrawnStep of(DelegateExecution step) {
    String place = step.getProcessDefinitionId() + " " + step.getCurrentActivityId();
    DrawnStep seen = SEEN.get(place);
    return seen == null
        ? SEEN.computeIfAbsent(place, key -> read(step.getBpmnModelElementInstance()))
        : seen;
  }

  private static DrawnStep read(BaseElement element) {
    return new DrawnStep(fields(element), caught(element));
  }

  static Map<String, List<String>> fields(BaseElement element) {
    return element.getExtensionElements() == null
        ? Map.of()
        : element
            .getExtensionElements()
            .getElementsQuery()
            .filterByType(CamundaProperties.class)
            .list()
            .stream()
            .flatMap(properties -> properties.getCamundaProperties().stream())
            .filter(property -> property.getCamundaName() != null)
            .collect(
                Collectors.groupingBy(
                    CamundaProperty::getCamundaName,
                    Collectors.mapping(
                        property -> Objects.requireNonNullElse(property.getCamundaValue(), ""),
                        Collectors.toUnmodifiableList())));
  }

  private static Set<String> caught(BaseElement element) {
    return element.getModelInstance().getModelElementsByType(BoundaryEvent.class).stream()
        .filter(event -> element.equals(event.getAttachedTo()))
        .flatMap(event -> event.getEventDefinitions().stream())
        .filter(ErrorEventDefinition.class::isInstance)
        .map(ErrorEventDefinition.class::cast)
        .filter(error -> error.getError() != null && error.getError().getErrorCode() != null)
        .map(error -> error.getError().getErrorCode())
        .collect(Collectors.toUnmodifiableSet());
  }
}
