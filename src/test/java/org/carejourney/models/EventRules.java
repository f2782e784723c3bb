package org.carejourney.models;

import static org.carejourney.models.Diagram.name;
import static org.carejourney.models.Rule.Finding.at;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.carejourney.models.Rule.Finding;

/** What holds where the company's systems speak to a diagram. */
final class EventRules {

  static final List<Rule> ALL =
      List.of(
          new Rule("data is declared where an event comes in", EventRules::data),
          new Rule("start events have no save point", EventRules::lateStarts));

  private static final Set<String> TAKEN = Set.of("customerId", "segment", "eventTime");

  private EventRules() {}

  private static Stream<Finding> data(Diagram diagram, Models models) {
    return diagram
        .nodes()
        .filter(node -> Diagram.fields(node).containsKey("data"))
        .filter(node -> Diagram.attribute(node, "delegateExpression").isEmpty())
        .flatMap(
            node ->
                hearsEvent(node)
                    ? names(node)
                    : Stream.of(
                        at(node, "remove its property 'data': it receives no event's message")));
  }

  private static Stream<Finding> names(FlowNode node) {
    return Arrays.stream(Diagram.fields(node).get("data").split(","))
        .map(String::strip)
        .filter(name -> !name.matches("[a-zA-Z]\\w{0,63}") || TAKEN.contains(name))
        .map(name -> at(node, "its 'data' cannot have a field '%s'", name));
  }

  /** Whether it may start is asked before the engine answers, so it must not start in a job. */
  private static Stream<Finding> lateStarts(Diagram diagram, Models models) {
    return diagram
        .all(StartEvent.class)
        .filter(start -> start.getParentElement() instanceof Process)
        .filter(SavePoints::savesBefore)
        .map(start -> at(start, "clear 'Asynchronous before': set it on the first step"));
  }

  /** Whether it receives a message that is not one of our own. */
  private static boolean hearsEvent(FlowNode node) {
    if (node instanceof ReceiveTask task) {
      return isEvent(task.getMessage());
    }
    return node instanceof CatchEvent event
        && Paths.definitions(event).stream()
            .filter(MessageEventDefinition.class::isInstance)
            .anyMatch(definition -> isEvent(((MessageEventDefinition) definition).getMessage()));
  }

  private static boolean isEvent(Message message) {
    return message != null && !name(message.getName()).startsWith("care.");
  }
}
