package org.carejourney.engine.guard;

import java.util.Locale;
import java.util.Set;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.jspecify.annotations.Nullable;

/** The ways in which a BPMN element can run code that is not a block. */
final class ForeignCode {

  private static final Set<String> NAMESPACES =
      Set.of("http://camunda.org/schema/1.0/bpmn", "http://activiti.org/bpmn");

  private static final Set<String> CLASS_ATTRIBUTES =
      Set.of("class", "formHandlerClass", "variableMappingClass");

  private static final Set<String> SCRIPT_ELEMENTS = Set.of("scriptTask", "script");

  private ForeignCode() {}

  /** What is wrong with the element itself, in a designer's words, or null. */
  static @Nullable String in(Element element) {
    for (String attribute : CLASS_ATTRIBUTES) {
      if (vendor(element, attribute) != null) {
        return "camunda:"
            + attribute
            + " would run any Java class: use a delegate expression that names a block instead";
      }
    }
    if (SCRIPT_ELEMENTS.contains(element.getTagName()) || vendor(element, "resource") != null) {
      return "Scripts do not run here: use an expression or a block instead";
    }
    return foreignType(element);
  }

  private static @Nullable String foreignType(Element element) {
    String type = vendor(element, "type");
    if (type != null && Set.of("shell", "mail").contains(type.strip().toLowerCase(Locale.ROOT))) {
      return "camunda:type=\"" + type + "\" does not run here: use a block instead";
    }
    if ("constraint".equals(element.getTagName())
        && "validator".equals(element.attribute("name"))) {
      return "A form's validator class does not run here: forms are checked by what they declare";
    }
    return null;
  }

  /** A vendor attribute: with the vendor's prefix, or bare on an element of the vendor's own. */
  private static @Nullable String vendor(Element element, String attribute) {
    for (String namespace : NAMESPACES) {
      String value = element.attribute(namespace + ":" + attribute);
      if (value != null) {
        return value;
      }
    }
    return NAMESPACES.contains(element.getUri()) ? element.attribute(attribute) : null;
  }
}
