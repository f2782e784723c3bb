package org.carejourney.journey.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import org.carejourney.engine.Problem;
import org.carejourney.engine.Text;
import org.carejourney.journey.Event;
import org.jspecify.annotations.Nullable;

/**
 * A CloudEvent 1.0 as it stands in a request, in either mode, held against the specification. Read
 * by ourselves: a library would not tell a caller which field is wrong, in our words.
 *
 * @param attributes texts by attribute name
 * @param data the JSON body; null for none
 */
record CloudEvent(Map<String, String> attributes, @Nullable JsonNode data) {

  private static final int LONG = 300;
  private static final Map<String, String> HOW =
      Map.of(
          "specversion",
          ": send a CloudEvent, as application/cloudevents+json or with ce-* headers",
          "subject",
          ": the id of the customer");

  /**
   * The event in our words.
   *
   * @param now when it happened, where it does not say
   * @throws Problem for what a CloudEvent must say and this one does not
   */
  Event event(Instant now) {
    if (!"1.0".equals(required("specversion", LONG))) {
      throw Problem.unprocessable(
          "invalid", "specversion", "specversion must be 1.0, the CloudEvents version spoken here");
    }
    return new Event(
        required("source", LONG),
        required("id", LONG),
        required("type", 200),
        required("subject", 100),
        time(now),
        object());
  }

  private String required(String name, int most) {
    String value = Text.clean(attributes.get(name));
    if (value == null || value.isBlank()) {
      throw Problem.unprocessable(
          "missing", name, name + " is missing" + HOW.getOrDefault(name, ""));
    }
    if (value.length() > most) {
      throw Problem.unprocessable(
          "too-long",
          name,
          "%s has %d characters, at most %d fit".formatted(name, value.length(), most));
    }
    return value;
  }

  private Instant time(Instant now) {
    String time = Text.orNull(attributes.get("time"));
    if (time == null) {
      return now;
    }
    try {
      return OffsetDateTime.parse(time).toInstant();
    } catch (DateTimeException e) {
      throw Problem.unprocessable(
          "invalid", "time", "time must be a time with offset such as 2026-03-02T10:00:00+01:00");
    }
  }

  private ObjectNode object() {
    if (data == null || data.isNull() || data.isMissingNode()) {
      return JsonNodeFactory.instance.objectNode();
    }
    if (!data.isObject()) {
      throw Problem.badRequest("wrong-type", "data", "data must be a JSON object");
    }
    return (ObjectNode) CleanData.of(data, "data");
  }
}
