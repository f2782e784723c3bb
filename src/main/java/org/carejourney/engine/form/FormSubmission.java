package org.carejourney.engine.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.carejourney.engine.Answer;
import org.carejourney.engine.Answers;
import org.carejourney.engine.FieldCheck;
import org.carejourney.engine.FormSubmitted;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * What happens to a submitted form: every value is checked on the server, routing facts become
 * process variables, and all that a person typed goes to the erasable answers. The engine, whose
 * history forgets nothing, never sees the rest.
 */
@Component
class FormSubmission {

  private final Answers answers;
  private final List<FieldCheck> checks;
  private final ObjectMapper json;
  private final ApplicationEventPublisher news;
  private final Clock clock;

  FormSubmission(
      Answers answers,
      List<FieldCheck> checks,
      ObjectMapper json,
      ApplicationEventPublisher news,
      Clock clock) {
    this.answers = answers;
    this.checks = checks;
    this.json = json;
    this.news = news;
    this.clock = clock;
  }

  /**
   * Where a form was filled in.
   *
   * @param id of the task, or of the process that the form starts
   */
  record Place(ExecutionEntity execution, String id, String name) {

    /** Until the process has got its business key, its own id serves. */
    String businessKey() {
      String key = execution.getProcessBusinessKey();
      return key == null ? execution.getProcessInstanceId() : key;
    }
  }

  void accept(String form, VariableMap submitted, VariableScope scope, Place place) {
    List<FormField> fields = FormField.of(schema(form));
    refuseUnknown(form, fields, submitted);
    Map<String, @Nullable Object> given = new HashMap<>();
    fields.forEach(field -> given.put(field.key(), submitted.get(field.key())));

    var context = new FieldCheck.Form(place.businessKey(), given);
    Map<FormField, @Nullable Object> accepted = new HashMap<>();
    for (FormField field : fields) {
      accepted.put(field, hidden(field, given) ? null : check(field, context));
    }
    String actor = Context.getCommandContext().getAuthenticatedUserId();
    for (FormField field : fields) {
      Object value = accepted.get(field);
      if (field.routing()) {
        scope.setVariable(field.key(), value);
      }
      // A field left empty is kept too: it outdates what an earlier round said.
      answers.keep(
          new Answer(
              place.businessKey(),
              form,
              field.key(),
              field.label(),
              value == null ? "" : value.toString(),
              actor,
              clock.instant()),
          place.id());
    }
    news.publishEvent(new FormSubmitted(place.businessKey(), form, place.name(), actor));
  }

  /** Refuses to go on where a form stands and nobody has filled it in. */
  void require(String place) {
    if (!answers.given(place)) {
      throw new FormProblem("form", "Please fill in the form.");
    }
  }

  private static void refuseUnknown(String form, List<FormField> fields, VariableMap submitted) {
    TreeSet<String> unknown = new TreeSet<>(submitted.keySet());
    fields.forEach(field -> unknown.remove(field.key()));
    if (!unknown.isEmpty()) {
      throw new FormProblem(
          unknown.first(), "The form '" + form + "' has no field '" + unknown.first() + "'.");
    }
  }

  private @Nullable Object check(FormField field, FieldCheck.Form form) {
    Object value = field.check(form.values().get(field.key()));
    if (value != null) {
      for (FieldCheck check : checks) {
        if (check.field().equals(field.key())) {
          check
              .problem(value.toString(), form)
              .ifPresent(
                  sentence -> {
                    throw new FormProblem(field.key(), sentence);
                  });
        }
      }
    }
    return value;
  }

  /** A hidden field counts as left empty, whatever was sent for it. */
  private static boolean hidden(FormField field, Map<String, @Nullable Object> given) {
    if (field.hideWhen() == null) {
      return false;
    }
    var dmn = Context.getProcessEngineConfiguration().getDmnEngineConfiguration();
    String feel = field.hideWhen().replaceFirst("^\\s*=", "");
    Object hide =
        dmn.getFeelEngine()
            .evaluateSimpleExpression(feel, Variables.fromMap(given).asVariableContext());
    return Boolean.TRUE.equals(hide);
  }

  private JsonNode schema(String form) {
    var engine = Context.getProcessEngineConfiguration();
    var definition =
        Context.getCommandContext()
            .getCamundaFormDefinitionManager()
            .findLatestDefinitionByKey(form);
    if (definition == null) {
      throw new FormProblem(form, "The form '" + form + "' is not deployed.");
    }
    var resource =
        Context.getCommandContext()
            .getResourceManager()
            .findResourceByDeploymentIdAndResourceName(
                definition.getDeploymentId(), definition.getResourceName());
    try {
      return json.readTree(resource.getBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The form '%s' of %s cannot be read".formatted(form, engine.getProcessEngineName()), e);
    }
  }
}
