package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.carejourney.CareTest;
import org.carejourney.customer.Customer;
import org.carejourney.engine.BusinessCalendar;
import org.carejourney.engine.Company;
import org.carejourney.messaging.MessageRequest.Asker;
import org.carejourney.messaging.MessageRequest.CatchUp;
import org.carejourney.messaging.MessageRequest.GoOn;
import org.carejourney.messaging.MessageRequest.OverBudget;
import org.carejourney.messaging.MessageRequest.Purpose;
import org.carejourney.messaging.MessageRequest.Timing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** When a message may arrive, told by the clock on the customer's wall. */
@CareTest
class SendWindowsTest {

  private static final Timing AT_TEN_ON_BUSINESS_DAYS =
      new Timing(Window.of("10:00-12:00"), true, OverBudget.WAIT, CatchUp.USUAL);

  @Autowired private BusinessCalendar calendar;
  @Autowired private Company company;
  @Autowired private InboundMessages inbound;

  private String goes(String now, String zone, String country, Timing timing) {
    return goes(now, zone, country, timing, "email", Purpose.CARE);
  }

  private String goes(
      String now, String zone, String country, Timing timing, String channel, Purpose purpose) {
    Instant at = OffsetDateTime.parse(now).toInstant();
    var windows =
        new SendWindows(
            new SendWindows.Settings(Map.of()),
            calendar,
            company,
            inbound,
            Clock.fixed(at, ZoneOffset.UTC));
    var answer =
        windows.judge(
            new Rule.Case(
                request(timing, channel, purpose), customer(zone, country), channel, "there"));
    Instant moment = answer instanceof Rule.Waits waits ? waits.until() : at;
    return moment
        .atZone(zone == null ? company.timeZone() : ZoneId.of(zone))
        .toOffsetDateTime()
        .toString();
  }

  private static MessageRequest request(Timing timing, String channel, Purpose purpose) {
    return new MessageRequest(
        "nobody",
        null,
        "test/hello",
        null,
        purpose,
        List.of(channel),
        timing,
        new Asker("p", 1, "i", "e", "a", "s", null, false),
        "once",
        GoOn.QUEUED);
  }

  private static Customer customer(String zone, String country) {
    return new Customer(
        "nobody",
        "Nobody",
        null,
        null,
        null,
        null,
        null,
        zone == null ? null : ZoneId.of(zone),
        country,
        null,
        LocalDate.of(1990, 1, 1),
        Map.of(),
        false);
  }

  @ParameterizedTest(name = "{0} in {1}")
  @CsvSource({
    // The night before clocks go forward, and before they go back, in three zones. In 2027 Easter
    // Monday is the day after clocks go forward in Germany.
    "2027-03-27T22:30+01:00, Europe/Berlin, DE, 2027-03-30T10:00+02:00",
    "2027-10-30T23:30+02:00, Europe/Berlin, DE, 2027-11-01T10:00+01:00",
    "2027-03-13T22:30-05:00, America/New_York, US, 2027-03-15T10:00-04:00",
    "2027-11-06T22:30-04:00, America/New_York, US, 2027-11-08T10:00-05:00",
    "2027-10-02T22:30+10:00, Australia/Sydney, AU, 2027-10-04T10:00+11:00",
    "2027-04-03T22:30+11:00, Australia/Sydney, AU, 2027-04-05T10:00+10:00",
  })
  void tenOClockIsTenOClockAlsoWhenTheClocksChange(
      String now, String zone, String country, String expected) {
    assertThat(goes(now, zone, country, AT_TEN_ON_BUSINESS_DAYS)).isEqualTo(expected);
  }

  @Test
  void weekendsAndHolidaysOfTheCustomersCountryAreOut() {
    // Friday afternoon before Whit Monday, a holiday in Germany but not in Britain.
    assertThat(goes("2027-05-14T15:00+02:00", "Europe/Berlin", "DE", AT_TEN_ON_BUSINESS_DAYS))
        .isEqualTo("2027-05-18T10:00+02:00");
    assertThat(goes("2027-05-14T15:00+01:00", "Europe/London", "GB", AT_TEN_ON_BUSINESS_DAYS))
        .isEqualTo("2027-05-17T10:00+01:00");
  }

