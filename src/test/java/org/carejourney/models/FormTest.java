package org.carejourney.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FormTest {

  private static final Models MODELS = Models.read();
  private static final Map<String, String> FORMS = Models.files("forms", ".form");
  private static final String SAMPLE = "forms/support/understand-complaint.form";

  /** Expressions of diagrams, mapped variables, inputs of decisions, and variables of blocks. */
  private static final Pattern READ =
      Pattern.compile("[$#]\\{([^}]*)}|source=\"(\\w+)\"|<text>(\\w+)</text>");

  private static final Pattern BLOCK_VARIABLE = Pattern.compile("new Variable<>\\(\\s*\"(\\w+)\"");

  static Set<String> forms() {
    return FORMS.keySet();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forms")
  void isFitForTasklistAndTheServer(String path) {
    assertThat(FormRules.findings(path, FORMS.get(path), variables())).isEmpty();
  }

  @Test
  void everyFormIsUsed() {
    Set<String> used =
        MODELS.diagrams().stream()
            .flatMap(diagram -> diagram.all(BaseElement.class))
            .map(element -> Diagram.attribute(element, "formRef"))
            .filter(Predicate.not(String::isEmpty))
            .collect(Collectors.toSet());
    assertThat(MODELS.forms().keySet()).as("forms that no diagram shows").isSubsetOf(used);
  }

  /** Each line is a slip in the sample form, and a part of what the rules then say. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"id\": \"understand-complaint\" | \"id\": \"understand\" | like its file",
        "\"schemaVersion\": 16 | \"schemaVersion\": 19 | schema version 16",
        "\"7.24.0\" | \"8.6.0\" | Camunda 7.24",
        "\"type\": \"text\" | \"type\": \"filepicker\" | cannot show a 'filepicker'",
        "\"=nextStep != \\\"ask\\\"\" | \"nextStep\" | must be '='",
        "\"=nextStep != \\\"ask\\\"\" | \"=nextStep !=\" | must be '='",
        "\"key\": \"cause\" | \"key\": \"the-cause\" | camelCase",
        "\"key\": \"cause\" | \"key\": \"topic\" | may stand once",
        "\"label\": \"Cause\" | \"label\": \" \" | give it a label",
        "\"maxLength\": 4000 | \"maxLength\": 5000 | 4000 at most",
        "\"maxLength\": 4000 | \"minLength\": 1 | 4000 at most",
        "\"value\": \"ask\" | \"value\": \"solve\" | different options",
        "\"value\": \"ask\" | \"value\": \"Ask them\" | small words",
        "\"value\": \"ask\" | \"value\": 2 | small words",
        "\"defaultValue\": \"solve\" | \"defaultValue\": \"ask\" | must stand first",
        "\"key\": \"nextStep\" | \"key\": \"nextStap\" | need not be routing",
        "\"type\": \"select\" | \"type\": \"textfield\" | must not become a process variable",
      })
  void aSlipIsFound(String from, String to, String says) {
    assertThat(FORMS.get(SAMPLE)).contains(from);
    assertThat(FormRules.findings(SAMPLE, FORMS.get(SAMPLE).replace(from, to), variables()))
        .anyMatch(finding -> finding.contains(says));
  }

  private static Set<String> variables() {
    Set<String> names = new TreeSet<>();
    Stream.of(Models.files("processes", ".bpmn"), Models.files("processes", ".dmn"))
        .flatMap(files -> files.values().stream())
        .flatMap(text -> READ.matcher(text).results())
        .flatMap(found -> Stream.of(found.group(1), found.group(2), found.group(3)))
        .filter(part -> part != null)
        .forEach(part -> Collections.addAll(names, part.split("\\W+")));
    MODELS.sources().values().stream()
        .flatMap(text -> BLOCK_VARIABLE.matcher(text).results())
        .forEach(found -> names.add(found.group(1)));
    return names;
  }
}
