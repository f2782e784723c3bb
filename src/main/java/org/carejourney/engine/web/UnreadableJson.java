package org.carejourney.engine.web;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.List;
import java.util.stream.Collectors;
import org.carejourney.engine.Problem;
import org.jspecify.annotations.Nullable;

/** Says in the caller's words why a body could not be read, and at which field. */
final class UnreadableJson {

  private UnreadableJson() {}

  static Problem problem(JsonProcessingException e) {
    if (e.getCause() instanceof JsonProcessingException inner) {
      return problem(inner, path(e));
    }
    return problem(e, path(e));
  }

  private static Problem problem(JsonProcessingException e, @Nullable String path) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      return Problem.badRequest(
          "unknown-field",
          path,
          "There is no field %s here; known are %s"
              .formatted(
                  path,
                  unknown.getKnownPropertyIds().stream()
                      .map(Object::toString)
                      .sorted()
                      .collect(Collectors.joining(", "))));
    }
    if (e instanceof MismatchedInputException mismatch) {
      return mismatch(mismatch, path);
    }
    return Problem.badRequest(
        "malformed-json",
        path == null ? pathAtParser(e) : path,
        "The body is not well-formed JSON%s: %s"
            .formatted(place(e.getLocation()), e.getOriginalMessage()));
  }

  private static Problem mismatch(MismatchedInputException e, @Nullable String path) {
    Class<?> wanted = e.getTargetType();
    return Problem.badRequest(
        "wrong-type",
        path,
        "%s must be %s".formatted(path == null ? "The body" : path, inWords(wanted)));
  }

  private static String inWords(@Nullable Class<?> type) {
    if (type == null) {
      return "of another type";
    }
    if (type == String.class) {
      return "text";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    }
    if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
      return "a number";
    }
    if (List.class.isAssignableFrom(type)) {
      return "a list";
    }
    return type.getName().startsWith("java.time.") ? "a date or time" : "a JSON object";
  }

  private static @Nullable String path(JsonProcessingException e) {
    if (!(e instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
      return null;
    }
    StringBuilder path = new StringBuilder();
    for (Reference step : mapping.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.toString();
  }

  /** The field the parser stood at, for bodies that break before they can be understood. */
  private static @Nullable String pathAtParser(JsonProcessingException e) {
    return e.getProcessor() instanceof JsonParser parser
        ? parser.getParsingContext().getCurrentName()
        : null;
  }

  private static String place(@Nullable JsonLocation location) {
    return location == null
        ? ""
        : " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
  }
}
