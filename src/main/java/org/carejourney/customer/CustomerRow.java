package org.carejourney.customer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.carejourney.engine.Text;
import org.jspecify.annotations.Nullable;

/**
 * One row of a list laid over what we know. A column the list does not have leaves things as they
 * are; an empty cell empties. Consent is the exception: an empty cell there says nothing.
 */
record CustomerRow(Map<String, String> cells, Optional<Customer> known) {

  private static final String ATTRIBUTE = "attributes.";
  private static final String CONSENT = "consent.";

  /** Which words all statements of the row agree to. */
  static final String WORDING = CONSENT + "wording";

  private static final Set<String> YES = Set.of("yes", "true", "1");
  private static final Set<String> NO = Set.of("no", "false", "0");

  /** The source of the statements in a list. */
  static final String SOURCE = "import";

  static boolean isAttribute(String column) {
    return column.startsWith(ATTRIBUTE) && column.length() > ATTRIBUTE.length();
  }

  Profile profile() {
    Profile before = known.map(customer -> Profile.of(customer, List.of())).orElse(Profile.EMPTY);
    return new Profile(
        cell("customerId", null),
        cell("name", null),
        cell("givenName", before.givenName()),
        cell("email", before.email()),
        cell("phone", before.phone()),
        cell("locale", before.locale()),
        cell("timeZone", before.timeZone()),
        cell("country", before.country()),
        cell("segment", before.segment()),
        cell("birthday", before.birthday()),
        attributes(known.map(Customer::attributes).orElse(Map.of())),
        statements());
  }

  private @Nullable String cell(String column, @Nullable String before) {
    return cells.containsKey(column) ? Text.orNull(cells.get(column)) : before;
  }

  private Map<String, Object> attributes(Map<String, Object> before) {
    Map<String, Object> attributes = new LinkedHashMap<>(before);
    cells.forEach(
        (column, value) -> {
          if (isAttribute(column)) {
            String name = column.substring(ATTRIBUTE.length());
            if (Text.orNull(value) == null) {
              attributes.remove(name);
            } else {
              attributes.put(name, Text.clean(value));
            }
          }
        });
    return attributes;
  }

  private List<Profile.Statement> statements() {
    List<Profile.Statement> statements = new ArrayList<>();
    cells.forEach(
        (column, value) -> {
          if (column.startsWith(CONSENT) && !column.equals(WORDING) && Text.orNull(value) != null) {
            String[] place = column.split("\\.", -1);
            statements.add(
                new Profile.Statement(
                    place[1], place[2], granted(column, value), SOURCE, null, cell(WORDING, null)));
          }
        });
    return statements;
  }

  private static Boolean granted(String column, String value) {
    String word = value.strip().toLowerCase(Locale.ROOT);
    if (!YES.contains(word) && !NO.contains(word)) {
      throw Checks.invalid(column, column + " must be yes, no or empty");
    }
    return YES.contains(word);
  }
}
