package org.carejourney.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfficeHoursTest {

  private static final Company COMPANY =
      new Company(
          "C",
          "c@example.org",
          "",
          "",
          "",
          ZoneId.of("Europe/Berlin"),
          "DE",
          LocalTime.of(9, 0),
          LocalTime.of(17, 0));

  @ParameterizedTest
  @CsvSource({
    "2027-03-02T10:00:00Z, 1, 2027-03-03T10:00:00Z",
    "2027-03-05T10:00:00Z, 1, 2027-03-08T10:00:00Z",
    "2027-03-06T22:00:00Z, 1, 2027-03-08T16:00:00Z",
    "2027-03-25T10:00:00Z, 1, 2027-03-30T09:00:00Z",
    "2027-03-02T10:00:00Z, 2, 2027-03-04T10:00:00Z",
  })
  void aBusinessDayIsADayOfWork(Instant now, long days, Instant then) {
    var hours =
        new OfficeHours(new BusinessCalendar(COMPANY), COMPANY, Clock.fixed(now, ZoneOffset.UTC));
    assertThat(hours.daysFromNow(days).toInstant()).isEqualTo(then);
  }
}
