package org.carejourney.engine.login;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.carejourney.engine.WrongSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.web.context.support.GenericWebApplicationContext;

/** Settings that production looks at before anything is made. */
class ProductionSettingsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "care.secret | 0123456789abcdef0123456789abcde | at least 32 characters",
        "care.secret | changemechangemechangemechangeme | and 8 different ones",
        "care.admin-password | Administrator-1-admin | care.admin-password is too weak",
        "care.public-url | care.example | care.public-url is no address",
        "care.public-url | ftp://care.example | care.public-url is no address",
        "care.public-url | '' | care.public-url is no address",
        "care.home | pom.xml | care.home is no folder here",
        "spring.datasource.url | jdbc:mysql://localhost/care | names no PostgreSQL database",
      })
  void whatWouldTurnOutWrongLaterIsRefusedAtOnce(String setting, String value, String told) {
    refused(ZoneOffset.UTC, setting, value, told);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Asia/Tokyo", "Europe/London", "+00:30"})
  void theEngineComputesInUtc(String zone) {
    refused(ZoneId.of(zone), "care.home", "", "time zone " + zone + " instead of UTC");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Etc/UTC", "GMT", "Z"})
  void utcHasManyNames(String zone) {
    refused(ZoneId.of(zone), "care.home", "", "The database cannot be used");
  }

  @Test
  void aPasswordInTheAddressOfTheDatabaseIsNotTold() {
    for (String url :
        List.of(
            "jdbc:postgresql://localhost:1/care?password=hush",
            "jdbc:postgresql://localhost:many/care?password=hush")) {
      assertThatThrownBy(() -> settle(ZoneOffset.UTC, "spring.datasource.url", url))
          .hasMessageContaining("The database cannot be used")
          .hasMessageNotContaining("hush");
    }
  }

  private static void refused(ZoneId zone, String setting, String value, String told) {
    assertThatThrownBy(() -> settle(zone, setting, value))
        .isInstanceOf(WrongSetting.class)
        .hasMessageContaining(told);
  }

  private static void settle(ZoneId zone, String setting, String value) {
    var settings = new MockEnvironment();
    settings.setProperty("spring.datasource.url", "jdbc:postgresql://localhost:1/care");
    settings.setProperty("care.secret", "0123456789abcdef0123456789abcdef");
    settings.setProperty("care.public-url", "https://care.example/service");
    settings.setProperty(setting, value);
    try (var context = new GenericWebApplicationContext()) {
      context.setEnvironment(settings);
      new ProductionSettings(zone).initialize(context);
    }
  }
}
