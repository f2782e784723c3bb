package org.carejourney.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carejourney.journey.Shop.event;
import static org.carejourney.journey.Shop.journey;
import static org.carejourney.journey.Shop.unique;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.carejourney.Api;
import org.carejourney.CareTest;
import org.carejourney.Visitor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A customer who moves in the middle of a wait. */
@CareTest
class MovedCustomersTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final ZoneId AUCKLAND = ZoneId.of("Pacific/Auckland");

  @LocalServerPort private int port;

  private final List<String> deployed = new ArrayList<>();
  private final String joined = unique("customer.joined");
  private final String welcome = unique("welcome");
  private Shop shop;
  private String jane;

  @BeforeEach
  void open() {
    shop = new Shop(port);
    jane = shop.house().customer("Jane", "en", "standard");
  }

  @AfterEach
  void remove() {
    deployed.forEach(shop::remove);
  }

  private void waitFor(String timer) {
    deployed.add(
        shop.deploy(
            journey(
                welcome,
                joined,
                "",
                """
                <bpmn:intermediateCatchEvent id="first">
                  <bpmn:timerEventDefinition id="t">%s</bpmn:timerEventDefinition>
                </bpmn:intermediateCatchEvent>
                <bpmn:sequenceFlow id="f1" sourceRef="first" targetRef="then"/>
                <bpmn:userTask id="then" name="The day has come"/>"""
                    .formatted(timer))));
  }

  private static String date(String expression) {
    return "<bpmn:timeDate xsi:type=\"bpmn:tFormalExpression\">" + expression + "</bpmn:timeDate>";
  }

  private Instant join(int daysAgo) {
    Instant then = shop.daysAgo(daysAgo);
    Map<String, Object> event = event(joined, jane);
    event.put("time", then.toString());
    assertThat(shop.tell(event).path("started").asInt()).isEqualTo(1);
    return then;
  }

  private void moveTo(ZoneId zone) {
    Map<String, Object> profile = new HashMap<>(Map.of("name", "Jane"));
    profile.put("timeZone", zone == null ? null : zone.getId());
    shop.house().put(jane, profile);
  }

  private static Instant startOfDay(Instant joined, ZoneId zone, int days) {
    LocalDate day = joined.atZone(zone).toLocalDate().plusDays(days);
    return day.atTime(LocalTime.MIDNIGHT).atZone(zone).toInstant();
  }

  @Test
  void dayThirtyMovesWithThem() {
    waitFor(date("${days.after(customerId, eventTime, 30)}"));
    Instant then = join(0);
    String instance = shop.instance(welcome, jane);
    assertThat(shop.due(instance)).isEqualTo(startOfDay(then, BERLIN, 30));
    moveTo(NEW_YORK);
    assertThat(shop.due(instance)).isEqualTo(startOfDay(then, NEW_YORK, 30));
    moveTo(AUCKLAND);
    assertThat(shop.due(instance)).isEqualTo(startOfDay(then, AUCKLAND, 30));
    moveTo(null);
    assertThat(shop.due(instance)).as("the company's zone").isEqualTo(startOfDay(then, BERLIN, 30));
  }

  @Test
  void aListThatIsImportedMovesThemToo() {
    waitFor(date("${days.after(customerId, eventTime, 30)}"));
    Instant then = join(0);
    String instance = shop.instance(welcome, jane);
    Visitor lead = Visitor.program(port, "lead");
    lead.send(
        "POST",
        "/api/customers/import",
        "text/csv",
        BodyPublishers.ofString(
            "customerId,name,timeZone\n%s,Jane,Pacific/Auckland\n".formatted(jane)));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> shop.due(instance).equals(startOfDay(then, AUCKLAND, 30)));
  }

  @Test
  void aDurationGoesOnAsItBegan() {
    waitFor("<bpmn:timeDuration xsi:type=\"bpmn:tFormalExpression\">P3D</bpmn:timeDuration>");
    join(0);
    Instant due = shop.due(shop.instance(welcome, jane));
    moveTo(NEW_YORK);
    assertThat(shop.due(shop.instance(welcome, jane))).isEqualTo(due);
  }

  @Test
  void theSameZoneAgainChangesNothing() {
    waitFor(date("${dateTime().plusDays(3).toDate()}"));
    join(0);
    Instant due = shop.due(shop.instance(welcome, jane));
    moveTo(BERLIN);
    assertThat(shop.due(shop.instance(welcome, jane))).isEqualTo(due);
  }

  @Test
  void aDayThatHasBegunWhereTheyLiveNowRingsAtOnce() {
    // An hour ago it was yesterday in the one place, while it is around noon in the other.
    int hour = shop.now().atZone(ZoneOffset.UTC).getHour();
    moveTo(whereItIs(12, hour));
    waitFor(date("${days.after(customerId, eventTime, 1)}"));
    Map<String, Object> event = event(joined, jane);
    event.put("time", shop.now().minus(Duration.ofMinutes(61)).toString());
    shop.tell(event);
    String instance = shop.instance(welcome, jane);
    assertThat(shop.due(instance)).isAfter(shop.now());
    moveTo(whereItIs(0, hour));
    await().atMost(Duration.ofSeconds(10)).until(() -> rung(instance));
  }

  /** Some place where the clock shows an hour. */
  private static ZoneId whereItIs(int local, int utc) {
    int ahead = local - utc < -12 ? local - utc + 24 : local - utc;
    return ZoneId.of("Etc/GMT" + (ahead > 0 ? "-" + ahead : "+" + -ahead));
  }

  private boolean rung(String instance) {
    return !Api.json(
            shop.admin().get("/engine-rest/task?maxResults=1&processInstanceId=" + instance), 200)
        .isEmpty();
  }
}
