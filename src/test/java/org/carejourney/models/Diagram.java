package org.carejourney.models;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.xml.impl.ModelInstanceImpl;
import org.camunda.bpm.model.xml.impl.util.ModelUtil;
import org.camunda.bpm.model.xml.instance.DomElement;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/**
 * A diagram, with what the rules ask of it again and again.
 *
 * @param path such as {@code processes/support/resolve-complaint.bpmn}
 */
record Diagram(String path, BpmnModelInstance model) {

  static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";

  static Diagram parse(String path, String xml) {
    return new Diagram(
        path,
        Bpmn.readModelFromStream(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))));
  }

  /** The file's name without its ending. */
  String file() {
    return Path.of(path).getFileName().toString().replaceFirst("\\.[a-z]+$", "");
  }

  /** The folder it stands in. */
  String module() {
    return Path.of(path).getParent().getFileName().toString();
  }

  Process process() {
    return all(Process.class).findFirst().orElseThrow();
  }

  <T extends ModelElementInstance> Stream<T> all(Class<T> type) {
    return List.copyOf(model.getModelElementsByType(type)).stream();
  }

  /** Everything in the file, vendor extensions and their parts included. */
  Stream<ModelElementInstance> elements() {
    return below(model.getDefinitions().getDomElement())
        .map(dom -> ModelUtil.getModelElement(dom, (ModelInstanceImpl) model));
  }

  private static Stream<DomElement> below(DomElement dom) {
    return Stream.concat(Stream.of(dom), dom.getChildElements().stream().flatMap(Diagram::below));
  }

  /** Id of the element, or of the nearest one around it that has an id. */
  static String owner(ModelElementInstance element) {
    String id = element instanceof BaseElement base ? base.getId() : null;
    return id != null ? id : owner(element.getParentElement());
  }

  Stream<FlowNode> nodes() {
    return all(FlowNode.class);
  }

  Stream<Activity> activities() {
    return all(Activity.class);
  }

  /** A Camunda attribute, or the empty text. */
  static String attribute(ModelElementInstance element, String name) {
    String value = element.getAttributeValueNs(CAMUNDA, name);
    return value == null ? "" : value;
  }

  /** The elements of a type below another's extension elements. */
  static <T extends ModelElementInstance> List<T> extensions(BaseElement element, Class<T> type) {
    return element.getExtensionElements() == null
        ? List.of()
        : new ArrayList<>(
            element.getExtensionElements().getElementsQuery().filterByType(type).list());
  }

  /** The fields that a step fills in for its block. */
  static Map<String, String> fields(BaseElement step) {
    Map<String, String> fields = new LinkedHashMap<>();
    extensions(step, CamundaProperties.class).stream()
        .flatMap(properties -> properties.getCamundaProperties().stream())
        .forEach(
            field ->
                fields.put(
                    field.getCamundaName(),
                    Objects.requireNonNullElse(field.getCamundaValue(), "")));
    return fields;
  }

  /** A name on one line, never null. */
  static String name(String name) {
    return name == null ? "" : name.replaceAll("\\s+", " ").trim();
  }
}
