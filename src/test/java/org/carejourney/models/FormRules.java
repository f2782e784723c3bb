package org.carejourney.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.FeelException;
import org.camunda.bpm.engine.variable.Variables;

/** What holds in every form, so that Tasklist shows it and the server understands it. */
final class FormRules {

  /** What the form viewer inside Tasklist 7.24 can show; one other component kills the form. */
  static final Set<String> SHOWN =
      Set.of(
          "textfield",
          "textarea",
          "number",
          "checkbox",
          "checklist",
          "radio",
          "select",
          "taglist",
          "datetime",
          "group",
          "table",
          "text",
          "separator",
          "spacer");

  private static final Set<String> SILENT = Set.of("text", "group", "table", "separator", "spacer");
  private static final Set<String> CHOICES = Set.of("radio", "select", "checklist", "taglist");
  private static final int LONGEST_LINE = 500;
  private static final int LONGEST_TEXT = 4000;
  private static final FeelEngine FEEL = feel();

  private FormRules() {}

  /**
   * What to change; empty when all is well.
   *
   * @param variables names that some diagram, decision or block reads
   */
  static List<String> findings(String path, String text, Set<String> variables) {
    List<String> findings = new ArrayList<>();
    JsonNode form = Models.json(text);
    String file = Path.of(path).getFileName().toString().replace(".form", "");
    if (!form.path("id").asText().equals(file)) {
      findings.add("give the form the id '" + file + "', like its file");
    }
    if (!form.path("executionPlatform").asText().equals("Camunda Platform")
        || !form.path("executionPlatformVersion").asText().equals("7.24.0")
        || form.path("schemaVersion").asInt() > 16) {
      findings.add("make it in Modeler for Camunda 7.24 (schema version 16)");
    }
    Set<String> keys = new HashSet<>();
    components(form).forEach(component -> check(component, keys, variables, findings));
    return findings.stream().map(finding -> path + ": " + finding).toList();
  }

  private static List<JsonNode> components(JsonNode parent) {
    List<JsonNode> all = new ArrayList<>();
    for (JsonNode component : parent.path("components")) {
      all.add(component);
      all.addAll(components(component));
    }
    return all;
  }

  private static void check(
      JsonNode component, Set<String> keys, Set<String> variables, List<String> findings) {
    String type = component.path("type").asText();
    String hide = component.path("conditional").path("hide").asText("=false");
    if (!SHOWN.contains(type)) {
      findings.add("Tasklist cannot show a '" + type + "': take another component");
    }
    if (!hide.startsWith("=") || !isFeel(hide.substring(1))) {
      findings.add("the condition '" + hide + "' must be '=' and a FEEL expression");
    }
    if (SILENT.contains(type)) {
      return;
    }
    String key = component.path("key").asText();
    if (!key.matches("[a-z][A-Za-z0-9]*")) {
      findings.add(key + ": write the key in camelCase");
    }
    if (!keys.add(key)) {
      findings.add(key + ": each key may stand once in a form");
    }
    if (component.path("label").asText().isBlank()) {
      findings.add(key + ": give it a label");
    }
    checkLength(type, key, component.path("validate").path("maxLength").asInt(0), findings);
    if (CHOICES.contains(type)) {
      checkOptions(key, component, findings);
    }
    boolean routing = component.path("properties").path("routing").asText().equals("true");
    if (routing && !variables.contains(key)) {
      findings.add(key + ": no diagram, decision or block reads it: it need not be routing");
    }
    if (routing && type.startsWith("text")) {
      findings.add(key + ": what a person typed must not become a process variable");
    }
  }

  private static void checkLength(String type, String key, int most, List<String> findings) {
    if (type.equals("textfield") && (most < 1 || most > LONGEST_LINE)) {
      findings.add(key + ": set the maximum length, " + LONGEST_LINE + " at most");
    }
    if (type.equals("textarea") && (most < 1 || most > LONGEST_TEXT)) {
      findings.add(key + ": set the maximum length, " + LONGEST_TEXT + " at most");
    }
  }

  private static void checkOptions(String key, JsonNode component, List<String> findings) {
    List<String> values = component.path("values").findValuesAsText("value");
    if (values.size() < 2 || new HashSet<>(values).size() < values.size()) {
      findings.add(key + ": offer at least two different options");
    }
    component
        .path("values")
        .forEach(
            option -> {
              if (option.path("label").asText().isBlank()
                  || !option.path("value").isTextual()
                  || !option.path("value").asText().matches("[a-z][A-Za-z0-9-]*")) {
                findings.add(key + ": each option needs a label, and a value in small words");
              }
            });
    String usual = component.path("defaultValue").asText("");
    if (!usual.isEmpty() && !values.isEmpty() && !usual.equals(values.get(0))) {
      findings.add(key + ": the default is the ordinary way, so it must stand first");
    }
  }

  private static boolean isFeel(String expression) {
    try {
      FEEL.evaluateSimpleExpression(expression, Variables.emptyVariableContext());
      return true;
    } catch (FeelException e) {
      return false;
    }
  }

  private static FeelEngine feel() {
    var configuration =
        (DefaultDmnEngineConfiguration)
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration();
    configuration.buildEngine();
    return configuration.getFeelEngine();
  }
}
