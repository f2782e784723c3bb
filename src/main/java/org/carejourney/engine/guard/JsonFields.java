package org.carejourney.engine.guard;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.carejourney.engine.Problem;

/**
 * Every field of a JSON body that holds something, at whatever depth and as often as it comes. Read
 * with the engine's own parser, so that both see the same characters in the same encodings.
 *
 * @param entries name and text; an object or array that is not empty has the text "{}"
 */
record JsonFields(List<Map.Entry<String, String>> entries) {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int DEEPEST = 100;

  /** Reads a body; an empty one has no fields, one that is not JSON is a {@link Problem}. */
  static JsonFields of(byte[] body) {
    List<Map.Entry<String, String>> entries = new ArrayList<>();
    try (JsonParser json = JSON.createParser(body)) {
      int depth = 0;
      String open = null; // the field whose object or array has just begun
      while (json.nextToken() != null) {
        JsonToken token = json.currentToken();
        if (token.isScalarValue() && json.getParsingContext().inRoot()) {
          throw Problem.badRequest("malformed", null, "The request body is not a JSON object");
        }
        if (open != null && !token.isStructEnd()) {
          entries.add(Map.entry(open, "{}"));
        }
        open = token.isStructStart() ? json.getParsingContext().getParent().getCurrentName() : null;
        if (token.isScalarValue() && token != JsonToken.VALUE_NULL && json.currentName() != null) {
          entries.add(Map.entry(json.currentName(), json.getText()));
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (depth > DEEPEST) {
          throw Problem.badRequest("too-deep", null, "The JSON is nested too deeply");
        }
      }
    } catch (IOException e) {
      throw Problem.badRequest("malformed", null, "The request body is not valid JSON");
    }
    return new JsonFields(entries);
  }

  /** Whether one of these fields holds more than blanks. */
  boolean hold(Predicate<String> name) {
    return entries.stream()
        .anyMatch(field -> name.test(field.getKey()) && !field.getValue().isBlank());
  }

  /** Every value given for a field. */
  Stream<String> values(String name) {
    return entries.stream().filter(field -> field.getKey().equals(name)).map(Map.Entry::getValue);
  }
}
