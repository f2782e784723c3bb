package org.carejourney.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carejourney.journey.Newcomer.CHECK_IN;
import static org.carejourney.journey.Newcomer.called;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.carejourney.CareTest;
import org.carejourney.engine.BusinessCalendar;
import org.carejourney.support.House;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Thirty days after they joined, at ten in the morning, on a business day: all of it as the
 * customer lives it. The shop tells us late that they joined, so that little time has to pass.
 */
@CareTest
class LocalTimeStoriesTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final ZoneId SYDNEY = ZoneId.of("Australia/Sydney");
  private static final ZoneId AUCKLAND = ZoneId.of("Pacific/Auckland");
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
  private static final Duration FOUR_WEEKS = Duration.ofDays(28);

  @LocalServerPort private int port;
  @Autowired private BusinessCalendar calendar;
  private Shop shop;
  private House house;

  @BeforeEach
  void open() {
    shop = new Shop(port);
    house = shop.house();
  }

  /** The first day from a day on that is a business day in a country. */
  private LocalDate businessDay(LocalDate from, String country) {
    LocalDate day = from;
    while (!calendar.businessDay(day, country)) {
      day = day.plusDays(1);
    }
    return day;
  }

  private static Instant ten(LocalDate day, ZoneId zone) {
    return day.atTime(10, 0).atZone(zone).toInstant();
  }

  /** Lets the time come at which each of them is to be asked, and looks when they were. */
  private void areAskedAtTen(Map<Newcomer, ZonedDateTime> expected) {
    expected.values().stream()
        .map(ZonedDateTime::toInstant)
        .max(Comparator.naturalOrder())
        .ifPresent(last -> house.forwardTo(last.plus(Duration.ofMinutes(1))));
    expected.forEach(
        (newcomer, ten) -> {
          ZonedDateTime sent = newcomer.sent(CHECK_IN).atZone(ten.getZone());
          assertThat(sent.toLocalDate())
              .as("the day in " + ten.getZone())
              .isEqualTo(ten.toLocalDate());
          assertThat(sent.toLocalTime())
              .as("the hour in " + ten.getZone())
              .isBetween(LocalTime.of(10, 0), LocalTime.of(10, 5));
          assertThat(sent.getDayOfWeek()).isNotIn(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
        });
  }

  @Test
  void theWelcomeComesWhileTheyAreAwakeAndTheTipOnTheFourthDay() {
    Instant joined = shop.now();
    Map<ZoneId, Newcomer> newcomers = new LinkedHashMap<>();
    for (ZoneId zone : List.of(BERLIN, NEW_YORK, SYDNEY, TOKYO)) {
      newcomers.put(zone, called("Tess Time", shop).livesIn(zone, "DE").joins(joined));
    }
    house.forward("P5D");
    newcomers.forEach(
        (zone, newcomer) -> {
          ZonedDateTime welcome = newcomer.sent("journey/welcome").atZone(zone);
          assertThat(Duration.between(joined, welcome)).isLessThan(Duration.ofHours(11));
          assertThat(welcome.getHour()).as("hour in " + zone).isBetween(7, 20);
          ZonedDateTime tip = newcomer.goes("journey/helpful-tip").atZone(zone);
          assertThat(tip.toLocalDate()).isEqualTo(joined.atZone(zone).toLocalDate().plusDays(4));
          assertThat(tip.getHour()).as("hour in " + zone).isBetween(10, 16);
        });
  }

  // The clocks change.

  @Test
  void tenStaysTenWhenTheClocksChangeInThreeZones() {
    Map<ZoneId, String> homes = new LinkedHashMap<>();
    homes.put(BERLIN, "DE");
    homes.put(NEW_YORK, "US");
    homes.put(SYDNEY, "AU");
    Instant now = shop.now();
    while (!allChangeAround(now, homes.keySet())) {
      now = now.plus(Duration.ofDays(1));
    }
    house.forwardTo(now);

    Map<Newcomer, ZonedDateTime> expected = new LinkedHashMap<>();
    for (var home : homes.entrySet()) {
      ZoneId zone = home.getKey();
      Instant change = change(now, zone);
      // Late in the evening before the clocks change, or of yesterday.
      LocalDate day = (change.isBefore(now) ? change : now).atZone(zone).toLocalDate().minusDays(1);
      ZonedDateTime joined = day.atTime(23, 30).atZone(zone);
      ZonedDateTime asked =
          businessDay(day.plusDays(30), home.getValue()).atTime(10, 0).atZone(zone);
      assertThat(asked.getOffset()).as("the clocks change").isNotEqualTo(joined.getOffset());
      expected.put(
          called("Dora Summer", shop).livesIn(zone, home.getValue()).joins(joined.toInstant()),
          asked);
    }
    areAskedAtTen(expected);
  }

  private static boolean allChangeAround(Instant moment, Iterable<ZoneId> zones) {
    for (ZoneId zone : zones) {
      if (change(moment, zone).isAfter(moment.plus(FOUR_WEEKS))) {
        return false;
      }
    }
    return true;
  }

  /** The first change of clocks from four weeks before a moment on. */
  private static Instant change(Instant moment, ZoneId zone) {
    return zone.getRules().nextTransition(moment.minus(FOUR_WEEKS)).getInstant();
  }

  @Test
  void theLeapDayIsADayLikeAnyOther() {
    LocalDate today = shop.now().atZone(BERLIN).toLocalDate();
    int year = today.getYear();
    while (!LocalDate.of(year, 1, 1).isLeapYear()
        || LocalDate.of(year, Month.FEBRUARY, 28).isBefore(today)) {
      year++;
    }
    house.forwardTo(
        LocalDate.of(year, Month.FEBRUARY, 28).atTime(12, 0).atZone(BERLIN).toInstant());

    Map<Newcomer, ZonedDateTime> expected = new LinkedHashMap<>();
    joinedOn(
        LocalDate.of(year, Month.JANUARY, 30), LocalDate.of(year, Month.FEBRUARY, 29), expected);
    joinedOn(LocalDate.of(year, Month.JANUARY, 31), LocalDate.of(year, Month.MARCH, 1), expected);
    areAskedAtTen(expected);
  }

  private void joinedOn(
      LocalDate day, LocalDate thirtiethDay, Map<Newcomer, ZonedDateTime> expected) {
    expected.put(
        called("Lea Leap", shop).joins(day.atTime(12, 0).atZone(BERLIN).toInstant()),
        businessDay(thirtiethDay, "DE").atTime(10, 0).atZone(BERLIN));
  }

  // Holidays.

  /** A day that is a holiday in one country and an ordinary day in another. */
  private record Holiday(
      MonthDay day, ZoneId there, String country, ZoneId elsewhere, String otherCountry) {}

  private static final List<Holiday> HOLIDAYS =
      List.of(
          new Holiday(MonthDay.of(5, 1), BERLIN, "DE", NEW_YORK, "US"),
          new Holiday(MonthDay.of(7, 4), NEW_YORK, "US", BERLIN, "DE"),
          new Holiday(MonthDay.of(10, 3), BERLIN, "DE", NEW_YORK, "US"),
          new Holiday(MonthDay.of(12, 25), BERLIN, "DE", TOKYO, "JP"));

  @Test
  void nobodyIsAskedOnAHolidayOfTheirCountry() {
    LocalDate day = shop.now().atZone(BERLIN).toLocalDate().plusDays(2);
    while (holiday(day) == null) {
      day = day.plusDays(1);
    }
    Holiday holiday = holiday(day);
    house.forwardTo(day.minusDays(1).atTime(6, 0).atZone(BERLIN).toInstant());

    LocalDate joined = day.minusDays(30);
    Newcomer celebrates = called("Chris Carol", shop).livesIn(holiday.there(), holiday.country());
    Newcomer works = called("Kei Mori", shop).livesIn(holiday.elsewhere(), holiday.otherCountry());
    celebrates.joins(joined.atTime(12, 0).atZone(holiday.there()).toInstant());
    works.joins(joined.atTime(12, 0).atZone(holiday.elsewhere()).toInstant());
    areAskedAtTen(
        Map.of(
            celebrates,
            businessDay(day.plusDays(1), holiday.country()).atTime(10, 0).atZone(holiday.there()),
            works,
            day.atTime(10, 0).atZone(holiday.elsewhere())));
  }

  /** The one on a day, or null; on a weekend it would show nothing. */
  private static Holiday holiday(LocalDate day) {
    return HOLIDAYS.stream()
        .filter(holiday -> holiday.day().equals(MonthDay.from(day)))
        .filter(holiday -> day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0)
        .findFirst()
        .orElse(null);
  }

  // They move.

  @Test
  void whoMovesWhileTheyWaitIsAskedWhereTheyLiveThen() {
    Instant joined = shop.now().minus(Duration.ofDays(27));
    Newcomer west = called("Wes Tern", shop).joins(joined);
    Newcomer east = called("Eas Tern", shop).joins(joined);
    house.forward("PT1S");
    west.waitsFor("Thirty days over").livesIn(NEW_YORK, "US");
    east.waitsFor("Thirty days over").livesIn(AUCKLAND, "NZ");
    areAskedAtTen(
        Map.of(west, tenAfter(joined, NEW_YORK, "US"), east, tenAfter(joined, AUCKLAND, "NZ")));
  }

  private ZonedDateTime tenAfter(Instant joined, ZoneId zone, String country) {
    return businessDay(joined.atZone(zone).toLocalDate().plusDays(30), country)
        .atTime(10, 0)
        .atZone(zone);
  }

  @Test
  void whoMovesWhenTheQuestionIsWrittenAlreadyIsAskedAtTenThere() {
    // The day after tomorrow is a business day in all three countries, or the one behind it.
    LocalDate day = shop.now().atZone(BERLIN).toLocalDate().plusDays(2);
    while (!ordinary(day) || !ordinary(day.plusDays(1))) {
      day = day.plusDays(1);
    }
    house.forwardTo(day.atTime(5, 0).atZone(BERLIN).toInstant());
    Instant joined = day.minusDays(30).atTime(12, 0).atZone(BERLIN).toInstant();
    Newcomer west = called("Wes Tern", shop).joins(joined);
    Newcomer east = called("Eas Tern", shop).joins(joined);
    house.forward("PT1S");
    assertThat(west.status(CHECK_IN)).isEqualTo("queued");
    assertThat(Instant.parse(west.message(CHECK_IN).path("sendAt").asText()))
        .isEqualTo(ten(day, BERLIN));
    west.livesIn(NEW_YORK, "US");
    east.livesIn(AUCKLAND, "NZ");
    // Ten in Berlin is four in New York, and evening in Auckland.
    areAskedAtTen(
        Map.of(
            west,
            day.atTime(10, 0).atZone(NEW_YORK),
            east,
            day.plusDays(1).atTime(10, 0).atZone(AUCKLAND)));
  }

  private boolean ordinary(LocalDate day) {
    return List.of("DE", "US", "NZ").stream()
        .allMatch(country -> calendar.businessDay(day, country));
  }
}
