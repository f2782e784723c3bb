package org.carejourney.models;

import static org.carejourney.models.Diagram.attribute;
import static org.carejourney.models.Diagram.name;
import static org.carejourney.models.Diagram.owner;
import static org.carejourney.models.Rule.Finding.at;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.Error;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.carejourney.models.Rule.Finding;

/** What a diagram names exists, and belongs to its module or to one further left. */
final class ReferenceRules {

  static final List<Rule> ALL =
      List.of(
          new Rule("user tasks have the form of their name", ReferenceRules::userTaskForms),
          new Rule("forms exist", ReferenceRules::forms),
          new Rule("decisions exist", ReferenceRules::decisions),
          new Rule("called processes exist", ReferenceRules::calledProcesses),
          new Rule("the newest version is bound", ReferenceRules::bindings),
          new Rule("templates exist in every language", ReferenceRules::templates),
          new Rule("messages are named and sent by somebody", ReferenceRules::messages),
          new Rule("errors have a code that somebody throws", ReferenceRules::errors),
          new Rule("steps show their element template", ReferenceRules::elementTemplates),
          new Rule("steps fill in the fields of their block", ReferenceRules::fields),
          new Rule("a module uses what stands to its left", ReferenceRules::moduleLine));

  /** Beside the rules above, because it holds only where the blocks are on the class path. */
  static final Rule BLOCKS = new Rule("delegate expressions name a block", ReferenceRules::blocks);

  static final List<String> LANGUAGES = List.of("en", "de");

  private static final Map<String, String> ENDINGS =
      Map.of(
          "email",
          ".mjml.ftl",
          "sms",
          ".sms.ftl",
          "chat",
          ".chat.ftl",
          "phone",
          ".call.ftl",
          "social",
          ".chat.ftl",
          "web",
          ".chat.ftl");

  private static final Pattern BEAN = Pattern.compile("\\$\\{(\\w+)}");

  private ReferenceRules() {}

  private static Stream<Finding> userTaskForms(Diagram diagram, Models models) {
    return diagram
        .all(UserTask.class)
        .filter(task -> !attribute(task, "formRef").equals(NamingRules.kebab(name(task.getName()))))
        .map(task -> at(task, "give it the form '%s'", NamingRules.kebab(name(task.getName()))));
  }

  private static Stream<Finding> forms(Diagram diagram, Models models) {
    return withAttribute(diagram, "formRef")
        .filter(element -> !models.forms().containsKey(attribute(element, "formRef")))
        .map(
            element ->
                at(
                    element,
                    "draw the form forms/%s/%s.form",
                    diagram.module(),
                    attribute(element, "formRef")));
  }

  private static Stream<Finding> decisions(Diagram diagram, Models models) {
    return diagram
        .all(BusinessRuleTask.class)
        .filter(task -> !models.decisions().containsKey(attribute(task, "decisionRef")))
        .map(
            task ->
                at(task, "there is no decision with the id '%s'", attribute(task, "decisionRef")));
  }

  private static Stream<Finding> calledProcesses(Diagram diagram, Models models) {
    return diagram
        .all(CallActivity.class)
        .filter(
            call ->
                call.getCalledElement() == null
                    || models.process(call.getCalledElement()).isEmpty())
        .map(call -> at(call, "there is no process with the id '%s'", call.getCalledElement()));
  }

  private static Stream<Finding> bindings(Diagram diagram, Models models) {
    return Stream.of("formRef", "decisionRef", "calledElement")
        .flatMap(
            reference ->
                diagram
                    .all(BaseElement.class)
                    .filter(element -> !reference(element, reference).isEmpty())
                    .filter(element -> !bindsLatest(element, reference))
                    .map(
                        element ->
                            at(element, "set the binding of its %s to 'latest'", reference)));
  }

  /** Modeler leaves the binding out where the newest is bound anyway. */
  private static boolean bindsLatest(BaseElement element, String reference) {
    String binding = attribute(element, reference + "Binding");
    return binding.equals("latest") || (binding.isEmpty() && !reference.equals("formRef"));
  }

