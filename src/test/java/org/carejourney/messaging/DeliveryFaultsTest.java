package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests;
import org.carejourney.CareTest;
import org.carejourney.MoodySmtp;
import org.carejourney.PostOffice;
import org.carejourney.support.Complaints;
import org.carejourney.support.House;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What happens to a message when the mail server is in a bad mood. */
@CareTest
class DeliveryFaultsTest {

  private static final MoodySmtp SMTP = PostOffice.DOOR;

  @LocalServerPort private int port;
  @Autowired private Outbound outbound;
  @Autowired private Delivery delivery;
  @Autowired private Complaints complaints;
  @Autowired private ProcessEngine engine;
  private House house;

  @BeforeEach
  void house() {
    house = new House(port);
  }

  @Test
  void aBusyServerIsAskedAgainLaterAndTheMailGoesOnce() throws Exception {
    String eva = house.customer("Eva", "en", "standard");
    SMTP.answer(House.address(eva), "451 Try again later");
    house.complain(eva, "product", "It broke.");
    await().until(() -> status(eva, 0).equals("queued") && SMTP.attempts(House.address(eva)) == 1);
    await().until(() -> message(eva, 0).path("reason").asText().contains("451"));
    String name = identity(eva);

    SMTP.welcome(House.address(eva));
    house.forward("PT2M");
    await().until(() -> status(eva, 0).equals("sent"));
    assertThat(PostOffice.mailsTo(House.address(eva))).hasSize(1);
    assertThat(PostOffice.mailsTo(House.address(eva)).get(0).getMessageID()).contains(name);
  }

  @Test
  void aServerThatTalksALotIsAskedAgainAllTheSame() {
    String gil = house.customer("Gil", "en", "standard");
    SMTP.answer(House.address(gil), "451 " + "Not now, really not now. ".repeat(60));
    house.complain(gil, "product", "It broke.");
    await().until(() -> status(gil, 0).equals("queued") && SMTP.attempts(House.address(gil)) == 1);
    await().until(() -> message(gil, 0).path("reason").asText().contains("451"));
    SMTP.welcome(House.address(gil));
    house.forward("PT2M");
    await().until(() -> status(gil, 0).equals("sent"));
  }

  @Test
  void aRefusalForGoodEndsItAndTheProcessHearsOfIt() {
    String max = house.customer("Max", "en", "standard");
    String ticket = house.complain(max, "product", "It broke.");
    await().until(() -> status(max, 0).equals("sent"));
    SMTP.answer(House.address(max), "550 No such user");
    house.solve(ticket, "apology", null);

    house.task(ticket, "Call customer");
    JsonNode refused = message(max, 0);
    assertThat(refused.path("status").asText()).isEqualTo("failed");
    assertThat(refused.path("reason").asText()).contains("550");
    assertThat(SMTP.attempts(House.address(max))).isEqualTo(2);
    assertThat(house.story(max)).anyMatch(title -> title.startsWith("Not delivered"));
  }

  @Test
  void aServerThatHangsDelaysOnlyItsOwnMail() {
    String slow = house.customer("Slow", "en", "standard");
    String fast = house.customer("Fast", "en", "standard");
    SMTP.answer(House.address(slow), "hang");
    house.complain(slow, "product", "It broke.");
    await().until(() -> SMTP.attempts(House.address(slow)) == 1);
    house.complain(fast, "product", "It broke.");
    await().until(() -> status(fast, 0).equals("sent"));
    await().until(() -> status(slow, 0).equals("queued"));
    assertThat(PostOffice.mailsTo(House.address(slow))).isEmpty();
  }

  @Test
  void thePauseSwitchKeepsEverythingInTheQueue() {
    outbound.turn(true, "operator");
    try {
      String ida = house.customer("Ida", "en", "standard");
      house.complain(ida, "product", "It broke.");
      await().until(() -> !house.messages(ida).isEmpty());
      delivery.wake();
      assertThat(status(ida, 0)).isEqualTo("queued");
      assertThat(SMTP.attempts(House.address(ida))).isZero();
      outbound.turn(false, "operator");
      delivery.wake();
      await().until(() -> status(ida, 0).equals("sent"));
    } finally {
      outbound.turn(false, "operator");
    }
  }

  @Test
  void whoIsNotOnTheAllowListGetsNothingAndTheReasonIsKept() {
    String out = "c-outside";
    house.put(
        out,
        new java.util.HashMap<>(
            java.util.Map.of("name", "Outside", "email", "someone@elsewhere.invalid")));
    house.complain(out, "product", "It broke.");
    await().until(() -> !house.messages(out).isEmpty());
    assertThat(status(out, 0)).isEqualTo("withheld");
    assertThat(message(out, 0).path("reason").asText()).contains("allow-list");
    assertThat(SMTP.attempts("someone@elsewhere.invalid")).isZero();
  }

  @Test
  void theProcessStaysOnTheStepUntilTheProviderHasTakenTheMessage() {
    String lea = house.customer("Lea", "en", "standard");
    String ticket = house.complain(lea, "product", "It broke.");
    await().until(() -> status(lea, 0).equals("sent"));
    SMTP.answer(House.address(lea), "451 Later");
    house.solve(ticket, "apology", null);
    await().until(() -> SMTP.attempts(House.address(lea)) == 2);
    await().until(() -> status(lea, 0).equals("queued"));
    assertThat(house.ticket(ticket).path("status").asText()).isEqualTo("open");
    BpmnAwareTests.assertThat(process(ticket)).isWaitingAt("Activity_TellSolution");

    SMTP.welcome(House.address(lea));
    house.forward("PT2M");
    await().until(() -> house.ticket(ticket).path("status").asText().equals("solved"));
    assertThat(PostOffice.mailsTo(House.address(lea))).hasSize(2);
  }

  @Test
  void whatTheProcessNoLongerWantsToSayIsNotSaid() {
    String pia = house.customer("Pia", "en", "standard");
    String ticket = house.complain(pia, "product", "It broke.");
    await().until(() -> status(pia, 0).equals("sent"));
    SMTP.answer(House.address(pia), "451 Later");
    house.solve(ticket, "apology", null);
    await().until(() -> SMTP.attempts(House.address(pia)) == 2 && status(pia, 0).equals("queued"));

    complaints.withdraw(ticket, "in a test");
    SMTP.welcome(House.address(pia));
    await().until(() -> house.ticket(ticket).path("status").asText().equals("withdrawn"));
    await().until(() -> status(pia, 0).equals("sent"));
    assertThat(message(pia, 0).path("template").asText()).endsWith("complaint-withdrawn");
    assertThat(status(pia, 1)).as("the solution nobody wants any more").isEqualTo("withheld");
    assertThat(message(pia, 1).path("reason").asText()).contains("left the step");
  }

  private ProcessInstance process(String ticket) {
    BpmnAwareTests.init(engine);
    return engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processInstanceBusinessKey(ticket)
        .processDefinitionKey("resolveComplaint")
        .singleResult();
  }

  private List<JsonNode> messages(String customer) {
    return house.messages(customer);
  }

  private JsonNode message(String customer, int index) {
    return messages(customer).get(index);
  }

  private String status(String customer, int index) {
    return messages(customer).size() <= index
        ? "none"
        : message(customer, index).path("status").asText();
  }

  private String identity(String customer) {
    return message(customer, 0).path("id").asText();
  }
}
