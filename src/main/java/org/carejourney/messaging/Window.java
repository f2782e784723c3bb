package org.carejourney.messaging;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;

/** Hours of a local day, from the first to right before the second. */
public record Window(LocalTime opens, LocalTime closes) {

  public Window {
    if (!opens.isBefore(closes)) {
      throw new IllegalArgumentException(
          "A window must open before it closes: " + opens + "-" + closes);
    }
  }

  /**
   * Reads {@code 10:00-12:00}; settings are read by this too.
   *
   * @throws IllegalArgumentException when it is anything else
   */
  public static Window of(String text) {
    String[] ends = text.strip().split("\\s*-\\s*", -1);
    if (ends.length != 2) {
      throw new IllegalArgumentException("'" + text + "' is not a window such as 10:00-12:00");
    }
    try {
      return new Window(LocalTime.parse(ends[0]), LocalTime.parse(ends[1]));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("'" + text + "' is not a window such as 10:00-12:00", e);
    }
  }

  @Override
  public String toString() {
    return opens + "-" + closes;
  }

  /** What both have in common; the other one where they never meet. */
  Window within(Window other) {
    LocalTime from = opens.isAfter(other.opens) ? opens : other.opens;
    LocalTime to = closes.isBefore(other.closes) ? closes : other.closes;
    return from.isBefore(to) ? new Window(from, to) : other;
  }

  ZonedDateTime opensOn(LocalDate day, ZoneId zone) {
    return day.atTime(opens).atZone(zone);
  }

  ZonedDateTime closesOn(LocalDate day, ZoneId zone) {
    return day.atTime(closes).atZone(zone);
  }
}
