package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RuntimeService;
import org.carejourney.Api;
import org.carejourney.CareTest;
import org.carejourney.MoodySmtp;
import org.carejourney.PostOffice;
import org.carejourney.support.House;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** A message over which our own house stumbles stands in nobody else's way. */
@CareTest
class OneBadMessageTest {

  private static final MoodySmtp SMTP = PostOffice.DOOR;

  /**
   * Wants a task for a team that nobody has named, as soon as a message about its ticket failed.
   */
  private static final String STUMBLES =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
          xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="test">
        <bpmn:process id="stumbles" name="Stumbles" isExecutable="true"
            camunda:historyTimeToLive="P1D">
          <bpmn:startEvent id="Start"/>
          <bpmn:sequenceFlow id="f1" sourceRef="Start" targetRef="Failed"/>
          <bpmn:intermediateCatchEvent id="Failed">
            <bpmn:messageEventDefinition messageRef="m"/>
          </bpmn:intermediateCatchEvent>
          <bpmn:sequenceFlow id="f2" sourceRef="Failed" targetRef="Told"/>
          <bpmn:userTask id="Told" name="Told" camunda:candidateGroups="${teamOfNobody}"/>
        </bpmn:process>
        <bpmn:message id="m" name="care.messageFailed"/>
      </bpmn:definitions>
      """;

  @LocalServerPort private int port;
  @Autowired private Outbound outbound;
  @Autowired private Delivery delivery;
  @Autowired private ParkedMessages parked;
  @Autowired private JdbcTemplate jdbc;
  @Autowired private RuntimeService processes;
  private House house;

  @BeforeEach
  void house() {
    house = new House(port);
  }

  @AfterEach
  void goodMood() {
    SMTP.welcomeEverybody();
  }

  @Test
  void whatWasTakenWithItGoesAndItselfIsTriedAgainWithAReason() {
    Api.as(port, "designer").deploy("stumbles.bpmn", STUMBLES);
    String bad = house.customer("Bad", "en", "standard");
    List<String> behind =
        Stream.of("Eva", "Max", "Ida").map(name -> house.customer(name, "en", "standard")).toList();
    SMTP.answer(House.address(bad), "554 5.6.0 No");
    String stumbling;
    outbound.turn(true, "operator");
    try {
      String ticket = house.complain(bad, "product", "It broke.");
      await().until(() -> status(bad).equals("queued"));
      stumbling = processes.startProcessInstanceByKey("stumbles", ticket).getId();
      behind.forEach(customer -> house.complain(customer, "product", "It broke."));
      await().until(() -> behind.stream().allMatch(one -> status(one).equals("queued")));
    } finally {
      outbound.turn(false, "operator");
    }
    delivery.wake();

    await("those behind it").until(() -> behind.stream().allMatch(c -> status(c).equals("sent")));
    await("it has a reason").until(() -> reason(bad).contains("Something went wrong here"));
    assertThat(status(bad)).isEqualTo("queued");
    assertThat(SMTP.attempts(House.address(bad))).isEqualTo(1);
    assertThat(behind).allMatch(one -> SMTP.attempts(House.address(one)) == 1);

    // As if it had been tried for days.
    jdbc.update(
        "update message set attempts = 50 where id = ?", acknowledgement(bad).path("id").asText());
    house.forward("PT2M");
    await("a person is asked").until(() -> status(bad).equals("parked"));
    assertThat(reason(bad)).contains("Something went wrong here");

    processes.deleteProcessInstance(stumbling, "mended");
    parked.sendAgain(acknowledgement(bad).path("id").asText(), "agent");
    await().until(() -> status(bad).equals("failed"));
    assertThat(reason(bad)).contains("554 5.6.0");
  }

  private String status(String customer) {
    return acknowledgement(customer).path("status").asText();
  }

  private String reason(String customer) {
    return acknowledgement(customer).path("reason").asText();
  }

  private JsonNode acknowledgement(String customer) {
    return house.messages(customer).stream()
        .filter(one -> one.path("template").asText().endsWith("complaint-received"))
        .findFirst()
        .orElseGet(MissingNode::getInstance);
  }
}
