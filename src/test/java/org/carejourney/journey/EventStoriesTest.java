package org.carejourney.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carejourney.journey.Shop.event;
import static org.carejourney.journey.Shop.journey;
import static org.carejourney.journey.Shop.unique;
import static org.carejourney.journey.Shop.waiting;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.carejourney.Api;
import org.carejourney.CareTest;
import org.carejourney.EveryTable;
import org.carejourney.customer.Customers;
import org.carejourney.journey.Shop.Mode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** What an event sets going, told by what the company's systems and its people see. */
@CareTest
class EventStoriesTest {

  @LocalServerPort private int port;
  @Autowired private JourneyFacts facts;
  @Autowired private Customers customers;
  @Autowired private JdbcTemplate jdbc;

  private final List<String> deployed = new ArrayList<>();
  private Shop shop;
  private String jane;
  private final String joined = unique("customer.joined");
  private final String bought = unique("customer.bought");
  private final String welcome = unique("welcome");

  @BeforeEach
  void open() {
    shop = new Shop(port);
    jane = shop.house().customer("Jane O'Neill", "en", "Premium");
  }

  @AfterEach
  void remove() {
    deployed.forEach(shop::remove);
  }

  private void draw(String diagram) {
    deployed.add(shop.deploy(diagram));
  }

  @Test
  void whatNobodyKnowsIsRecordedAndExplained() {
    JsonNode answer = shop.tell(event("weather.changed", jane, Map.of("sun", true)));
    assertThat(answer.path("started").asInt()).isZero();
    assertThat(answer.path("continued").asInt()).isZero();
    assertThat(answer.path("note").asText()).contains("No process starts on weather.changed");
    JsonNode entry = shop.story(jane).get(0);
    assertThat(entry.path("title").asText()).contains("weather.changed");
    assertThat(entry.path("text").asText()).isEqualTo("sun: true");
    assertThat(entry.path("reason").asText()).isEqualTo(answer.path("note").asText());
  }

