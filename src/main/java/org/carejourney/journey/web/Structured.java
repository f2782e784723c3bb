package org.carejourney.journey.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.carejourney.engine.Problem;
import org.jspecify.annotations.Nullable;

/** Structured mode: the body is the whole event. */
final class Structured {

  private static final Set<String> DATA = Set.of("data", "data_base64");

  /** Texts by the specification; extensions may be numbers or true and false too. */
  private static final Set<String> TEXTS =
      Set.of(
          "specversion",
          "id",
          "source",
          "type",
          "subject",
          "time",
          "datacontenttype",
          "dataschema");

  private Structured() {}

  static CloudEvent read(@Nullable JsonNode body, ObjectMapper json) {
    if (body == null || !body.isObject()) {
      throw body == null
          ? Problem.badRequest("missing-body", null, "The request needs a body")
          : Problem.badRequest(
              "wrong-type", null, "The body must be a JSON object: one CloudEvent");
    }
    Map<String, String> attributes = new HashMap<>();
    body.properties()
        .forEach(
            field -> {
              if (!DATA.contains(field.getKey()) && !field.getValue().isNull()) {
                attributes.put(field.getKey(), attribute(field.getKey(), field.getValue()));
              }
            });
    return new CloudEvent(attributes, data(body, attributes.get("datacontenttype"), json));
  }

  private static String attribute(String name, JsonNode value) {
    if (!name.matches("[a-z0-9]+")) {
      throw Problem.badRequest(
          "unknown-field",
          name,
          "There is no field %s here: attributes of a CloudEvent have small letters and digits only"
              .formatted(name));
    }
    if (TEXTS.contains(name) ? !value.isTextual() : value.isContainerNode()) {
      throw Problem.badRequest("wrong-type", name, name + " must be text");
    }
    return value.asText();
  }

  private static JsonNode data(JsonNode body, @Nullable String type, ObjectMapper json) {
    JsonNode plain = body.path("data");
    JsonNode packed = body.path("data_base64");
    if (!plain.isMissingNode() && !packed.isMissingNode()) {
      throw Problem.unprocessable(
          "invalid", "data_base64", "An event has data or data_base64, not both");
    }
    boolean none = empty(plain) && empty(packed);
    if (!none && type != null && !Binary.isJson(type)) {
      throw Problem.unprocessable(
          "invalid", "datacontenttype", "datacontenttype must be application/json: data is JSON");
    }
    return empty(packed) ? plain : unpacked(packed, json);
  }

  private static boolean empty(JsonNode data) {
    return data.isMissingNode() || data.isNull();
  }

  private static JsonNode unpacked(JsonNode packed, ObjectMapper json) {
    try {
      if (packed.isTextual()) {
        return json.readTree(packed.binaryValue());
      }
    } catch (JsonProcessingException e) {
      // Told below.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw Problem.unprocessable(
        "invalid", "data_base64", "data_base64 must be a JSON object in Base64");
  }
}
