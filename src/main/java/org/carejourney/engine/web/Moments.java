package org.carejourney.engine.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.carejourney.engine.Company;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Times as staff read them: in the company's zone, in English, by the clock of business time. Every
 * method takes null and gives an empty text for it.
 */
@Component
public class Moments {

  private static final DateTimeFormatter WHOLE = pattern("d MMM uuuu, HH:mm");
  private static final DateTimeFormatter WITHIN_YEAR = pattern("EEE d MMM, HH:mm");
  private static final DateTimeFormatter THERE = pattern("EEE d MMM uuuu, HH:mm");
  private static final DateTimeFormatter TODAY = pattern("'today,' HH:mm");
  private static final DateTimeFormatter DAY = pattern("d MMM uuuu");
  private static final DateTimeFormatter LOCAL = pattern("EEEE, HH:mm");

  private final Clock clock;
  private final ZoneId zone;

  Moments(Clock clock, Company company) {
    this.clock = clock;
    this.zone = company.timeZone();
  }

  private static DateTimeFormatter pattern(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.UK);
  }

  public Instant now() {
    return clock.instant();
  }

  /** The end of the company's day: what is due before it is due today. */
  public Instant endOfToday() {
    return now().atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
  }

  /** As short as it is clear: {@code today, 14:05}, {@code Thu 12 Mar, 14:05} for this year. */
  public String at(@Nullable Instant moment) {
    if (moment == null) {
      return "";
    }
    ZonedDateTime then = moment.atZone(zone);
    ZonedDateTime now = now().atZone(zone);
    if (then.toLocalDate().equals(now.toLocalDate())) {
      return TODAY.format(then);
    }
    return (then.getYear() == now.getYear() ? WITHIN_YEAR : WHOLE).format(then);
  }

  /** With the year, always. */
  public String whole(@Nullable Instant moment) {
    return moment == null ? "" : WHOLE.format(moment.atZone(zone));
  }

  /** The day in the company's zone, with the year. */
  public String day(@Nullable Instant moment) {
    return day(moment, zone);
  }

  /** The day at another place. */
  public String day(@Nullable Instant moment, ZoneId place) {
    return moment == null ? "" : DAY.format(moment.atZone(place));
  }

  /** For the {@code datetime} attribute. */
  public String iso(@Nullable Instant moment) {
    return moment == null ? "" : moment.toString();
  }

  /** How far away, in one unit: {@code 3 hours}, {@code 2 days}; without a direction. */
  public String distance(@Nullable Instant moment) {
    if (moment == null) {
      return "";
    }
    long minutes = Duration.between(now(), moment).abs().toMinutes();
    if (minutes < 1) {
      return "a moment";
    }
    if (minutes < 60) {
      return count(minutes, "minute");
    }
    return minutes < 48 * 60
        ? count(Math.round(minutes / 60.0), "hour")
        : count(Math.round(minutes / 1440.0), "day");
  }

  private static String count(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }

  public boolean isPast(@Nullable Instant moment) {
    return moment != null && moment.isBefore(now());
  }

  /** A moment by the clocks of another place: {@code Thu 12 Mar 2026, 08:05}. */
  public String there(@Nullable Instant moment, ZoneId place) {
    return moment == null ? "" : THERE.format(moment.atZone(place));
  }

  /** Day and time at another place, now: {@code Thursday, 08:05}. */
  public String nowIn(@Nullable ZoneId place) {
    return place == null ? "" : LOCAL.format(now().atZone(place));
  }
}
