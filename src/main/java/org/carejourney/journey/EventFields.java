package org.carejourney.journey;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.carejourney.engine.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What diagrams may know of an event's data: the fields they declare, and only short values. The
 * engine keeps every value for ever, so the rest stays in our own table.
 */
final class EventFields {

  private static final int LONGEST = 100;

  private EventFields() {}

  /**
   * Process variables by name; null for what the event does not say.
   *
   * @throws Problem 422 for a value that a diagram cannot use
   */
  static Map<String, @Nullable Object> of(Event event, Set<String> declared) {
    Map<String, @Nullable Object> fields = new HashMap<>();
    declared.forEach(name -> fields.put(name, value(name, event.data().path(name))));
    return fields;
  }

  private static @Nullable Object value(String name, JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (value.isTextual()) {
      return text(name, value.textValue());
    }
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    if (value.isNumber()) {
      return number(value);
    }
    throw Problem.unprocessable(
        "wrong-type",
        "data." + name,
        "data.%s must be a text, a number, true or false: a diagram reads it".formatted(name));
  }

  private static Object number(JsonNode value) {
    if (value.isIntegralNumber() && value.canConvertToInt()) {
      return value.intValue();
    }
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return value.longValue();
    }
    return value.doubleValue();
  }

  private static String text(String name, String text) {
    if (text.length() > LONGEST) {
      throw Problem.unprocessable(
          "too-long",
          "data." + name,
          "data.%s has %d characters, at most %d fit: a diagram reads it"
              .formatted(name, text.length(), LONGEST));
    }
    return text;
  }
}
