package org.carejourney.models;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.Event;
import org.camunda.bpm.model.bpmn.instance.EventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;

/** Which steps can follow which, and which can come more than once in one process instance. */
final class Paths {

  private Paths() {}

  /** Whether a flow is part of a loop: its source can come again after its target. */
  static boolean loops(SequenceFlow flow) {
    return from(flow.getTarget()).contains(flow.getSource());
  }

  /** Every step that can come more than once. */
  static Set<FlowNode> repeated(Diagram diagram) {
    Set<FlowNode> repeated = new HashSet<>();
    int before;
    do {
      before = repeated.size();
      diagram.nodes().filter(node -> mayComeAgain(node, repeated)).forEach(repeated::add);
      diagram
          .all(BoundaryEvent.class)
          .filter(event -> !event.cancelActivity())
          .filter(event -> repeated.contains(event.getAttachedTo()) || ticks(event))
          .forEach(event -> repeated.addAll(from(event)));
    } while (repeated.size() > before);
    return repeated;
  }

  private static boolean mayComeAgain(FlowNode node, Set<FlowNode> repeated) {
    return next(node).anyMatch(next -> from(next).contains(node))
        || (node instanceof Activity activity && activity.getLoopCharacteristics() != null)
        || (node.getParentElement() instanceof SubProcess frame
            && (repeated.contains(frame) || startsAgain(frame)));
  }

  /** An event sub process that leaves the rest alone can start any number of times. */
  private static boolean startsAgain(SubProcess frame) {
    return frame.triggeredByEvent()
        && frame.getChildElementsByType(StartEvent.class).stream()
            .anyMatch(start -> !start.isInterrupting());
  }

  private static boolean ticks(BoundaryEvent event) {
    return definitions(event).stream()
        .anyMatch(
            definition ->
                definition instanceof TimerEventDefinition timer && timer.getTimeCycle() != null);
  }

  /** The node itself and all that can come after it. */
  private static Set<FlowNode> from(FlowNode start) {
    Set<FlowNode> seen = new HashSet<>();
    Deque<FlowNode> open = new ArrayDeque<>(Set.of(start));
    while (!open.isEmpty()) {
      FlowNode node = open.pop();
      if (seen.add(node)) {
        next(node).forEach(open::push);
      }
    }
    return seen;
  }

  private static Stream<FlowNode> next(FlowNode node) {
    Stream<FlowNode> flows = node.getOutgoing().stream().map(SequenceFlow::getTarget);
    Stream<FlowNode> events =
        node.getParentElement().getChildElementsByType(BoundaryEvent.class).stream()
            .filter(event -> event.getAttachedTo().equals(node))
            .map(event -> event);
    return Stream.concat(flows, events);
  }

  static Collection<EventDefinition> definitions(Event event) {
    return event.getChildElementsByType(EventDefinition.class);
  }
}
