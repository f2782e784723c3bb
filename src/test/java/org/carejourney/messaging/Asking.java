package org.carejourney.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.carejourney.Api;
import org.carejourney.support.House;

/**
 * A process that says something by the channels it is told, and customers to hear it. Behind its
 * one Send step stands a task that tells how it went: Heard, Unreachable, or Left.
 */
public final class Asking {

  private static final Random DIGITS = new Random();

  private static final String BPMN =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
          xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="test">
        <bpmn:process id="sayIt" name="Say it" isExecutable="true" camunda:historyTimeToLive="P1D">
          <bpmn:startEvent id="Start"/>
          <bpmn:sequenceFlow id="f1" sourceRef="Start" targetRef="Say"/>
          <bpmn:serviceTask id="Say" name="Say it" camunda:delegateExpression="${sendMessage}">
            <bpmn:extensionElements><camunda:properties>
              <camunda:property name="template" value="support/complaint-received"/>
              <camunda:property name="purpose" value="${purpose}"/>
              <camunda:property name="channels" value="${channels}"/>
              <camunda:property name="goOn" value="${goOn}"/>
            </camunda:properties></bpmn:extensionElements>
          </bpmn:serviceTask>
          <bpmn:sequenceFlow id="f2" sourceRef="Say" targetRef="Heard"/>
          <bpmn:userTask id="Heard" name="Heard"/>
          <bpmn:boundaryEvent id="Refused" attachedToRef="Say">
            <bpmn:errorEventDefinition errorRef="e"/>
          </bpmn:boundaryEvent>
          <bpmn:sequenceFlow id="f3" sourceRef="Refused" targetRef="Unreachable"/>
          <bpmn:userTask id="Unreachable" name="Unreachable"/>
          <bpmn:boundaryEvent id="Leave" attachedToRef="Say">
            <bpmn:messageEventDefinition messageRef="m"/>
          </bpmn:boundaryEvent>
          <bpmn:sequenceFlow id="f4" sourceRef="Leave" targetRef="Left"/>
          <bpmn:userTask id="Left" name="Left"/>
          <bpmn:subProcess id="Failing" triggeredByEvent="true">
            <bpmn:startEvent id="Failed" isInterrupting="false">
              <bpmn:messageEventDefinition messageRef="n"/>
            </bpmn:startEvent>
            <bpmn:sequenceFlow id="f5" sourceRef="Failed" targetRef="Told"/>
            <bpmn:userTask id="Told" name="Told of failure"/>
          </bpmn:subProcess>
        </bpmn:process>
        <bpmn:error id="e" errorCode="customerUnreachable"/>
        <bpmn:message id="m" name="test.leave"/>
        <bpmn:message id="n" name="care.messageFailed"/>
      </bpmn:definitions>
      """;

  private final House house;
  private final Map<String, Map<String, Object>> profiles = new HashMap<>();

  public Asking(int port) {
    this.house = new House(port);
    Api.as(port, "designer").deploy("say-it.bpmn", BPMN);
  }

  /** A telephone number nobody else has. */
  public static String number() {
    return "+4915%09d".formatted(DIGITS.nextInt(1_000_000_000));
  }

  /** A customer without an e-mail address; null leaves phone or chat name out. */
  public String customer(String name, String phone) {
    String id = "c-" + Long.toHexString(DIGITS.nextLong());
    Map<String, Object> profile = new HashMap<>();
    profile.put("name", name);
    profile.put("phone", phone);
    profile.put("locale", "en");
    profile.put("timeZone", "Europe/Berlin");
    house.put(id, profile);
    profiles.put(id, profile);
    return id;
  }

  /**
   * A ticket of the customer, who has just been heard of. What we write about it by itself goes by
   * e-mail, so that it does not come between.
   */
  private String ticket(String customer) {
    Map<String, Object> profile = profiles.get(customer);
    if (profile != null) {
      Map<String, Object> reachable = new HashMap<>(profile);
      reachable.put("email", House.address(customer));
      house.put(customer, reachable);
    }
    String ticket = house.complain(customer, "product", "It broke.");
    house.task(ticket, "Understand complaint");
    if (profile != null) {
      // Without an address it would go by the next channel.
      Awaitility.await("the mail about the ticket to be gone")
          .until(() -> house.messages(customer).get(0).path("status").asText().equals("sent"));
      house.put(customer, new HashMap<>(profile));
    }
    return ticket;
  }

  /** Somebody who came by chat, and is known there by this name only. */
  String chatter(String handle) {
    JsonNode taken =
        house
            .post(
                "agent",
                "/api/inbound/chat",
                Map.of("id", "m-" + DIGITS.nextLong(), "from", handle, "text", "It hums."))
            .getBody();
    return house.ticket(taken.path("ticket").asText()).path("customerId").asText();
  }

  /** Says something about a ticket of the customer, and gives the ticket. */
  public String say(String customer, String channels, String goOn) {
    return say(customer, channels, goOn, "service");
  }

  public String say(String customer, String channels, String goOn, String purpose) {
    String ticket = ticket(customer);
    Map<String, Object> variables =
        House.typed(
            Map.of("customerId", customer, "channels", channels, "goOn", goOn, "purpose", purpose));
    var started =
        house.post(
            "admin",
            "/engine-rest/process-definition/key/sayIt/start",
            Map.of("businessKey", ticket, "variables", variables));
    if (!started.getStatusCode().is2xxSuccessful()) {
      throw new AssertionError("Not started: " + started);
    }
    return ticket;
  }

  /** The step is left by another way. */
  void leave(String ticket) {
    house.post(
        "admin",
        "/engine-rest/message",
        Map.of("messageName", "test.leave", "businessKey", ticket));
  }

  /** What the process said to the customer, with its words. */
  public JsonNode said(String customer) {
    return messages(customer).stream()
        .findFirst()
        .map(m -> house.get("agent", "/api/messages/" + m.path("id").asText()))
        .orElseThrow(() -> new AssertionError("Nothing was said to " + customer));
  }

  private List<JsonNode> messages(String customer) {
    return House.list(
        house.get("agent", "/api/messages?process=sayIt&customerId=" + customer).path("items"));
  }

  String status(String customer) {
    return messages(customer).isEmpty()
        ? "none"
        : messages(customer).get(0).path("status").asText();
  }

  public void becomes(String customer, String status) {
    Awaitility.await("the message becomes " + status).until(() -> status(customer).equals(status));
  }

  boolean hasTask(String ticket, String name) {
    return house.tasks(ticket).stream().anyMatch(task -> task.path("name").asText().equals(name));
  }
}
