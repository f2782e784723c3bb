package org.carejourney.journey.web;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.carejourney.engine.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** Binary mode: attributes in headers that begin with {@code ce-}, data in the body. */
final class Binary {

  private static final String PREFIX = "ce-";

  private Binary() {}

  static CloudEvent read(HttpServletRequest request, @Nullable JsonNode body) {
    Map<String, String> attributes = new HashMap<>();
    for (String header : Collections.list(request.getHeaderNames())) {
      String name = header.toLowerCase(Locale.ROOT);
      if (name.startsWith(PREFIX)) {
        String attribute = name.substring(PREFIX.length());
        attributes.put(attribute, only(attribute, Collections.list(request.getHeaders(header))));
      }
    }
    return new CloudEvent(attributes, body);
  }

  private static String only(String attribute, List<String> values) {
    if (values.size() > 1) {
      throw Problem.badRequest(
          "ambiguous", attribute, "The header ce-" + attribute + " stands there more than once");
    }
    return decoded(values.get(0));
  }

  static boolean isJson(String type) {
    try {
      MediaType media = MediaType.parseMediaType(type);
      return media.getSubtype().equals("json") || media.getSubtype().endsWith("+json");
    } catch (InvalidMediaTypeException e) {
      return false;
    }
  }

  /** As the HTTP binding of CloudEvents 1.0 writes texts: quotes taken off, UTF-8 in percents. */
  static String decoded(String header) {
    String text = header;
    if (text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")) {
      text = text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char sign = text.charAt(i);
      if (sign == '%' && i + 2 < text.length() && hex(text, i + 1) && hex(text, i + 2)) {
        bytes.write(Integer.parseInt(text, i + 1, i + 3, 16));
        i += 2;
      } else {
        // The server gives each byte as a character of its own.
        bytes.write(sign);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static boolean hex(String text, int at) {
    return Character.digit(text.charAt(at), 16) >= 0;
  }
}
