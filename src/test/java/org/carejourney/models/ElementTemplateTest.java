package org.carejourney.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.carejourney.engine.Block;
import org.carejourney.engine.HoldingBlock;
import org.junit.jupiter.api.Test;
import org.springframework.util.ClassUtils;

/** What Modeler offers to designers is what the blocks read, no less and no more. */
class ElementTemplateTest {

  private static final Models MODELS = Models.read();

  /** Templates for what receives something; no block runs there. */
  private static final Set<String> RECEIVERS = Set.of("org.carejourney.receiveEvent");

  private static final Pattern FIELD = Pattern.compile("\\.(?:get|find)\\(\"(\\w+)\"\\)");

  @Test
  void everyStepBlockHasATemplateAndEveryTemplateABlock() {
    Set<String> expected =
        stepBlocks().keySet().stream()
            .map(block -> "org.carejourney." + block)
            .collect(Collectors.toSet());
    expected.addAll(RECEIVERS);
    assertThat(MODELS.elementTemplates().keySet()).isEqualTo(expected);
  }

  /** The schema is Camunda's own: npm {@code @camunda/element-templates-json-schema} 0.22.1. */
  @Test
  void modelerUnderstandsEveryTemplate() {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
            .getSchema(getClass().getResourceAsStream("/element-templates/schema.json"));
    MODELS
        .elementTemplates()
        .forEach((id, template) -> assertThat(schema.validate(template)).as(id).isEmpty());
  }

  @Test
  void theTemplateRunsTheBlock() {
    MODELS
        .elementTemplates()
        .forEach(
            (id, template) -> {
              if (!RECEIVERS.contains(id)) {
                assertThat(template.path("properties").findValuesAsText("value"))
                    .as(id)
                    .contains("${" + id.replace("org.carejourney.", "") + "}");
              }
            });
  }

  @Test
  void theTemplateHasTheFieldsThatTheBlockReads() {
    stepBlocks()
        .forEach(
            (block, className) ->
                assertThat(fields(MODELS.elementTemplates().get("org.carejourney." + block)))
                    .as(block)
                    .isEqualTo(read(className)));
  }

  /** Modeler hides save points, outputs and the like of a step with a template that is silent. */
  @Test
  void designersCanStillSetASavePoint() {
    MODELS
        .elementTemplates()
        .forEach(
            (id, template) ->
                assertThat(template.path("entriesVisible")).as(id).isEqualTo(BooleanNode.TRUE));
  }

  @Test
  void everyFieldIsExplained() {
    MODELS
        .elementTemplates()
        .forEach(
            (id, template) -> {
              assertThat(template.path("description").asText()).as(id).hasSizeGreaterThan(15);
              for (JsonNode property : template.path("properties")) {
                if (!property.path("type").asText().equals("Hidden")) {
                  assertThat(property.path("label").asText()).as(id).isNotBlank();
                  assertThat(property.path("description").asText()).as(id).isNotBlank();
                }
              }
            });
  }

  /** Blocks that are a step by themselves; the others listen. */
  private static Map<String, String> stepBlocks() {
    return MODELS.blocks().entrySet().stream()
        .filter(block -> isStep(block.getValue()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static boolean isStep(String className) {
    Class<?> block = ClassUtils.resolveClassName(className, null);
    return JavaDelegate.class.isAssignableFrom(block) || HoldingBlock.class.isAssignableFrom(block);
  }

  private static Set<String> fields(JsonNode template) {
    Set<String> fields = new TreeSet<>();
    template
        .path("properties")
        .forEach(
            property -> {
              if (property.path("binding").path("type").asText().equals("camunda:property")) {
                fields.add(property.path("binding").path("name").asText());
              }
            });
    return fields;
  }

  /** Fields that the block reads, and those that the block reads which it extends. */
  private static Set<String> read(String className) {
    Set<String> fields = new TreeSet<>();
    Class<?> block = ClassUtils.resolveClassName(className, null);
    while (block.isAnnotationPresent(Block.class)) {
      fields.addAll(readIn(block.getName()));
      block = block.getSuperclass();
    }
    return fields;
  }

  /** Fields read in a block's own text, or in a class beside it that reads them for it. */
  private static Set<String> readIn(String className) {
    String path = "src/main/java/" + className.replace('.', '/') + ".java";
    String folder = path.substring(0, path.lastIndexOf('/') + 1);
    String block = MODELS.sources().get(path);
    return MODELS.sources().entrySet().stream()
        .filter(source -> source.getKey().startsWith(folder))
        .filter(source -> source.getValue().contains("StepFields"))
        .filter(source -> block.matches("(?s).*\\b" + simpleName(source.getKey()) + "\\b.*"))
        .flatMap(source -> FIELD.matcher(source.getValue()).results())
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String simpleName(String path) {
    return path.substring(path.lastIndexOf('/') + 1).replace(".java", "");
  }
}
