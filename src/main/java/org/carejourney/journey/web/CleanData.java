package org.carejourney.journey.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.carejourney.engine.Problem;
import org.carejourney.engine.Text;

/** JSON with every text made storable, and only numbers that a computer can count with. */
final class CleanData {

  private CleanData() {}

  /**
   * A copy.
   *
   * @param path where it stands, for a problem
   */
  static JsonNode of(JsonNode value, String path) {
    if (value.isObject()) {
      ObjectNode clean = JsonNodeFactory.instance.objectNode();
      value
          .properties()
          .forEach(
              field ->
                  clean.set(
                      Text.clean(field.getKey()),
                      of(field.getValue(), path + "." + Text.clean(field.getKey()))));
      return clean;
    }
    if (value.isArray()) {
      ArrayNode clean = JsonNodeFactory.instance.arrayNode();
      value.forEach(item -> clean.add(of(item, path + "[" + clean.size() + "]")));
      return clean;
    }
    if (value.isNumber() && !Double.isFinite(value.doubleValue())) {
      throw Problem.unprocessable("invalid", path, path + " is a number too large to count with");
    }
    return value.isTextual()
        ? JsonNodeFactory.instance.textNode(Text.clean(value.asText()))
        : value;
  }
}
