package org.carejourney.journey.process;

import java.util.Set;
import org.camunda.bpm.engine.BpmnParseException;
import org.camunda.bpm.engine.impl.util.xml.Element;

/**
 * Looks over the names in the extension property {@code data} of what receives an event, when a
 * diagram is deployed: a wrong one would be noticed only when an event comes.
 */
final class DataFields {

  /** What the product itself says about every event. */
  private static final Set<String> TAKEN = Set.of("customerId", "segment", "eventTime");

  private DataFields() {}

  static void check(Element element) {
    if (element.element("messageEventDefinition") != null
        || "receiveTask".equals(element.getTagName())) {
      Element extensions = element.element("extensionElements");
      Element properties = extensions == null ? null : extensions.element("properties");
      if (properties != null) {
        properties.elements("property").forEach(DataFields::checkProperty);
      }
    }
    element.elements().forEach(DataFields::check);
  }

  private static void checkProperty(Element property) {
    if (!"data".equals(property.attribute("name")) || property.attribute("value") == null) {
      return;
    }
    for (String part : property.attribute("value").split(",", -1)) {
      String name = part.strip();
      if (!name.isEmpty() && !name.matches("[a-zA-Z][a-zA-Z0-9_]{0,63}")) {
        throw new BpmnParseException(
            "The property 'data' lists names of fields with commas between, such as"
                + " 'product, price'; '"
                + name
                + "' is none",
            property);
      }
      if (TAKEN.contains(name)) {
        throw new BpmnParseException(
            "The property 'data' must not list '" + name + "', which is known of every event",
            property);
      }
    }
  }
}
