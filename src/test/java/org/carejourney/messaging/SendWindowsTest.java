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
import org.carejourney.customer.Places;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** When a message may arrive, told by the clock on the customer's wall. */
@CareTest
class SendWindowsTest {

  private static final Timing AT_TEN_ON_BUSINESS_DAYS =
      new Timing(Window.of("10:00-12:00"), true, OverBudget.WAIT, CatchUp.USUAL);

  @Autowired private BusinessCalendar calendar;
  @Autowired private Company company;
  @Autowired private Places places;
  @Autowired private InboundMessages inbound;

  private String goes(String now, String zone, String country, Timing timing) {
    return goes(now, zone, country, timing, "email", Purpose.CARE);
  }

  private String goes(
      String now, String zone, String country, Timing timing, String channel, Purpose purpose) {
    Instant at = OffsetDateTime.parse(now).toInstant();
    return moment(at, judge(at, customer(zone, country), timing, channel, purpose))
        .atZone(zone == null ? company.timeZone() : ZoneId.of(zone))
        .toOffsetDateTime()
        .toString();
  }

  private Rule.Answer judge(
      Instant now, Customer customer, Timing timing, String channel, Purpose purpose) {
    var windows =
        new SendWindows(
            new SendWindows.Settings(Map.of()),
            calendar,
            company,
            places,
            inbound,
            Clock.fixed(now, ZoneOffset.UTC));
    return windows.judge(
        new Rule.Case(request(timing, channel, purpose), customer, channel, "there"));
  }

  private static Instant moment(Instant now, Rule.Answer answer) {
    return answer instanceof Rule.Waits waits ? waits.until() : now;
  }

  private Rule.Answer judge(String now, Customer customer, Timing timing) {
    Instant at = OffsetDateTime.parse(now).toInstant();
    return judge(at, customer, timing, "email", Purpose.CARE);
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
    return customer(zone, country, null, Map.of());
  }

  private static Customer customer(
      String zone, String country, String phone, Map<String, Object> attributes) {
    return new Customer(
        "nobody",
        "Nobody",
        null,
        null,
        phone,
        null,
        null,
        zone == null ? null : ZoneId.of(zone),
        country,
        null,
        LocalDate.of(1990, 1, 1),
        attributes,
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
  void whoToldUsNoZoneLivesWhereTheirNumberIsFromElseInTheirCountry() {
    var morning = new Timing(Window.of("10:00-12:00"), false, OverBudget.WAIT, CatchUp.USUAL);
    var tokyo = judge("2027-05-18T20:00Z", customer(null, "DE", "+81312345678", Map.of()), morning);
    assertThat(tokyo)
        .isEqualTo(
            new Rule.Waits(
                "Waits for Wednesday 19 May 2027 10:00 in Asia/Tokyo (from their telephone number)",
                Instant.parse("2027-05-19T01:00:00Z")));
    var japan = judge("2027-05-18T20:00Z", customer(null, "JP", null, Map.of()), morning);
    assertThat(japan)
        .isEqualTo(
            new Rule.Waits(
                "Waits for Wednesday 19 May 2027 10:00 in Asia/Tokyo (from their country)",
                Instant.parse("2027-05-19T01:00:00Z")));
    var madrid =
        judge(
            "2027-05-18T02:00Z",
            customer("Europe/Madrid", "DE", "+81312345678", Map.of()),
            morning);
    assertThat(madrid)
        .as("what they told us comes first")
        .isEqualTo(
            new Rule.Waits(
                "Waits for Tuesday 18 May 2027 10:00 in Europe/Madrid",
                Instant.parse("2027-05-18T08:00:00Z")));
  }

  @Test
  void whereACountryHasSeveralZonesTheHourIsGoodInAllOfThem() {
    var morning = new Timing(Window.of("10:00-12:00"), false, OverBudget.WAIT, CatchUp.USUAL);
    var portugal =
        (Rule.Waits) judge("2027-01-12T03:00Z", customer(null, "PT", null, Map.of()), morning);
    assertThat(portugal.until())
        .as("ten on the Azores, eleven in Lisbon")
        .isEqualTo("2027-01-12T11:00:00Z");
    assertThat(portugal.reason())
        .contains("the hour is good in Atlantic/Azores to ", "(from their country)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2027-01-12T03:00Z", "2027-01-12T15:00Z", "2027-07-13T20:30Z"})
  void whereNoHourOfTheWindowIsGoodEverywhereItIsNightNowhere(String now) {
    var morning = new Timing(Window.of("10:00-12:00"), false, OverBudget.WAIT, CatchUp.USUAL);
    Rule.Answer answer = judge(now, customer(null, "US", null, Map.of()), morning);
    Instant moment = moment(OffsetDateTime.parse(now).toInstant(), answer);
    for (String zone : List.of("America/New_York", "America/Los_Angeles", "Pacific/Honolulu")) {
      assertThat(moment.atZone(ZoneId.of(zone)).toLocalTime())
          .as(zone)
          .isBetween(LocalTime.of(7, 0), LocalTime.of(21, 0));
    }
  }

  @Test
  void holidaysOfTheCustomersPartOfTheCountryAreOutToo() {
    // Epiphany, a Wednesday: a holiday in Bavaria, not in Berlin.
    for (var expected :
        Map.of(
                "DE-BY", "2027-01-07T09:00:00Z",
                "de-by", "2027-01-07T09:00:00Z",
                "DE-BE", "2027-01-06T09:00:00Z",
                "DE-XX", "2027-01-06T09:00:00Z",
                "Bavaria", "2027-01-06T09:00:00Z")
            .entrySet()) {
      var customer = customer("Europe/Berlin", "DE", null, Map.of("region", expected.getKey()));
      assertThat(judge("2027-01-05T15:00+01:00", customer, AT_TEN_ON_BUSINESS_DAYS))
          .as(expected.getKey())
          .isInstanceOfSatisfying(
              Rule.Waits.class, waits -> assertThat(waits.until()).isEqualTo(expected.getValue()));
    }
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
