package org.carejourney.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.carejourney.engine.Block;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * Everything that diagrams refer to, as it stands in the checkout.
 *
 * @param decisions path of the file by decision id
 * @param forms path of the file by form id
 * @param blocks class name by bean name
 * @param elementTemplates the element template of each block, by bean name
 * @param sources all Java text of the product, by path
 */
record Models(
    List<Diagram> diagrams,
    Map<String, String> decisions,
    Map<String, String> forms,
    Map<String, String> blocks,
    Map<String, JsonNode> elementTemplates,
    Map<String, String> sources) {

  /** Left to right: a module may use itself and what stands before it. */
  static final List<String> LINE =
      List.of(
          "engine",
          "customer",
          "messaging",
          "loyalty",
          "feedback",
          "support",
          "journey",
          "insight",
          "studio");

  private static final Pattern DECISION_ID = Pattern.compile("<decision id=\"([^\"]+)\"");
  private static final Path ROOT = Path.of("").toAbsolutePath();

  static Models read() {
    List<Diagram> diagrams = new ArrayList<>();
    files("processes", ".bpmn").forEach((path, xml) -> diagrams.add(Diagram.parse(path, xml)));
    Map<String, String> decisions = new TreeMap<>();
    files("processes", ".dmn")
        .forEach(
            (path, xml) ->
                DECISION_ID
                    .matcher(xml)
                    .results()
                    .forEach(found -> decisions.put(found.group(1), path)));
    Map<String, String> forms = new TreeMap<>();
    files("forms", ".form")
        .forEach((path, text) -> forms.put(json(text).path("id").asText(), path));
    Map<String, JsonNode> templates = new TreeMap<>();
    files(".camunda/element-templates", ".json")
        .forEach((path, text) -> templates.put(json(text).path("id").asText(), json(text)));
    return new Models(
        diagrams, decisions, forms, scanBlocks(), templates, files("src/main/java", ".java"));
  }

  /** The same with one diagram in the place of its namesake. */
  Models with(Diagram changed) {
    List<Diagram> all =
        diagrams.stream().map(d -> d.path().equals(changed.path()) ? changed : d).toList();
    return new Models(all, decisions, forms, blocks, elementTemplates, sources);
  }

  Optional<Diagram> process(String id) {
    return diagrams.stream().filter(d -> d.process().getId().equals(id)).findFirst();
  }

  /** Whether some Java text has the literal, in quotes. */
  boolean said(String literal) {
    return sources.values().stream().anyMatch(text -> text.contains("\"" + literal + "\""));
  }

  /** Whether a block or the end of some diagram throws an error with this code. */
  boolean thrown(String errorCode) {
    return said(errorCode)
        || diagrams.stream()
            .flatMap(diagram -> diagram.all(EndEvent.class))
            .flatMap(end -> end.getEventDefinitions().stream())
            .anyMatch(
                what ->
                    what instanceof ErrorEventDefinition event
                        && event.getError() != null
                        && errorCode.equals(event.getError().getErrorCode()));
  }

  /** Whether one module may use what belongs to the other. */
  static boolean mayUse(String module, String other) {
    return LINE.indexOf(other) >= 0 && LINE.indexOf(other) <= LINE.indexOf(module);
  }

  /** The module that a path such as {@code forms/support/x.form} belongs to. */
  static String moduleOf(String path) {
    return path.split("/", -1)[1];
  }

  /** Text by path, of all files below a folder with an ending. */
  static Map<String, String> files(String folder, String ending) {
    try (Stream<Path> walk = Files.walk(ROOT.resolve(folder))) {
      return walk.filter(file -> file.toString().endsWith(ending))
          .collect(
              Collectors.toMap(
                  file -> ROOT.relativize(file).toString().replace('\\', '/'),
                  Models::text,
                  (one, other) -> one,
                  TreeMap::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> scanBlocks() {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(Block.class));
    return scanner.findCandidateComponents("org.carejourney").stream()
        .map(bean -> bean.getBeanClassName())
        .filter(className -> !className.contains("$") && !className.endsWith("Test"))
        .collect(
            Collectors.toMap(
                className -> decapitalised(ClassUtils.getShortName(className)),
                className -> className,
                (one, other) -> one,
                TreeMap::new));
  }

  private static String decapitalised(String name) {
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}
