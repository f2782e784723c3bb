package org.carejourney.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** Berlin, nine to five. */
class BusinessCalendarTest {

  private final BusinessCalendar calendar =
      new BusinessCalendar(
          new Company(
              "C",
              "c@example.org",
              "",
              "",
              "",
              ZoneId.of("Europe/Berlin"),
              "DE",
              LocalTime.of(9, 0),
              LocalTime.of(17, 0)));

  private String after(String start, int hours) {
    return calendar
        .after(OffsetDateTime.parse(start).toInstant(), Duration.ofHours(hours))
        .atZone(ZoneId.of("Europe/Berlin"))
        .toOffsetDateTime()
        .toString();
  }

  @Test
  void hoursWithinADayAreJustHours() {
    assertThat(after("2026-11-23T10:00+01:00", 4)).isEqualTo("2026-11-23T14:00+01:00");
  }

  @Test
  void whatIsLeftAtFiveGoesOnAtNine() {
    assertThat(after("2026-11-23T15:00+01:00", 4)).isEqualTo("2026-11-24T11:00+01:00");
  }

  @Test
  void aNightAndAWeekendDoNotCount() {
    assertThat(after("2026-11-20T22:00+01:00", 8)).isEqualTo("2026-11-23T17:00+01:00");
  }

  @Test
  void christmasDoesNotCount() {
    assertThat(after("2026-12-24T16:00+01:00", 2)).isEqualTo("2026-12-28T10:00+01:00");
  }

  @Test
  void theWeekOfChangingClocksKeepsLocalHours() {
    assertThat(after("2027-03-26T16:00+01:00", 2))
        .as("Good Friday, the change to summer time and Easter Monday lie between")
        .isEqualTo("2027-03-30T11:00+02:00");
  }
}
