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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Times as staff read them: in the company's zone, in English until {@link #in} says otherwise, by
 * the clock of business time. Every method takes null and gives an empty text for it.
 */
@Component
public class Moments {

  /** How a language writes a moment. Patterns, not words: the words are in the dictionary. */
  private record Style(
      DateTimeFormatter whole,
      DateTimeFormatter withinYear,
      DateTimeFormatter there,
      DateTimeFormatter day) {

    static Style of(Locale language, String weekday, String day) {
      return new Style(
          pattern(day + " uuuu, HH:mm", language),
          pattern(weekday + " " + day + ", HH:mm", language),
          pattern(weekday + " " + day + " uuuu, HH:mm", language),
          pattern(day + " uuuu", language));
    }
  }

  private static final Style ENGLISH = Style.of(Locale.UK, "EEE", "d MMM");
  // The standing-alone form of the weekday, which has no full stop.
  private static final Style GERMAN = Style.of(Locale.GERMAN, "ccc", "d. MMM");
  private static final DateTimeFormatter TIME = pattern("HH:mm", Locale.ROOT);

  private final Clock clock;
  private final ZoneId zone;
  private final Dictionary dictionary;
  private final Locale language;
  private final Style style;
  private final Words words;

  @Autowired
  Moments(Clock clock, Company company, Dictionary dictionary) {
    this(clock, company.timeZone(), dictionary, Locale.UK);
  }

  private Moments(Clock clock, ZoneId zone, Dictionary dictionary, Locale language) {
    this.clock = clock;
    this.zone = zone;
    this.dictionary = dictionary;
    this.language = language;
    this.style = language.equals(Locale.GERMAN) ? GERMAN : ENGLISH;
    this.words = dictionary.in(language);
  }

  private static DateTimeFormatter pattern(String pattern, Locale language) {
    return DateTimeFormatter.ofPattern(pattern, language);
  }

  /** The same times for who reads one of our {@link Languages}. */
  Moments in(Locale reader) {
    return new Moments(clock, zone, dictionary, reader);
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
      return words.say("today, {0}", TIME.format(then));
    }
    return (then.getYear() == now.getYear() ? style.withinYear() : style.whole()).format(then);
  }

  /** With the year, always. */
  public String whole(@Nullable Instant moment) {
    return moment == null ? "" : style.whole().format(moment.atZone(zone));
  }

  /** The day in the company's zone, with the year. */
  public String day(@Nullable Instant moment) {
    return day(moment, zone);
  }

  /** The day at another place. */
  public String day(@Nullable Instant moment, ZoneId place) {
    return moment == null ? "" : style.day().format(moment.atZone(place));
  }

  /** For the {@code datetime} attribute. */
  public String iso(@Nullable Instant moment) {
    return moment == null ? "" : moment.toString();
  }

  /**
   * How far away, in one unit: {@code 3 hours}, {@code 2 days}; without a direction. In German as
   * it stands after "in" and "seit".
   */
  public String distance(@Nullable Instant moment) {
    if (moment == null) {
      return "";
    }
    long minutes = Duration.between(now(), moment).abs().toMinutes();
    if (minutes < 1) {
      return words.say("a moment");
    }
    if (minutes < 60) {
      return minutes == 1 ? words.say("1 minute") : words.say("{0} minutes", minutes);
    }
    if (minutes < 48 * 60) {
      long hours = Math.round(minutes / 60.0);
      return hours == 1 ? words.say("1 hour") : words.say("{0} hours", hours);
    }
    return words.say("{0} days", Math.round(minutes / 1440.0));
  }

  public boolean isPast(@Nullable Instant moment) {
    return moment != null && moment.isBefore(now());
  }

  /** A moment by the clocks of another place: {@code Thu 12 Mar 2026, 08:05}. */
  public String there(@Nullable Instant moment, ZoneId place) {
    return moment == null ? "" : style.there().format(moment.atZone(place));
  }

  /** Day and time at another place, now: {@code Thursday, 08:05}. */
  public String nowIn(@Nullable ZoneId place) {
    return place == null ? "" : pattern("EEEE, HH:mm", language).format(now().atZone(place));
  }
}
