package org.carejourney.engine;

import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Time as the company's people work it: Monday to Friday, in business hours, without holidays. */
@Component
public class BusinessCalendar {

  private static final Set<String> KNOWN =
      HolidayManager.getSupportedCalendarCodes().stream()
          .map(code -> code.toLowerCase(Locale.ROOT))
          .collect(Collectors.toUnmodifiableSet());

  private final Company company;
  private final Map<String, HolidayManager> holidays = new ConcurrentHashMap<>();

  BusinessCalendar(Company company) {
    this.company = company;
  }

  /** Whether the company works on that day. */
  public boolean businessDay(LocalDate day) {
    return businessDay(day, company.country());
  }

  /**
   * Whether people at a place work on that day: in a country as far as all of it agrees, in a part
   * of a country also by its own holidays.
   *
   * @param place ISO 3166 such as {@code DE}, or {@code DE-BY} for a part; where the holidays are
   *     not known, only weekends are free
   */
  public boolean businessDay(LocalDate day, String place) {
    String[] parts = place.toLowerCase(Locale.ROOT).split("-", 2);
    return day.getDayOfWeek() != DayOfWeek.SATURDAY
        && day.getDayOfWeek() != DayOfWeek.SUNDAY
        && !holiday(day, parts[0], Arrays.copyOfRange(parts, 1, parts.length));
  }

  private boolean holiday(LocalDate day, String country, String... part) {
    return KNOWN.contains(country)
        && holidays
            .computeIfAbsent(
                country,
                code ->
                    HolidayManager.getInstance(ManagerParameters.create(code, new Properties())))
            .isHoliday(day, part);
  }

  /**
   * The moment when that much business time has passed since a start, which may lie outside
   * business hours. A day of changing clocks counts the hours people really work.
   *
   * @param businessTime zero or more
   */
  public Instant after(Instant start, Duration businessTime) {
    ZonedDateTime now = start.atZone(company.timeZone());
    Duration left = businessTime;
    while (true) {
      ZonedDateTime opens = now.toLocalDate().atTime(company.opens()).atZone(company.timeZone());
      ZonedDateTime closes = now.toLocalDate().atTime(company.closes()).atZone(company.timeZone());
      if (businessDay(now.toLocalDate()) && now.isBefore(closes)) {
        ZonedDateTime from = now.isBefore(opens) ? opens : now;
        Duration today = Duration.between(from, closes);
        if (left.compareTo(today) <= 0) {
          return from.plus(left).toInstant();
        }
        left = left.minus(today);
      }
      now = now.toLocalDate().plusDays(1).atStartOfDay(company.timeZone());
    }
  }
}