  private static String reference(BaseElement element, String name) {
    return name.equals("calledElement")
        ? element instanceof CallActivity call && call.getCalledElement() != null
            ? call.getCalledElement()
            : ""
        : attribute(element, name);
  }

  private static Stream<Finding> templates(Diagram diagram, Models models) {
    return diagram
        .all(BaseElement.class)
        .filter(element -> Diagram.fields(element).containsKey("template"))
        .flatMap(
            element ->
                files(Diagram.fields(element))
                    .filter(file -> !Files.isRegularFile(Path.of("templates", file)))
                    .map(file -> at(element, "write templates/%s", file)));
  }

  /** The files that a step needs for the channels it names, in every language. */
  private static Stream<String> files(Map<String, String> fields) {
    String channels = fields.getOrDefault("channels", "email");
    return Stream.of("template", "softTemplate")
        .filter(field -> !fields.getOrDefault(field, "").isEmpty())
        .flatMap(
            field ->
                ENDINGS.entrySet().stream()
                    .filter(ending -> channels.matches(".*\\b" + ending.getKey() + "\\b.*"))
                    .flatMap(
                        ending ->
                            LANGUAGES.stream()
                                .map(tag -> fields.get(field) + "/" + tag + ending.getValue())));
  }

  private static Stream<Finding> messages(Diagram diagram, Models models) {
    List<Finding> findings = new ArrayList<>();
    Set<String> used = new HashSet<>();
    diagram
        .all(MessageEventDefinition.class)
        .forEach(
            event ->
                used.add(
                    event.getMessage() == null
                        ? unnamed(findings, event)
                        : id(event.getMessage())));
    diagram
        .all(ReceiveTask.class)
        .forEach(
            task ->
                used.add(
                    task.getMessage() == null ? unnamed(findings, task) : id(task.getMessage())));
    diagram
        .all(Message.class)
        .forEach(
            message -> {
              String name = name(message.getName());
              if (!used.contains(message.getId())) {
                findings.add(at(message, "nothing waits for it: remove it"));
              } else if (!name.matches("[a-z][A-Za-z0-9]*(\\.[a-z][A-Za-z0-9]*)+")) {
                findings.add(at(message, "name it like an event, such as customer.joined"));
              } else if (name.startsWith("care.") && !models.said(name)) {
                findings.add(at(message, "nobody sends '%s': check its spelling", name));
              }
            });
    return findings.stream();
  }

  private static String unnamed(List<Finding> findings, BaseElement element) {
    findings.add(at(element, "choose the message it waits for"));
    return "";
  }

  private static String id(BaseElement element) {
    return element.getId();
  }

  private static Stream<Finding> errors(Diagram diagram, Models models) {
    Stream<Finding> unnamed =
        diagram
            .all(ErrorEventDefinition.class)
            .filter(event -> event.getError() == null)
            .map(event -> at(event, "choose the error it catches"));
    Stream<Finding> unthrown =
        diagram
            .all(Error.class)
            .filter(error -> error.getErrorCode() == null || !models.thrown(error.getErrorCode()))
            .map(error -> at(error, "no block and no end throws '%s'", error.getErrorCode()));
    return Stream.concat(unnamed, unthrown);
  }

  private static Stream<Finding> blocks(Diagram diagram, Models models) {
    return diagram
        .elements()
        .filter(element -> !expression(element).isEmpty())
        .filter(element -> !models.blocks().containsKey(bean(element)))
        .map(
            element ->
                new Finding(
                    owner(element), "there is no block '%s'".formatted(expression(element))));
  }

  /** The delegate expression of a step, or of a listener, whose attributes have no prefix. */
  private static String expression(ModelElementInstance element) {
    String bare = element.getAttributeValue("delegateExpression");
    return bare == null ? attribute(element, "delegateExpression") : bare;
  }

  private static String bean(ModelElementInstance element) {
    var matcher = BEAN.matcher(expression(element));
    return matcher.matches() ? matcher.group(1) : "";
  }

