package org.carejourney.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationEvent;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationListener;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every decision table against examples that anybody can read and add to. */
class DecisionTest {

  private static final Models MODELS = Models.read();
  private static final Path EXAMPLES = Path.of("src/test/resources/decisions");
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setCommentMarker('#')
          .setNullString("")
          .get();

  private final Set<String> matched = new HashSet<>();
  private final DmnEngine engine = engine();

  static Set<String> decisions() {
    return MODELS.decisions().keySet();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("decisions")
  void decidesAsTheExamplesSay(String id) {
    DecisionTable table = table(id);
    List<String> inputs = inputs(table);
    List<String> outputs = table.getOutputs().stream().map(output -> output.getName()).toList();
    DmnDecision decision = engine.parseDecision(id, stream(id));
    for (CSVRecord example : examples(id)) {
      Map<String, Object> facts = new HashMap<>();
      inputs.forEach(input -> facts.put(input, typed(table, input, example.get(input))));
      DmnDecisionResult result = engine.evaluateDecision(decision, facts);
      assertThat(result).as(example.toString()).hasSize(1);
      for (String output : outputs) {
        assertThat(String.valueOf(result.getSingleResult().<Object>getEntry(output)))
            .as("%s of %s", output, facts)
            .isEqualTo(example.get(output));
      }
    }
    assertThat(matched)
        .as("rules with an example")
        .isEqualTo(table.getRules().stream().map(Rule::getId).collect(Collectors.toSet()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("decisions")
  void isNamedExplainedAndDrawn(String id) {
    String path = MODELS.decisions().get(id);
    String file = Path.of(path).getFileName().toString().replace(".dmn", "");
    Decision decision = table(id).getParentElement() instanceof Decision d ? d : null;
    assertThat(decision).as(path).isNotNull();
    assertThat(id).as("id of %s", path).isEqualTo(NamingRules.camel(file));
    assertThat(NamingRules.kebab(decision.getName())).as("name of %s", path).isEqualTo(file);
    assertThat(decision.getCamundaHistoryTimeToLiveString()).as(path).matches("P\\d+D");
    assertThat(decision.getDescription()).as(path).isNotNull();
    assertThat(Models.files("processes", ".dmn").get(path))
        .as(path)
        .contains("executionPlatformVersion=\"7.24.0\"")
        .contains("dmnElementRef=\"" + id + "\"");
    assertThat(table(id).getRules())
        .as("rules of %s that say why", path)
        .allMatch(rule -> rule.getDescription() != null);
  }

  private static List<String> inputs(DecisionTable table) {
    return table.getInputs().stream()
        .map(input -> input.getInputExpression().getText().getTextContent())
        .toList();
  }

  private static Object typed(DecisionTable table, String input, String text) {
    String type =
        table.getInputs().stream()
            .map(column -> column.getInputExpression())
            .filter(expression -> expression.getText().getTextContent().equals(input))
            .map(expression -> expression.getTypeRef())
            .findFirst()
            .orElseThrow();
    if (text == null) {
      return null;
    }
    return switch (type) {
      case "integer" -> Integer.valueOf(text);
      case "double" -> Double.valueOf(text);
      case "boolean" -> Boolean.valueOf(text);
      default -> text;
    };
  }

  private static List<CSVRecord> examples(String id) {
    Path file = EXAMPLES.resolve(id + ".csv");
    assertThat(file).as("examples of the decision %s", id).exists();
    try (var parser = FORMAT.parse(Files.newBufferedReader(file))) {
      return parser.getRecords();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DecisionTable table(String id) {
    Decision decision = Dmn.readModelFromStream(stream(id)).getModelElementById(id);
    return (DecisionTable) decision.getExpression();
  }

  private static ByteArrayInputStream stream(String id) {
    String text = Models.files("processes", ".dmn").get(MODELS.decisions().get(id));
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private DmnEngine engine() {
    var configuration =
        (DefaultDmnEngineConfiguration)
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration();
    configuration.setCustomPostDecisionTableEvaluationListeners(
        List.of(
            new DmnDecisionTableEvaluationListener() {
              @Override
              public void notify(DmnDecisionTableEvaluationEvent event) {
                event.getMatchingRules().forEach(rule -> matched.add(rule.getId()));
              }
            }));
    return configuration.buildEngine();
  }
}
