package org.carejourney.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** For how long, and when. */
class KeepTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant NOW = Instant.parse("2026-07-01T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "P90D, 2026-04-02T10:00:00Z",
    // In winter twelve o'clock in Berlin is an hour later than in summer.
    "P6M,  2026-01-01T11:00:00Z",
    "P2Y,  2024-07-01T10:00:00Z",
    "P1W,  2026-06-24T10:00:00Z"
  })
  void aPeriodCountsBackInTheCompanysZone(String text, Instant since) {
    assertThat(Keep.valueOf(text).since(NOW, BERLIN)).contains(since);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "NONE", " none "})
  void noneIsForGood(String text) {
    assertThat(Keep.valueOf(text).since(NOW, BERLIN)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "P0D", "-P1D", "P-90D", "PT24H", "P1M-40D", "90", "never", "P"})
  void whatForgetsTodayOrSaysNothingIsRefused(String text) {
    assertThatThrownBy(() -> Keep.valueOf(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "02:00, 05:00, 2026-07-01T00:00:00Z, 2026-07-01",
    "02:00, 05:00, 2026-06-30T23:59:59Z,",
    "02:00, 05:00, 2026-07-01T02:59:59Z, 2026-07-01",
    "02:00, 05:00, 2026-07-01T03:00:00Z,",
    "22:00, 04:00, 2026-07-01T20:00:00Z, 2026-07-01",
    "22:00, 04:00, 2026-07-02T01:59:59Z, 2026-07-01",
    "22:00, 04:00, 2026-07-02T02:00:00Z,"
  })
  void theNightIsTheDayOnWhichItsWindowBegan(
      LocalTime from, LocalTime until, Instant moment, LocalDate night) {
    Retention retention = between(from, until);
    if (night == null) {
      assertThat(retention.night(moment, BERLIN)).isEmpty();
    } else {
      assertThat(retention.night(moment, BERLIN)).contains(night);
    }
  }

  @Test
  void aWindowWithoutLengthIsRefused() {
    assertThatThrownBy(() -> between(LocalTime.NOON, LocalTime.NOON))
        .hasMessageContaining("care.retention.from");
  }

  static Retention between(LocalTime from, LocalTime until) {
    Keep days = Keep.valueOf("P90D");
    return new Retention(true, from, until, days, days, days, days, days, days, days);
  }
}
