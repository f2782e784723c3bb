package org.carejourney.customer;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.carejourney.engine.Problem;
import org.carejourney.engine.Text;
import org.jspecify.annotations.Nullable;

/**
 * What we are told, checked: each answers the value as we keep it, null for nothing told, or throws
 * a {@link Problem} 422 that names the field.
 */
final class Checks {

  private static final Pattern CUSTOMER_ID =
      Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}._@+:~'=!*&$,-]{0,99}");
  private static final Pattern TICKET_NUMBER = Pattern.compile("[Tt]-\\d{6,}");
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
  private static final LocalDate LONG_AGO = LocalDate.of(1850, 1, 1);

  private Checks() {}

  /** Ids stand in addresses of the API, so signs that mean something there are left out. */
  static String customerId(@Nullable String id) {
    // Lists come in at /api/customers/import.
    if (id == null || !CUSTOMER_ID.matcher(id).matches() || id.equals("import")) {
      throw invalid(
          "customerId",
          "customerId has 1 to 100 letters, digits or signs of . _ - @ + : ~ ' = ! * & $ , and"
              + " begins with a letter or digit");
    }
    // Processes are found by either: replies to a ticket would reach the customer's journey.
    if (TICKET_NUMBER.matcher(id).matches()) {
      throw invalid("customerId", "customerId looks like the number of a ticket");
    }
    return id;
  }

  static String required(String field, @Nullable String text, int most) {
    String value = text(field, text, most);
    if (value == null) {
      throw Problem.unprocessable("missing", field, field + " is missing");
    }
    return value;
  }

  static @Nullable String text(String field, @Nullable String text, int most) {
    String value = Text.orNull(Text.clean(text));
    if (value != null && value.length() > most) {
      throw Problem.unprocessable(
          "too-long",
          field,
          "%s has %d characters, at most %d fit".formatted(field, value.length(), most));
    }
    return value;
  }

  static @Nullable String email(@Nullable String email) {
    String value = text("email", email, 320);
    if (value != null && !Address.isEmail(value)) {
      throw invalid("email", "email must be an address such as jane@example.org");
    }
    return value;
  }

  static @Nullable Locale locale(@Nullable String tag) {
    String value = text("locale", tag, 35);
    try {
      Locale locale = value == null ? null : new Locale.Builder().setLanguageTag(value).build();
      if (locale == null || !locale.getLanguage().isEmpty()) {
        return locale;
      }
    } catch (IllformedLocaleException e) {
      // Told below.
    }
    throw invalid("locale", "locale must be a BCP 47 tag such as en-GB");
  }

  static @Nullable ZoneId timeZone(@Nullable String id) {
    String value = text("timeZone", id, 64);
    if (value != null && !ZoneId.getAvailableZoneIds().contains(value)) {
      throw invalid("timeZone", "timeZone must be an IANA zone such as Europe/Berlin");
    }
    return value == null ? null : ZoneId.of(value);
  }

  static @Nullable String country(@Nullable String code) {
    String value = text("country", code, 64);
    String country = value == null ? null : value.toUpperCase(Locale.ROOT);
    if (country != null && !COUNTRIES.contains(country)) {
      throw invalid("country", "country must be two letters of ISO 3166 such as DE");
    }
    return country;
  }

  static @Nullable LocalDate birthday(@Nullable String date, Clock clock) {
    String value = text("birthday", date, 64);
    if (value == null) {
      return null;
    }
    try {
      LocalDate day = LocalDate.parse(value);
      // Where the day begins first, it may be tomorrow already.
      LocalDate today = LocalDate.now(clock.withZone(ZoneOffset.ofHours(14)));
      if (!day.isBefore(LONG_AGO) && !day.isAfter(today)) {
        return day;
      }
    } catch (DateTimeException e) {
      // Told below.
    }
    throw invalid("birthday", "birthday must be a date such as 1980-02-29, not in the future");
  }

  static @Nullable Instant past(String field, @Nullable String time, Clock clock) {
    String value = text(field, time, 64);
    if (value == null) {
      return null;
    }
    try {
      Instant at = OffsetDateTime.parse(value).toInstant();
      // Clocks differ a little.
      if (at.isAfter(Instant.EPOCH) && at.isBefore(clock.instant().plus(Duration.ofMinutes(5)))) {
        return at;
      }
    } catch (DateTimeException e) {
      // Told below.
    }
    throw invalid(
        field, field + " must be a time with offset such as 2026-03-02T10:00:00+01:00, and past");
  }

  static String oneOf(String field, @Nullable String text, Collection<String> allowed) {
    if (text == null || !allowed.contains(text)) {
      throw invalid(
          field,
          field + " must be one of " + allowed.stream().sorted().collect(Collectors.joining(", ")));
    }
    return text;
  }

  static Problem invalid(String field, String detail) {
    return Problem.unprocessable("invalid", field, detail);
  }
}
