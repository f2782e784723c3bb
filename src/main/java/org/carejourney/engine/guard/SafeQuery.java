package org.carejourney.engine.guard;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.carejourney.engine.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Queries may carry expressions ("assigneeExpression"), which the engine evaluates; its own check
 * does not look inside "orQueries" and stored filters. Here any field that ends so is refused at
 * any depth, unless its value is one of the few that Tasklist's filters need.
 */
final class SafeQuery {

  private static final Pattern HARMLESS =
      Pattern.compile(
          "\\$\\{(?:currentUser\\(\\)|currentUserGroups\\(\\)|now\\(\\)|dateTime\\(\\)(?:"
              + "\\.(?:plus|minus)(?:Minutes|Hours|Days|Weeks|Months)\\(\\d{1,5}\\)"
              + "|\\.withTimeAtStartOfDay\\(\\))*)}");

  private SafeQuery() {}

  static void check(JsonFields body) {
    body.entries().forEach(field -> check(field.getKey(), field.getValue()));
  }

  /** Checks what stands after the question mark of an address; null when nothing does. */
  static void check(@Nullable String query) {
    if (query == null) {
      return;
    }
    for (String pair : query.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      check(decode(parts[0]), parts.length > 1 ? decode(parts[1]) : "");
    }
  }

  private static void check(String name, String value) {
    if (name.toLowerCase(Locale.ROOT).strip().endsWith("expression")
        && !HARMLESS.matcher(value).matches()) {
      throw Problem.badRequest(
          "expression",
          name,
          "'"
              + name
              + "' may only be ${currentUser()}, ${currentUserGroups()}, ${now()} or ${dateTime()}"
              + " with plus or minus");
    }
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest("malformed", null, "The address is not properly encoded");
    }
  }
}