  private static Stream<Finding> elementTemplates(Diagram diagram, Models models) {
    Stream<Finding> missing =
        steps(diagram)
            .filter(
                step -> !attribute(step, "modelerTemplate").equals("org.carejourney." + bean(step)))
            .map(
                step -> at(step, "choose its template in Modeler: org.carejourney.%s", bean(step)));
    // Of another version than there is, Modeler says 'not found' and hides every field.
    Stream<Finding> outdated =
        diagram
            .elements()
            .filter(step -> models.elementTemplates().containsKey(template(step)))
            .filter(
                step ->
                    !models
                        .elementTemplates()
                        .get(template(step))
                        .path("version")
                        .asText()
                        .equals(attribute(step, "modelerTemplateVersion")))
            .map(
                step ->
                    new Finding(
                        step.getAttributeValue("id"),
                        "update its template in Modeler to the version that there is"));
    return Stream.concat(missing, outdated);
  }

  private static String template(ModelElementInstance step) {
    return attribute(step, "modelerTemplate");
  }

  private static Stream<Finding> fields(Diagram diagram, Models models) {
    return steps(diagram)
        .filter(step -> models.elementTemplates().containsKey("org.carejourney." + bean(step)))
        .flatMap(
            step -> {
              JsonNode template = models.elementTemplates().get("org.carejourney." + bean(step));
              Set<String> known = new HashSet<>();
              List<Finding> findings = new ArrayList<>();
              for (JsonNode property : template.path("properties")) {
                if (property.path("binding").path("type").asText().equals("camunda:property")) {
                  String field = property.path("binding").path("name").asText();
                  known.add(field);
                  String given = Diagram.fields(step).getOrDefault(field, "");
                  if (!fits(property, given)) {
                    findings.add(at(step, "its field '%s' cannot be '%s'", field, given));
                  }
                }
              }
              Diagram.fields(step).keySet().stream()
                  .filter(field -> !known.contains(field))
                  .forEach(field -> findings.add(at(step, "its block has no field '%s'", field)));
              return findings.stream();
            });
  }

  private static boolean fits(JsonNode property, String given) {
    JsonNode constraints = property.path("constraints");
    if (given.isBlank()) {
      return !constraints.path("notEmpty").asBoolean();
    }
    if (property.path("type").asText().equals("Dropdown")) {
      for (JsonNode choice : property.path("choices")) {
        if (choice.path("value").asText().equals(given)) {
          return true;
        }
      }
      return false;
    }
    return given.matches(constraints.path("pattern").path("value").asText(".*"));
  }

  private static Stream<BaseElement> steps(Diagram diagram) {
    return withAttribute(diagram, "delegateExpression");
  }

  private static Stream<BaseElement> withAttribute(Diagram diagram, String name) {
    return diagram.all(BaseElement.class).filter(e -> !attribute(e, name).isEmpty());
  }

  private static Stream<Finding> moduleLine(Diagram diagram, Models models) {
    return diagram
        .elements()
        .flatMap(
            element ->
                used(element, models)
                    .filter(module -> !Models.mayUse(diagram.module(), module))
                    .map(
                        module ->
                            new Finding(
                                owner(element),
                                "%s must not use what belongs to %s: let it start by an event"
                                    .formatted(diagram.module(), module))));
  }

  /** The modules that an element reaches into. */
  private static Stream<String> used(ModelElementInstance element, Models models) {
    List<String> modules = new ArrayList<>();
    String form = models.forms().get(attribute(element, "formRef"));
    String decision = models.decisions().get(attribute(element, "decisionRef"));
    String block = models.blocks().get(bean(element));
    if (form != null) {
      modules.add(Models.moduleOf(form));
    }
    if (decision != null) {
      modules.add(Models.moduleOf(decision));
    }
    if (block != null) {
      modules.add(block.split("\\.", -1)[2]);
    }
    if (element instanceof CallActivity call) {
      models.process(call.getCalledElement()).ifPresent(called -> modules.add(called.module()));
    }
    if (element instanceof BaseElement step && Diagram.fields(step).containsKey("template")) {
      modules.add(Diagram.fields(step).get("template").split("/", -1)[0]);
    }
    return modules.stream();
  }
}
