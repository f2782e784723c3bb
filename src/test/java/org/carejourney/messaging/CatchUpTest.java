package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.carejourney.Api;
import org.carejourney.CareTest;
import org.carejourney.PostOffice;
import org.carejourney.Visitor;
import org.carejourney.engine.Company;
import org.carejourney.engine.WrongSetting;
import org.carejourney.support.House;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What was meant for days ago does not go blindly when everything runs again. */
@CareTest
class CatchUpTest {

  private static final String BPMN =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
          xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="test">
        <bpmn:process id="catchesUp" name="Catches up" isExecutable="true"
            camunda:historyTimeToLive="P1D">
          <bpmn:startEvent id="Start"/>
          <bpmn:sequenceFlow id="f1" sourceRef="Start" targetRef="Wait"/>
          <bpmn:intermediateCatchEvent id="Wait">
            <bpmn:timerEventDefinition id="t"><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>
          </bpmn:intermediateCatchEvent>
          <bpmn:sequenceFlow id="f2" sourceRef="Wait" targetRef="Say"/>
          <bpmn:serviceTask id="Say" name="Say" camunda:delegateExpression="${sendMessage}">
            <bpmn:extensionElements><camunda:properties>
              <camunda:property name="template" value="journey/helpful-tip"/>
              <camunda:property name="purpose" value="${purpose}"/>
              <camunda:property name="channels" value="email"/>
              <camunda:property name="lateLimit" value="${lateLimit}"/>
              <camunda:property name="whenLate" value="${whenLate}"/>
              <camunda:property name="window" value="${hours}"/>
              <camunda:property name="goOn" value="accepted"/>
            </camunda:properties></bpmn:extensionElements>
          </bpmn:serviceTask>
          <bpmn:boundaryEvent id="Over" attachedToRef="Say"><bpmn:errorEventDefinition errorRef="e"/></bpmn:boundaryEvent>
          <bpmn:boundaryEvent id="Leave" attachedToRef="Say"><bpmn:messageEventDefinition messageRef="m"/></bpmn:boundaryEvent>
          <bpmn:sequenceFlow id="f3" sourceRef="Say" targetRef="Said"/>
          <bpmn:userTask id="Said" name="Said"/>
          <bpmn:sequenceFlow id="f4" sourceRef="Over" targetRef="Unsaid"/>
          <bpmn:userTask id="Unsaid" name="Unsaid"/>
          <bpmn:sequenceFlow id="f5" sourceRef="Leave" targetRef="Left"/>
          <bpmn:userTask id="Left" name="Left"/>
        </bpmn:process>
        <bpmn:error id="e" errorCode="customerUnreachable"/>
        <bpmn:message id="m" name="test.leave"/>
      </bpmn:definitions>
      """;

  @LocalServerPort private int port;
  @Autowired private Outbound outbound;
  @Autowired private Delivery delivery;
  @Autowired private Clock clock;
  @Autowired private Company company;
  @Autowired private Evidence evidence;
  private House house;
  private String customer;

  @BeforeEach
  void open() {
    house = new House(port);
    Api.as(port, "designer").deploy("catches-up.bpmn", BPMN);
    customer = house.customer("Lara Late", "en", "standard");
  }

  @AfterEach
  void goOn() {
    outbound.turn(false, "the test");
  }

  private String begin(String purpose, String limit, String whenLate, String hours) {
    var answer =
        house.post(
            "admin",
            "/engine-rest/process-definition/key/catchesUp/start",
            Map.of(
                "businessKey",
                customer,
                "variables",
                House.typed(
                    Map.of(
                        "customerId",
                        customer,
                        "purpose",
                        purpose,
                        "lateLimit",
                        limit,
                        "whenLate",
                        whenLate,
                        "hours",
                        hours))));
    assertThat(answer.getStatusCode().value()).isEqualTo(200);
    return answer.getBody().path("id").asText();
  }

  /** The journey stands still for so long, as when no node was there to run its timer. */
  private void standsStill(String journey, String time) {
    suspended(journey, true);
    house.forward(time);
    suspended(journey, false);
    house.forward("PT1M");
  }

  private void suspended(String journey, boolean suspended) {
    Api.as(port, "admin")
        .visitor()
        .put(
            "/engine-rest/process-instance/" + journey + "/suspended",
            "{\"suspended\":%s}".formatted(suspended));
  }

  private JsonNode message() {
    List<JsonNode> all = house.messages(customer);
    assertThat(all).hasSize(1);
    return house.get("agent", "/api/messages/" + all.get(0).path("id").asText());
  }

  private String status() {
    return message().path("status").asText();
  }

  private String reason() {
    return message().path("reason").asText();
  }

  private boolean standsAt(String step) {
    return house.tasks(customer).stream().anyMatch(task -> task.path("name").asText().equals(step));
  }

  private int decide(String what) {
    String page = "/care/messages/" + message().path("id").asText();
    return Visitor.browser(port, "agent").postForm("/care", page + "/" + what).statusCode();
  }

  @Test
  void aPersonReadsWhatComesDaysTooLateAndSendsIt() {
    standsStill(begin("care", "", "", ""), "P5D");
    assertThat(status()).isEqualTo("parked");
    assertThat(reason()).startsWith("4 days late: meant for ").endsWith("the step allows 3 days");
    assertThat(house.story(customer)).anyMatch(title -> title.startsWith("Too late? Waits"));
    String page =
        Visitor.browser(port, "agent")
            .get("/care/messages/" + message().path("id").asText())
            .body();
    assertThat(page)
        .contains("Send it", "Leave it out", "Meant for", "no, a person is asked")
        .doesNotContain("It arrived", "Give up");
    assertThat(message().path("decision").toString())
        .contains("Meant for ", "\"meantFor\"", "\"limit\":\"PT72H\"");
    house.forward("P2D");
    assertThat(status()).as("it waits for the person").isEqualTo("parked");
    assertThat(PostOffice.mailsTo(House.address(customer))).isEmpty();

    assertThat(decide("arrived")).as("nobody asked that").isEqualTo(409);
    assertThat(decide("send-late")).isEqualTo(302);
    house.forward("P1D");
    await().until(this::status, "sent"::equals);
    assertThat(PostOffice.mailsTo(House.address(customer))).hasSize(1);
    await().until(() -> standsAt("Said"));
    assertThat(house.story(customer)).anyMatch(title -> title.startsWith("Sent late: "));
    assertThat(decide("leave-out")).as("somebody was faster").isEqualTo(409);
  }

  @Test
  void whatAPersonLeavesOutCountsAsWithheld() {
    standsStill(begin("care", "PT12H", "ask", ""), "P1D");
    assertThat(reason()).startsWith("23 hours late").endsWith("the step allows 12 hours");
    assertThat(decide("leave-out")).isEqualTo(302);
    assertThat(status()).isEqualTo("withheld");
    assertThat(reason()).startsWith("Left out by agent: 23 hours late");
    await().until(() -> standsAt("Unsaid"));
    assertThat(PostOffice.mailsTo(House.address(customer))).isEmpty();
  }

  @Test
  void theStepMaySayThatItIsLeftOut() {
    standsStill(begin("care", "P1D", "skip", ""), "P5D");
    assertThat(status()).isEqualTo("withheld");
    assertThat(reason()).startsWith("4 days late: meant for ").endsWith("the step allows 24 hours");
    assertThat(standsAt("Unsaid")).isTrue();
  }

  @Test
  void theStepMaySayThatItGoesAllTheSame() {
    standsStill(begin("care", "P1D", "send", ""), "P5D");
    house.forward("P1D");
    await().until(this::status, "sent"::equals);
  }

  @Test
  void aLittleLateIsNotTooLateAndAnAnswerNeverIs() {
    standsStill(begin("care", "", "", ""), "P2D");
    assertThat(status()).isIn("queued", "sending", "sent");
    customer = house.customer("Sue Service", "en", "standard");
    standsStill(begin("service", "", "", ""), "P30D");
    await().until(this::status, "sent"::equals);
    customer = house.customer("Una Urgent", "en", "standard");
    standsStill(begin("service", "PT2H", "skip", ""), "P2D");
    assertThat(status()).as("unless its step says so").isEqualTo("withheld");
  }

  @Test
  void whatStoodInTheQueueWhileAllWasPausedIsTooLateToo() {
    begin("care", "", "", noHourOfThese());
    house.forward("PT1H");
    assertThat(status()).isEqualTo("queued");
    outbound.turn(true, "the test");
    house.forward("P6D");
    assertThat(status()).isEqualTo("queued");
    outbound.turn(false, "the test");
    delivery.wake();
    await().until(this::status, "parked"::equals);
    assertThat(reason()).contains(" days late: meant for ");
    assertThat(message().path("attempts").asInt()).isZero();
    house.post(
        "admin",
        "/engine-rest/message",
        Map.of("messageName", "test.leave", "businessKey", customer));
    assertThat(standsAt("Left")).isTrue();
    assertThat(status()).as("nobody needs to decide any more").isEqualTo("withheld");
    assertThat(decide("send-late")).isEqualTo(409);
  }

  @Test
  void whatTheMailServerPutOffForTooLongIsTooLateToo() {
    PostOffice.DOOR.answer(House.address(customer), "451 Later");
    try {
      begin("service", "PT2H", "skip", "");
      house.forward("PT1H");
      await().until(() -> PostOffice.DOOR.attempts(House.address(customer)) == 1);
      house.forward("PT20M");
      assertThat(status()).as("it is not late yet").isEqualTo("queued");
      house.forward("P1D");
      await().until(this::status, "withheld"::equals);
    } finally {
      PostOffice.DOOR.welcome(House.address(customer));
    }
    assertThat(reason()).contains(" late: meant for ").endsWith("the step allows 2 hours");
    assertThat(standsAt("Unsaid")).isTrue();
  }

  @Test
  void aLimitThatIsNoneIsRefused() {
    assertThatThrownBy(() -> new Lateness(Duration.ZERO, company, evidence, clock))
        .isInstanceOf(WrongSetting.class)
        .hasMessageContaining("care.late-limit");
  }

  /** An hour of the day, at the customers' place, that is at least two hours away. */
  private String noHourOfThese() {
    LocalTime now = house.now().atZone(ZoneId.of("Europe/Berlin")).toLocalTime();
    return now.isBefore(LocalTime.of(14, 0)) ? "18:00-19:00" : "10:00-11:00";
  }
}