  @Test
  void aCountryWhoseHolidaysNobodyKnowsStillHasWeekends() {
    assertThat(goes("2027-05-15T15:00Z", "UTC", "XK", AT_TEN_ON_BUSINESS_DAYS))
        .isEqualTo("2027-05-17T10:00Z");
  }

  @Test
  void aLeapDayIsADayLikeAnyOther() {
    assertThat(goes("2028-02-28T13:00+01:00", "Europe/Berlin", "DE", AT_TEN_ON_BUSINESS_DAYS))
        .isEqualTo("2028-02-29T10:00+01:00");
  }

  @Test
  void withinTheWindowItGoesAtOnce() {
    assertThat(goes("2027-05-18T11:30+02:00", "Europe/Berlin", "DE", AT_TEN_ON_BUSINESS_DAYS))
        .isEqualTo("2027-05-18T11:30+02:00");
    assertThat(goes("2027-05-18T12:00+02:00", "Europe/Berlin", "DE", AT_TEN_ON_BUSINESS_DAYS))
        .as("its end is out")
        .isEqualTo("2027-05-19T10:00+02:00");
  }

  @Test
  void aNightIsQuietThoughTheStepNamesNoWindow() {
    assertThat(goes("2027-05-18T02:00+02:00", "Europe/Berlin", "DE", Timing.ANY))
        .isEqualTo("2027-05-18T07:00+02:00");
    assertThat(goes("2027-05-18T21:00+02:00", "Europe/Berlin", "DE", Timing.ANY))
        .isEqualTo("2027-05-19T07:00+02:00");
  }

  @Test
  void quietHoursWinOverTheStepsWindow() {
    var early = new Timing(Window.of("05:00-08:00"), false, OverBudget.WAIT, CatchUp.USUAL);
    assertThat(goes("2027-05-18T02:00+02:00", "Europe/Berlin", "DE", early))
        .isEqualTo("2027-05-18T07:00+02:00");
    var never = new Timing(Window.of("02:00-04:00"), false, OverBudget.WAIT, CatchUp.USUAL);
    assertThat(goes("2027-05-18T02:30+02:00", "Europe/Berlin", "DE", never))
        .isEqualTo("2027-05-18T07:00+02:00");
  }

  @Test
  void withoutAZoneOfTheirOwnCustomersLiveWhereTheCompanyIs() {
    assertThat(goes("2027-05-18T02:00Z", null, null, AT_TEN_ON_BUSINESS_DAYS))
        .isEqualTo("2027-05-18T10:00+02:00");
  }

  @Test
  void anAnswerMayComeAtNightButNothingRingsThen() {
    String night = "2027-05-18T02:00+02:00";
    assertThat(goes(night, "Europe/Berlin", "DE", Timing.ANY, "email", Purpose.SERVICE))
        .isEqualTo(night);
    assertThat(goes(night, "Europe/Berlin", "DE", Timing.ANY, "sms", Purpose.SERVICE))
        .isEqualTo("2027-05-18T09:00+02:00");
    assertThat(goes(night, "Europe/Berlin", "DE", Timing.ANY, "phone", Purpose.SERVICE))
        .isEqualTo("2027-05-18T09:00+02:00");
  }

  @Test
  void aWindowThatIsNoneIsRefusedByItsText() {
    for (String text : List.of("10-12", "12:00-10:00", "10:00-10:00", "ten to twelve", "10:00")) {
      assertThatThrownBy(() -> Window.of(text)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(Window.of(" 10:00 - 12:00 "))
        .isEqualTo(new Window(LocalTime.of(10, 0), LocalTime.of(12, 0)));
  }
}
