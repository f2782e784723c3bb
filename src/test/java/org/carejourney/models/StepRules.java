package org.carejourney.models;

import static org.carejourney.models.Diagram.attribute;
import static org.carejourney.models.Diagram.owner;
import static org.carejourney.models.Rule.Finding.at;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.Documentation;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ScriptTask;
import org.camunda.bpm.model.bpmn.instance.SendTask;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaScript;
import org.carejourney.models.Rule.Finding;

/** How diagrams behave: what they run, and what a failing step may undo. */
final class StepRules {

  static final List<Rule> ALL =
      List.of(
          new Rule("the process is executable", StepRules::executable),
          new Rule("the history has an end", StepRules::history),
          new Rule("the platform is named", StepRules::platform),
          new Rule("the process says what it is for", StepRules::documented),
          new Rule("no scripts", StepRules::scripts),
          new Rule("no classes", StepRules::classes),
          new Rule("service tasks run a block", StepRules::runBlocks),
          new Rule("an act is followed by a save point", StepRules::missingSavePoints),
          new Rule("no save point after a timer", StepRules::needlessSavePoints),
          new Rule("jobs are retried with growing pauses", StepRules::retries),
          new Rule("steps in a loop name their occasion", StepRules::occasions),
          new Rule("called processes get the business key", StepRules::businessKey));

  private static final String MODELER = "http://camunda.org/schema/modeler/1.0";

  private StepRules() {}

  private static Stream<Finding> executable(Diagram diagram, Models models) {
    return diagram
        .all(Process.class)
        .filter(process -> !process.isExecutable())
        .map(process -> at(process, "tick 'Executable'"));
  }

  private static Stream<Finding> history(Diagram diagram, Models models) {
    return diagram
        .all(Process.class)
        .filter(process -> !attribute(process, "historyTimeToLive").matches("P\\d+D|\\d+"))
        .map(process -> at(process, "set the history time to live, such as P365D"));
  }

  private static Stream<Finding> platform(Diagram diagram, Models models) {
    var definitions = diagram.model().getDefinitions();
    boolean named =
        "Camunda Platform".equals(definitions.getAttributeValueNs(MODELER, "executionPlatform"))
            && "7.24.0"
                .equals(definitions.getAttributeValueNs(MODELER, "executionPlatformVersion"));
    return named
        ? Stream.empty()
        : Stream.of(
            new Finding(
                definitions.getId(),
                "choose the platform Camunda 7 with version 7.24.0 in Modeler"));
  }

  private static Stream<Finding> documented(Diagram diagram, Models models) {
    return diagram
        .all(Process.class)
        .filter(
            process ->
                process.getDocumentations().stream()
                    .map(Documentation::getTextContent)
                    .noneMatch(text -> text.strip().length() > 40))
        .map(process -> at(process, "say in its documentation what it is for, in two sentences"));
  }

  private static Stream<Finding> scripts(Diagram diagram, Models models) {
    Stream<Finding> tasks =
        diagram.all(ScriptTask.class).map(task -> at(task, "use a block; scripts do not run here"));
    Stream<Finding> inside =
        diagram
            .all(CamundaScript.class)
            .map(
                script -> new Finding(owner(script), "use an expression; scripts do not run here"));
    return Stream.concat(tasks, inside);
  }

  private static Stream<Finding> classes(Diagram diagram, Models models) {
    return diagram
        .elements()
        .filter(
            element ->
                !attribute(element, "class").isEmpty()
                    || (Diagram.CAMUNDA.equals(element.getDomElement().getNamespaceURI())
                        && element.getAttributeValue("class") != null))
        .map(
            element ->
                new Finding(
                    owner(element),
                    "name a block in a delegate expression instead of a Java class"));
  }

  private static Stream<Finding> runBlocks(Diagram diagram, Models models) {
    return diagram
        .nodes()
        .filter(
            node ->
                node instanceof ServiceTask
                    || node instanceof SendTask
                    || (node instanceof BusinessRuleTask
                        && attribute(node, "decisionRef").isEmpty()))
        .filter(node -> !attribute(node, "delegateExpression").matches("\\$\\{\\w+}"))
        .map(node -> at(node, "choose a block from the templates, such as 'Send message'"));
  }

  private static Stream<Finding> missingSavePoints(Diagram diagram, Models models) {
    SavePoints points = SavePoints.of(diagram, models);
    return diagram
        .nodes()
        .filter(SavePoints::isAutomatic)
        .filter(node -> !SavePoints.savesBefore(node))
        .filter(node -> points.before(node).contains(SavePoints.Origin.ACT))
        .map(
            node ->
                at(
                    node,
                    "set 'Asynchronous before': it follows a person's or a caller's act,"
                        + " which a failure here would undo"));
  }

  private static Stream<Finding> needlessSavePoints(Diagram diagram, Models models) {
    SavePoints points = SavePoints.of(diagram, models);
    return diagram
        .nodes()
        .filter(SavePoints::savesBefore)
        .filter(node -> points.before(node).equals(Set.of(SavePoints.Origin.TIMER)))
        .map(node -> at(node, "clear 'Asynchronous before': the timer before it is a job already"));
  }

  private static Stream<Finding> retries(Diagram diagram, Models models) {
    Stream<FlowNode> timers =
        diagram
            .all(CatchEvent.class)
            .filter(
                event ->
                    Paths.definitions(event).stream()
                        .anyMatch(TimerEventDefinition.class::isInstance))
            .map(event -> event);
    return Stream.concat(SavePoints.saved(diagram), timers)
        .distinct()
        .filter(node -> !grow(SavePoints.pauses(node)))
        .map(node -> at(node, "set the retry time cycle to growing pauses: PT10S,PT1M,PT10M,PT1H"));
  }

  private static boolean grow(List<String> pauses) {
    try {
      List<Duration> durations = pauses.stream().map(Duration::parse).toList();
      return durations.size() > 1 && durations.equals(durations.stream().sorted().toList());
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static Stream<Finding> occasions(Diagram diagram, Models models) {
    return Paths.repeated(diagram).stream()
        .filter(node -> hasOccasion(attribute(node, "delegateExpression"), models))
        .filter(node -> !Diagram.fields(node).getOrDefault("occasion", "").contains("${"))
        .map(
            node ->
                at(
                    node,
                    "set its field 'occasion' to what counts the rounds, such as ${level}:"
                        + " else the second round does nothing"));
  }

  private static boolean hasOccasion(String delegateExpression, Models models) {
    JsonNode template =
        models
            .elementTemplates()
            .get("org.carejourney." + delegateExpression.replaceAll("[${}]", ""));
    return template != null && template.findValuesAsText("name").contains("occasion");
  }

  private static Stream<Finding> businessKey(Diagram diagram, Models models) {
    return diagram
        .all(CallActivity.class)
        .filter(
            call ->
                Diagram.extensions(call, CamundaIn.class).stream()
                    .noneMatch(in -> in.getCamundaBusinessKey() != null))
        .map(call -> at(call, "pass the business key: #{execution.processBusinessKey}"));
  }
}