  @ParameterizedTest
  @EnumSource
  void anEventStartsAJourneyThatKnowsWhatItDeclares(Mode mode) {
    draw(journey(welcome, joined, "product, price ,gift,seats, note"));
    Instant threeDaysAgo = shop.daysAgo(3);
    Map<String, Object> data = new HashMap<>();
    data.put("product", "Lämpchen \"Alba\"");
    data.put("price", 49.5);
    data.put("gift", true);
    data.put("seats", 3);
    data.put("secret", "only in our own table");
    Map<String, Object> event = event(joined, jane, data);
    event.put("time", threeDaysAgo.atOffset(ZoneOffset.ofHours(5)).toString());

    JsonNode answer = Api.json(shop.send(mode, event), 202);
    assertThat(Api.fields(answer)).containsExactlyInAnyOrder("started", "continued");
    assertThat(answer.path("started").asInt()).isEqualTo(1);

    JsonNode known = shop.variables(shop.instance(welcome, jane));
    assertThat(Api.fields(known))
        .containsExactlyInAnyOrder(
            "customerId", "segment", "eventTime", "product", "price", "gift", "seats", "note");
    assertThat(known.path("customerId").path("value").asText()).isEqualTo(jane);
    assertThat(known.path("segment").path("value").asText()).isEqualTo("premium");
    assertThat(known.path("eventTime").path("type").asText()).isEqualTo("Date");
    assertThat(known.path("eventTime").path("value").asText())
        .startsWith(threeDaysAgo.toString().substring(0, 19));
    assertThat(known.path("product").path("value").asText()).isEqualTo("Lämpchen \"Alba\"");
    assertThat(known.path("price").path("value").asDouble()).isEqualTo(49.5);
    assertThat(known.path("gift").path("value").asBoolean()).isTrue();
    assertThat(known.path("seats").path("type").asText()).isEqualTo("Integer");
    assertThat(known.path("note").path("value").isNull()).isTrue();
    assertThat(EveryTable.with(jdbc, "ACT_", "only in our own table")).isEmpty();
    assertThat(EveryTable.with(jdbc, "EVENT", "only in our own table")).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whatADiagramCannotUseIsRefusedAndNothingHappens(Mode mode) {
    draw(journey(welcome, joined, "product"));
    draw(waiting(unique("other"), bought, joined, "colour"));
    shop.tell(bought, jane);
    List<Object> wrong = List.of("x".repeat(101), List.of("a"), Map.of("name", "Alba"));
    for (Object value : wrong) {
      for (String field : List.of("product", "colour")) {
        Map<String, Object> event = event(joined, jane, Map.of(field, value));
        JsonNode problem = shop.api().problem(shop.send(mode, event), 422, "data." + field);
        assertThat(problem.path("code").asText())
            .isEqualTo(value instanceof String ? "too-long" : "wrong-type");
        assertThat(shop.running(welcome, jane)).isEmpty();

        // With the same id, and right: it was not taken before.
        if (field.equals("colour") && value instanceof List) {
          event.put("data", Map.of("product", "x".repeat(100)));
          assertThat(Api.json(shop.send(mode, event), 202).path("continued").asInt()).isEqualTo(1);
          return;
        }
      }
    }
  }

  @Test
  void everyProcessThatStartsOnAnEventStartsAndNewestVersionsOnly() {
    String second = unique("second");
    draw(journey(welcome, joined, "product"));
    draw(journey(second, joined, "price"));
    draw(journey(second, joined, "price,colour"));
    JsonNode answer = shop.tell(event(joined, jane, Map.of("product", "Alba", "price", 7)));
    assertThat(answer.path("started").asInt()).isEqualTo(2);
    assertThat(shop.variable(shop.instance(welcome, jane), "product")).isEqualTo("Alba");
    assertThat(shop.variable(shop.instance(second, jane), "colour")).isNull();
  }

  @Test
  void ourOwnMessagesStillStartOneProcessOnly() {
    String ours = "care." + unique("tested");
    draw(journey(unique("one"), ours, ""));
    var refused = shop.tryToDeploy(journey(unique("two"), ours, ""));
    assertThat(refused.statusCode()).isGreaterThanOrEqualTo(400);
    assertThat(refused.body()).contains("already is a message event subscription");
  }

  @Test
  void whoeverWaitsGoesOnFirstAndWhatWasJustStartedHearsNothing() {
    String patient = unique("patient");
    draw(waiting(patient, joined, bought, "product"));
    draw(waiting(welcome, bought, bought, "product"));
    shop.tell(joined, jane);
    JsonNode answer = shop.tell(event(bought, jane, Map.of("product", "Alba", "price", 3)));
    assertThat(answer.path("continued").asInt()).isEqualTo(1);
    assertThat(answer.path("started").asInt()).isEqualTo(1);
    JsonNode heard = shop.variables(shop.instance(patient, jane));
    assertThat(heard.path("product").path("value").asText()).isEqualTo("Alba");
    assertThat(heard.has("price")).isFalse();
    assertThat(shop.variables(shop.instance(welcome, jane)).has("product")).isFalse();

    // The second one wakes the one that started, and is ignored as a start.
    JsonNode again = shop.tell(event(bought, jane, Map.of()));
    assertThat(again.path("continued").asInt()).isEqualTo(1);
    assertThat(again.path("started").asInt()).isZero();
    assertThat(again.path("note").asText()).contains("Ignored").contains("Name of " + welcome);
  }

  @Test
  void nobodyElsesJourneyGoesOn() {
    draw(waiting(welcome, joined, bought, ""));
    String tom = shop.house().customer("Tom", "en", "standard");
    shop.tell(joined, jane);
    shop.tell(joined, tom);
    assertThat(shop.tell(bought, jane).path("continued").asInt()).isEqualTo(1);
    assertThat(shop.tell(bought, jane).path("note").asText()).contains("none of this customer");
    assertThat(shop.tell(bought, tom).path("continued").asInt()).isEqualTo(1);
  }

  @Test
  void aServiceFlowOfAnOpenTicketHearsEventsToo() {
    String flow = unique("flow");
    draw(
        waiting(flow, "care." + unique("x"), bought, "product")
            .replaceFirst("(?s)<bpmn:messageEventDefinition id=\"StartDefinition\".*?/>", ""));
    String ticket = shop.house().complain(jane, "product", "It flickers.");
    assertThat(shop.startByHand(flow, ticket).statusCode()).isEqualTo(200);
    JsonNode answer = shop.tell(event(bought, jane, Map.of("product", "Alba")));
    assertThat(answer.path("continued").asInt()).isEqualTo(1);
    assertThat(shop.variable(shop.instance(flow, ticket), "product")).isEqualTo("Alba");
  }

  @Test
  void eventSubProcessesAndBoundaryEventsHearTheirDataToo() {
    String left = unique("customer.left");
    draw(
        journey(
                welcome,
                joined,
                "",
                """
                <bpmn:userTask id="first" name="Wait"/>
                <bpmn:boundaryEvent id="Noted" attachedToRef="first" cancelActivity="false">
                  <bpmn:extensionElements><camunda:properties>
                    <camunda:property name="data" value="colour"/>
                  </camunda:properties></bpmn:extensionElements>
                  <bpmn:messageEventDefinition id="n1" messageRef="Message_Bought"/>
                </bpmn:boundaryEvent>
                <bpmn:subProcess id="Exit" triggeredByEvent="true">
                  <bpmn:startEvent id="Left">
                    <bpmn:extensionElements><camunda:properties>
                      <camunda:property name="data" value="reason"/>
                    </camunda:properties></bpmn:extensionElements>
                    <bpmn:messageEventDefinition id="l1" messageRef="Message_Left"/>
                  </bpmn:startEvent>
                  <bpmn:sequenceFlow id="f9" sourceRef="Left" targetRef="Goodbye"/>
                  <bpmn:userTask id="Goodbye" name="Say goodbye"/>
                </bpmn:subProcess>""")
            .replace(
                "<bpmn:process",
                "<bpmn:message id=\"Message_Bought\" name=\"%s\"/>".formatted(bought)
                    + "<bpmn:message id=\"Message_Left\" name=\"%s\"/><bpmn:process"
                        .formatted(left)));
    shop.tell(joined, jane);
    String instance = shop.instance(welcome, jane);
    shop.tell(event(bought, jane, Map.of("colour", "red", "reason", "none")));
    assertThat(shop.variable(instance, "colour")).isEqualTo("red");
    assertThat(shop.variables(instance).has("reason")).isFalse();
    shop.tell(event(left, jane, Map.of("reason", "moved")));
    assertThat(shop.variable(instance, "reason")).isEqualTo("moved");
  }

  @ParameterizedTest
  @EnumSource
  void theSameEventAgainDoesNothing(Mode mode) {
    draw(journey(welcome, joined, ""));
    Map<String, Object> event = event(joined, jane);
    assertThat(Api.json(shop.send(mode, event), 202).path("started").asInt()).isEqualTo(1);
    shop.end(shop.instance(welcome, jane));
    for (Mode other : Mode.values()) {
      JsonNode again = Api.json(shop.send(other, event), 200);
      assertThat(again.path("started").asInt()).isZero();
      assertThat(again.path("continued").asInt()).isZero();
      assertThat(again.path("note").asText()).contains("taken before");
    }
    assertThat(shop.running(welcome, jane)).isEmpty();
    assertThat(shop.story(jane)).hasSize(1);

    // Another source may use the same id.
    event.put("source", "/test/" + UUID.randomUUID());
    assertThat(Api.json(shop.send(mode, event), 202).path("started").asInt()).isEqualTo(1);
  }

  @Test
  void aSecondJoinIsIgnoredUntilTheJourneyIsOver() {
    draw(journey(welcome, joined, "product"));
    shop.tell(event(joined, jane, Map.of("product", "first")));
    String first = shop.instance(welcome, jane);
    JsonNode second = shop.tell(event(joined, jane, Map.of("product", "second")));
    assertThat(second.path("started").asInt()).isZero();
    assertThat(second.path("note").asText()).contains("Name of " + welcome);
    assertThat(shop.story(jane).get(0).path("reason").asText()).contains("runs for this customer");
    assertThat(shop.variable(shop.instance(welcome, jane), "product")).isEqualTo("first");
    assertThat(
            jdbc.queryForList("select note from event where customer_id = ?", String.class, jane))
        .anyMatch(note -> note != null && note.contains("Ignored"));

    shop.end(first);
    assertThat(shop.tell(joined, jane).path("started").asInt()).isEqualTo(1);
  }

  @Test
  void aJourneyOfOneStepMayBeRunAgainAndAgain() {
    draw(journey(welcome, joined, "", "<bpmn:endEvent id=\"first\"/>"));
    for (int i = 0; i < 3; i++) {
      assertThat(shop.tell(joined, jane).path("started").asInt()).isEqualTo(1);
    }
  }

  @Test
  void lettersKnowTheNewestEventOfEachTypeByItsOwnTime() {
    Map<String, Object> newest =
        event(joined, jane, Map.of("product", "Alba", "parts", List.of(1)));
    newest.put("time", shop.daysAgo(1).toString());
    shop.tell(newest);
    Map<String, Object> late = event(joined, jane, Map.of("product", "Bruna"));
    late.put("time", shop.daysAgo(300).toString());
    shop.tell(late);
    shop.tell(bought, jane);

    Map<String, Object> known = facts.facts(customers.get(jane), null);
    assertThat(known).doesNotContainKey("answers");
    assertThat(known.get("events"))
        .isEqualTo(
            Map.of(joined, Map.of("product", "Alba", "parts", List.of(1)), bought, Map.of()));
    assertThat(((Map<?, ?>) known.get("eventTimes")).get(joined))
        .isEqualTo(java.util.Date.from(Instant.parse((String) newest.get("time"))));
    assertThat(facts.facts(customers.get(jane), jane)).containsEntry("answers", Map.of());
    assertThat(facts.facts(customers.get(jane), "T-000001")).doesNotContainKey("answers");
  }

  @Test
  void whoIsErasedIsInNoJourneyAndNoEventCanBringThemBack() {
    draw(waiting(welcome, joined, bought, ""));
    String mark = "Qzvut" + UUID.randomUUID().toString().substring(0, 8);
    shop.tell(event(joined, jane, Map.of("product", mark)));
    String instance = shop.instance(welcome, jane);
    JsonNode export =
        new Api(org.carejourney.Visitor.program(port, "lead"))
            .get("/api/customers/" + jane + "/export");
    assertThat(
            export
                .path("journey")
                .path("events")
                .get(0)
                .path("event")
                .path("data")
                .path("product")
                .asText())
        .isEqualTo(mark);

    assertThat(
            org.carejourney.Visitor.program(port, "lead")
                .delete("/api/customers/" + jane)
                .statusCode())
        .isEqualTo(204);
    assertThat(EveryTable.with(jdbc, "", mark)).isEmpty();
    assertThat(shop.running(welcome, jane)).isEmpty();
    assertThat(EveryTable.with(jdbc, "JOURNEY_RUN", instance)).isEmpty();
    JsonNode problem =
        shop.api().problem(shop.send(Mode.STRUCTURED, event(bought, jane)), 422, "subject");
    assertThat(problem.path("code").asText()).isEqualTo("unknown-customer");
  }

  @Test
  void daysCountFromTheEventsOwnTimeHoweverLateItComes() {
    draw(
        journey(
            welcome,
            joined,
            "",
            """
            <bpmn:intermediateCatchEvent id="first">
              <bpmn:timerEventDefinition id="t">
                <bpmn:timeDate xsi:type="bpmn:tFormalExpression">${days.after(customerId, eventTime, 30)}</bpmn:timeDate>
              </bpmn:timerEventDefinition>
            </bpmn:intermediateCatchEvent>"""));
    Map<String, Object> event = event(joined, jane);
    Instant then = shop.daysAgo(10);
    event.put("time", then.toString());
    shop.tell(event);
    Duration away = Duration.between(then, shop.due(shop.instance(welcome, jane)));
    assertThat(away).isBetween(Duration.ofDays(29).minusHours(1), Duration.ofDays(30).plusHours(1));
  }
}
