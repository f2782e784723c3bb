package org.carejourney.models;

import static org.carejourney.models.Diagram.attribute;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.CompensateEventDefinition;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.EscalationEventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.SendTask;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaFailedJobRetryTimeCycle;

/**
 * Whose transaction a step runs in. A person's or a caller's act must not be undone by what follows
 * it, so the first automatic step after one needs a save point; a timer is a job already.
 */
final class SavePoints {

  /** What a token last came from. */
  enum Origin {
    /** A person completed a task, or somebody called with a message: no job carries the token. */
    ACT,
    /** A timer fired. */
    TIMER,
    /** A save point or an automatic step lies between. */
    STEP
  }

  private final Diagram diagram;
  private final Models models;
  private final Map<FlowNode, Set<Origin>> behind = new HashMap<>();

  private SavePoints(Diagram diagram, Models models) {
    this.diagram = diagram;
    this.models = models;
  }

  static SavePoints of(Diagram diagram, Models models) {
    SavePoints points = new SavePoints(diagram, models);
    boolean changed;
    do {
      changed = false;
      for (FlowNode node : diagram.nodes().toList()) {
        changed |=
            points
                .behind
                .computeIfAbsent(node, n -> EnumSet.noneOf(Origin.class))
                .addAll(points.leaving(node));
      }
    } while (changed);
    return points;
  }

  /** Where the tokens come from that reach a step. */
  Set<Origin> before(FlowNode node) {
    Set<Origin> before = EnumSet.noneOf(Origin.class);
    node.getIncoming().forEach(flow -> before.addAll(after(flow.getSource())));
    if (node instanceof StartEvent start) {
      before.addAll(starting(start));
    }
    return before;
  }

  private Set<Origin> after(FlowNode node) {
    return behind.getOrDefault(node, Set.of());
  }

  /** Steps that act by themselves; a call does, since its first step may. */
  static boolean isAutomatic(FlowNode node) {
    return node instanceof ServiceTask
        || node instanceof BusinessRuleTask
        || node instanceof SendTask
        || node instanceof CallActivity;
  }

  private Set<Origin> leaving(FlowNode node) {
    if (savesAfter(node)) {
      return Set.of(Origin.STEP);
    }
    if (node instanceof UserTask || node instanceof ReceiveTask) {
      return Set.of(Origin.ACT);
    }
    if (node instanceof CallActivity call) {
      return called(call);
    }
    if (node instanceof SubProcess frame) {
      return ends(frame.getChildElementsByType(FlowNode.class));
    }
    if (isAutomatic(node)) {
      return Set.of(Origin.STEP);
    }
    if (node instanceof BoundaryEvent event) {
      return caught(event, event.getAttachedTo());
    }
    if (node instanceof CatchEvent event && !(node instanceof StartEvent)) {
      return caught(event, null);
    }
    return savesBefore(node) ? Set.of(Origin.STEP) : before(node);
  }

  private Set<Origin> caught(CatchEvent event, FlowNode host) {
    for (var definition : Paths.definitions(event)) {
      if (definition instanceof TimerEventDefinition) {
        return Set.of(Origin.TIMER);
      }
      if (definition instanceof ErrorEventDefinition
          || definition instanceof EscalationEventDefinition
          || definition instanceof CompensateEventDefinition) {
        return host == null ? Set.of(Origin.STEP) : after(host);
      }
    }
    return Set.of(Origin.ACT);
  }

  private Set<Origin> starting(StartEvent start) {
    if (start.getParentElement() instanceof SubProcess frame && !frame.triggeredByEvent()) {
      return savesBefore(frame) ? Set.of(Origin.STEP) : before(frame);
    }
    if (Paths.definitions(start).stream().anyMatch(TimerEventDefinition.class::isInstance)) {
      return Set.of(Origin.TIMER);
    }
    boolean onlyCalled =
        Paths.definitions(start).isEmpty() && !diagram.process().isCamundaStartableInTasklist();
    return onlyCalled ? Set.of(Origin.STEP) : Set.of(Origin.ACT);
  }

  private Set<Origin> called(CallActivity call) {
    return models
        .process(call.getCalledElement())
        .filter(called -> !called.path().equals(diagram.path()))
        .map(
            called ->
                of(called, models).ends(called.process().getChildElementsByType(FlowNode.class)))
        .orElse(Set.of(Origin.STEP));
  }

  private Set<Origin> ends(Collection<FlowNode> nodes) {
    Set<Origin> ends = EnumSet.noneOf(Origin.class);
    nodes.stream().filter(EndEvent.class::isInstance).forEach(end -> ends.addAll(after(end)));
    return ends;
  }

  static boolean savesBefore(FlowNode node) {
    return attribute(node, "asyncBefore").equals("true");
  }

  static boolean savesAfter(FlowNode node) {
    return attribute(node, "asyncAfter").equals("true");
  }

  static Stream<FlowNode> saved(Diagram diagram) {
    return diagram.nodes().filter(node -> savesBefore(node) || savesAfter(node));
  }

  /** Pauses between the retries of a failed job, shortest first; empty when there are none. */
  static List<String> pauses(FlowNode node) {
    return Diagram.extensions(node, CamundaFailedJobRetryTimeCycle.class).stream()
        .flatMap(cycle -> Stream.of(cycle.getTextContent().trim().split("\\s*,\\s*")))
        .toList();
  }
}
