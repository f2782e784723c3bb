package org.carejourney.models;

import static org.carejourney.models.Diagram.name;
import static org.carejourney.models.Rule.Finding.at;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.Event;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.InclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.carejourney.models.Rule.Finding;

/** How things are called, so that a diagram reads like sentences. */
final class NamingRules {

  static final List<Rule> ALL =
      List.of(
          new Rule("one process per file", NamingRules::oneProcess),
          new Rule("file and process id are the same words", NamingRules::fileAndId),
          new Rule("element ids are prefix plus words", NamingRules::elementIds),
          new Rule("activities are verb and object", NamingRules::activities),
          new Rule("events are object and state", NamingRules::events),
          new Rule("splitting gateways ask a question", NamingRules::questions),
          new Rule("splitting gateways have a default", NamingRules::defaults));

  private static final Pattern KEBAB = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern NOUN = Pattern.compile("\\w{3,}(tion|ment|ance)|\\w{4,}ing");

  private NamingRules() {}

  private static Stream<Finding> oneProcess(Diagram diagram, Models models) {
    return diagram
        .all(Process.class)
        .skip(1)
        .map(p -> at(p, "draw each process in a file of its own"));
  }

  private static Stream<Finding> fileAndId(Diagram diagram, Models models) {
    String id = diagram.process().getId();
    if (!KEBAB.matcher(diagram.file()).matches()) {
      return Stream.of(at(diagram.process(), "name the file in small words with hyphens"));
    }
    return camel(diagram.file()).equals(id)
        ? Stream.empty()
        : Stream.of(
            at(
                diagram.process(),
                "give the process the id '%s', like its file",
                camel(diagram.file())));
  }

  private static Stream<Finding> elementIds(Diagram diagram, Models models) {
    return diagram
        .all(FlowElement.class)
        .filter(element -> prefix(element) != null)
        .filter(
            element ->
                !element.getId().matches(prefix(element) + "_[A-Z][a-z]+([A-Z][a-z]*|\\d+)*"))
        .map(
            element ->
                at(
                    element,
                    "call it %s_ and words, such as %1$s_CustomerReplied",
                    prefix(element)));
  }

  private static String prefix(FlowElement element) {
    if (element instanceof Activity) {
      return "Activity";
    }
    if (element instanceof Gateway) {
      return "Gateway";
    }
    if (element instanceof Event) {
      return "Event";
    }
    return element instanceof SequenceFlow ? "Flow" : null;
  }

  private static Stream<Finding> activities(Diagram diagram, Models models) {
    return diagram
        .activities()
        .filter(a -> !sentence(name(a.getName())) || NOUN.matcher(first(a)).matches())
        .map(a -> at(a, "label it with a verb and an object, such as 'Acknowledge complaint'"));
  }

  private static String first(Activity activity) {
    return name(activity.getName()).split(" ", -1)[0];
  }

  private static Stream<Finding> events(Diagram diagram, Models models) {
    return diagram
        .all(Event.class)
        .filter(event -> !sentence(name(event.getName())))
        .map(
            event ->
                at(event, "label it with an object and its state, such as 'Customer replied'"));
  }

  /** Two words or more, in sentence case; abbreviations such as NPS keep their capitals. */
  private static boolean sentence(String name) {
    return name.matches("[A-Z][\\p{L}'’-]*( ([a-z0-9][\\p{L}0-9'’-]*|[A-Z]{2,}))+");
  }

  private static Stream<Finding> questions(Diagram diagram, Models models) {
    return splits(diagram)
        .flatMap(
            gateway -> {
              Stream<Finding> question =
                  name(gateway.getName()).matches("[A-Z].*\\?")
                      ? Stream.empty()
                      : Stream.of(at(gateway, "ask a question that ends in '?'"));
              Stream<Finding> answers =
                  gateway.getOutgoing().stream()
                      .filter(flow -> name(flow.getName()).isEmpty())
                      .map(
                          flow -> at(flow, "name it: the answer to '%s'", name(gateway.getName())));
              return Stream.concat(question, answers);
            });
  }

  private static Stream<Finding> defaults(Diagram diagram, Models models) {
    return splits(diagram)
        .flatMap(
            gateway -> {
              SequenceFlow usual =
                  gateway instanceof ExclusiveGateway exclusive
                      ? exclusive.getDefault()
                      : ((InclusiveGateway) gateway).getDefault();
              if (usual == null) {
                return Stream.of(at(gateway, "choose the default flow, which needs no condition"));
              }
              return gateway.getOutgoing().stream()
                  .filter(flow -> !Objects.equals(flow.getId(), usual.getId()))
                  .filter(flow -> flow.getConditionExpression() == null)
                  .map(flow -> at(flow, "give it a condition, or make it the default"));
            });
  }

  private static Stream<FlowNode> splits(Diagram diagram) {
    return diagram
        .nodes()
        .filter(node -> node instanceof ExclusiveGateway || node instanceof InclusiveGateway)
        .filter(node -> node.getOutgoing().size() > 1);
  }

  /** The same words in camelCase. */
  static String camel(String kebab) {
    String pascal =
        Stream.of(kebab.split("-"))
            .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
            .collect(Collectors.joining());
    return Character.toLowerCase(pascal.charAt(0)) + pascal.substring(1);
  }

  /** The same words in kebab-case. */
  static String kebab(String label) {
    return label.toLowerCase(Locale.ROOT).replaceAll("['’]", "").replaceAll("[^a-z0-9]+", "-");
  }
}
