package org.carejourney.engine;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.springframework.stereotype.Component;

/**
 * Which fields of an event's data a diagram wants to know: the extension property {@code data} of
 * the element that receives it, names with commas between. Read once for each version.
 */
@Component
public class DeclaredData {

  /**
   * @param elements names of fields by the element's id
   * @param starts the same by the message that starts the process
   */
  private record Declared(Map<String, Set<String>> elements, Map<String, Set<String>> starts) {}

  private final RepositoryService repository;
  private final Unattended unattended;
  // A version of a diagram never changes.
  private final Map<String, Declared> seen = new ConcurrentHashMap<>();

  DeclaredData(RepositoryService repository, Unattended unattended) {
    this.repository = repository;
    this.unattended = unattended;
  }

  /** What one element wants to know. */
  Set<String> at(String definitionId, String activityId) {
    return of(definitionId).elements().getOrDefault(activityId, Set.of());
  }

  /** What a process wants to know when a message starts it. */
  Set<String> atStart(String definitionId, String message) {
    return of(definitionId).starts().getOrDefault(message, Set.of());
  }

  /** What a process wants to know from the start, whichever message starts it. */
  public Set<String> atStart(String definitionId) {
    return of(definitionId).starts().values().stream()
        .flatMap(Collection::stream)
        .collect(Collectors.toSet());
  }

  private Declared of(String definitionId) {
    Declared known = seen.get(definitionId);
    return known == null
        ? seen.computeIfAbsent(
            definitionId, id -> unattended.call(() -> read(repository.getBpmnModelInstance(id))))
        : known;
  }

  private static Declared read(BpmnModelInstance diagram) {
    Map<String, Set<String>> elements = new HashMap<>();
    diagram
        .getModelElementsByType(FlowNode.class)
        .forEach(element -> elements.put(element.getId(), names(element)));
    Map<String, Set<String>> starts = new HashMap<>();
    for (MessageEventDefinition event :
        diagram.getModelElementsByType(MessageEventDefinition.class)) {
      if (event.getParentElement() instanceof StartEvent start
          && start.getParentElement() instanceof Process
          && event.getMessage() != null) {
        starts.put(event.getMessage().getName(), elements.get(start.getId()));
      }
    }
    elements.values().removeIf(Set::isEmpty);
    return new Declared(elements, starts);
  }

  private static Set<String> names(BaseElement element) {
    return DrawnStep.fields(element).getOrDefault("data", List.of()).stream()
        .flatMap(names -> Arrays.stream(names.split(",")))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }
}
