package org.carejourney.journey.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Days as people live them: where clocks are changed, days are leapt and midnights are skipped. */
class DaysTest {

  @ParameterizedTest(name = "{0}: {2} days after {1}")
  @CsvSource({
    // The local day of the moment counts, not the day in UTC.
    "Europe/Berlin,       2027-01-10T23:30:00Z, 1, 2027-01-12T00:00+01:00",
    "America/New_York,    2027-01-10T23:30:00Z, 1, 2027-01-11T00:00-05:00",
    "Pacific/Auckland,    2027-01-10T23:30:00Z, 1, 2027-01-12T00:00+13:00",
    "Pacific/Kiritimati,  2027-01-10T09:59:59Z, 1, 2027-01-11T00:00+14:00",
    "Pacific/Kiritimati,  2027-01-10T10:00:00Z, 1, 2027-01-12T00:00+14:00",
    "Asia/Kolkata,        2027-01-10T18:29:59Z, 0, 2027-01-10T00:00+05:30",
    // Across the days of 23 and 25 hours, on both halves of the globe.
    "Europe/Berlin,       2027-03-01T10:00:00Z, 30, 2027-03-31T00:00+02:00",
    "Europe/Berlin,       2027-03-27T10:00:00Z, 1, 2027-03-28T00:00+01:00",
    "Europe/Berlin,       2027-03-28T10:00:00Z, 1, 2027-03-29T00:00+02:00",
    "Europe/Berlin,       2027-10-31T00:30:00Z, 1, 2027-11-01T00:00+01:00",
    "Europe/Berlin,       2027-10-31T01:30:00Z, 0, 2027-10-31T00:00+02:00",
    "America/New_York,    2027-03-13T12:00:00Z, 1, 2027-03-14T00:00-05:00",
    "America/New_York,    2027-03-14T12:00:00Z, 1, 2027-03-15T00:00-04:00",
    "America/New_York,    2027-11-07T12:00:00Z, 1, 2027-11-08T00:00-05:00",
    "Pacific/Auckland,    2027-04-03T12:00:00Z, 1, 2027-04-05T00:00+12:00",
    "Pacific/Auckland,    2027-09-25T12:30:00Z, 1, 2027-09-27T00:00+13:00",
    "Australia/Lord_Howe, 2027-10-02T14:00:00Z, 1, 2027-10-04T00:00+11:00",
    // Leap days, and years without.
    "Europe/Berlin,       2028-01-30T12:00:00Z, 30, 2028-02-29T00:00+01:00",
    "America/New_York,    2028-02-28T12:00:00Z, 1, 2028-02-29T00:00-05:00",
    "Pacific/Auckland,    2028-02-28T12:00:00Z, 1, 2028-03-01T00:00+13:00",
    "Europe/Berlin,       2028-02-29T12:00:00Z, 365, 2029-02-28T00:00+01:00",
    "Europe/Berlin,       2027-02-28T12:00:00Z, 1, 2027-03-01T00:00+01:00",
    // Where clocks go forward at midnight, the day starts at one.
    "Africa/Cairo,        2027-04-29T10:00:00Z, 1, 2027-04-30T01:00+03:00",
    "America/Santiago,    2027-09-04T15:00:00Z, 1, 2027-09-05T01:00-03:00",
    "Asia/Beirut,         2027-03-27T10:00:00Z, 1, 2027-03-28T01:00+03:00",
    // Where they go back over midnight, with the first of the two.
    "America/Havana,      2027-11-06T12:00:00Z, 1, 2027-11-07T00:00-04:00",
    "Asia/Beirut,         2027-10-30T12:00:00Z, 1, 2027-10-31T00:00+02:00",
    // A day that an island left out.
    "Pacific/Apia,        2011-12-29T20:00:00Z, 1, 2011-12-31T00:00+14:00",
    // Backwards too.
    "Europe/Berlin,       2027-03-31T10:00:00Z, -3, 2027-03-28T00:00+01:00"
  })
  void daysAfter(String zone, Instant moment, int days, OffsetDateTime start) {
    assertThat(Days.after(ZoneId.of(zone), Date.from(moment), days).toInstant())
        .isEqualTo(start.toInstant());
  }

  @Test
  void withoutAMomentItSaysSo() {
    assertThatThrownBy(() -> Days.after(ZoneId.of("Europe/Berlin"), null, 1))
        .hasMessageContaining("a moment to count from");
  }
}
