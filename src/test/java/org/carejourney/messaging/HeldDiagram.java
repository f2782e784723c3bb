package org.carejourney.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.carejourney.Api;
import org.carejourney.Visitor;
import org.carejourney.support.House;

/** A small journey whose one message may have to wait, with every way out of its step. */
final class HeldDiagram {

  static final String KEY = "waitsForATicket";

  private static final String TEMPLATE =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
          xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="test">
        <bpmn:process id="waitsForATicket" name="Waits for a ticket" isExecutable="true"
            camunda:historyTimeToLive="P1D">
          <bpmn:startEvent id="Start"><bpmn:messageEventDefinition id="m1" messageRef="Begin"/></bpmn:startEvent>
          <bpmn:sequenceFlow id="f1" sourceRef="Start" targetRef="Say"/>
          <bpmn:serviceTask id="Say" name="Say something" camunda:delegateExpression="${sendMessage}">
            <bpmn:extensionElements><camunda:properties>
              <camunda:property name="template" value="journey/helpful-tip"/>
              <camunda:property name="softTemplate" value="journey/check-in-soft"/>
              <camunda:property name="purpose" value="${purpose}"/>
              <camunda:property name="channels" value="email"/>
              <camunda:property name="window" value="${hours}"/>
            </camunda:properties></bpmn:extensionElements>
          </bpmn:serviceTask>
          <bpmn:boundaryEvent id="Nudged" attachedToRef="Say"><bpmn:messageEventDefinition id="m2" messageRef="Nudge"/></bpmn:boundaryEvent>
          <bpmn:boundaryEvent id="Over" attachedToRef="Say"><bpmn:errorEventDefinition id="e1" errorRef="StartOver"/></bpmn:boundaryEvent>
          <bpmn:sequenceFlow id="f2" sourceRef="Say" targetRef="%s"/>
          <bpmn:sequenceFlow id="f3" sourceRef="Nudged" targetRef="AfterNudge"/>
          <bpmn:sequenceFlow id="f4" sourceRef="Over" targetRef="Again"/>
          <bpmn:userTask id="Said" name="Said"/>
          <bpmn:userTask id="Later" name="Drawn later"/>
          <bpmn:userTask id="AfterNudge" name="Nudged"/>
          <bpmn:userTask id="Again" name="Starts over"/>
          <bpmn:subProcess id="Exit" triggeredByEvent="true">
            <bpmn:startEvent id="Left"><bpmn:messageEventDefinition id="m3" messageRef="Leave"/></bpmn:startEvent>
          </bpmn:subProcess>
        </bpmn:process>
        <bpmn:message id="Begin" name="test.heldBegins"/>
        <bpmn:message id="Nudge" name="test.nudged"/>
        <bpmn:message id="Leave" name="customer.left"/>
        <bpmn:error id="StartOver" name="Start over" errorCode="startOver"/>
      </bpmn:definitions>
      """;

  private final House house;
  private final Visitor admin;

  HeldDiagram(int port) {
    house = new House(port);
    admin = Visitor.program(port, "admin");
  }

  /** Deploys the diagram; where the message has been said it goes on to a step. */
  void draw(String next) {
    new Api(admin).deploy("waits-for-a-ticket.bpmn", TEMPLATE.formatted(next));
  }

  /** Starts it for a customer; gives the instance's id. */
  String begin(String customer, String purpose, String hours) {
    var answer =
        house.post(
            "admin",
            "/engine-rest/message",
            Map.of(
                "messageName",
                "test.heldBegins",
                "businessKey",
                customer,
                "resultEnabled",
                true,
                "processVariables",
                House.typed(Map.of("customerId", customer, "purpose", purpose, "hours", hours))));
    if (!answer.getStatusCode().is2xxSuccessful()) {
      throw new AssertionError("Not begun: " + answer);
    }
    return answer.getBody().path(0).path("processInstance").path("id").asText();
  }

  void tell(String customer, String message) {
    house.post(
        "admin",
        "/engine-rest/message",
        Map.of("messageName", message, "businessKey", customer, "all", true));
  }

  /** The steps at which a process stands; empty when it is over. */
  List<String> standsAt(String instance) {
    JsonNode tree =
        house.get("admin", "/engine-rest/process-instance/" + instance + "/activity-instances");
    return tree == null ? List.of() : tree.findValuesAsText("activityId").stream().skip(1).toList();
  }

  long jobs(String instance) {
    return house
        .get("admin", "/engine-rest/job/count?processInstanceId=" + instance)
        .path("count")
        .asLong();
  }

  String newest() {
    return house.get("admin", "/engine-rest/process-definition/key/" + KEY).path("id").asText();
  }

  /** Moves an instance to the newest version, each step to the one of the same name. */
  void migrate(String instance, String from) {
    var plan =
        house.post(
            "admin",
            "/engine-rest/migration/generate",
            Map.of("sourceProcessDefinitionId", from, "targetProcessDefinitionId", newest()));
    var answer =
        house.post(
            "admin",
            "/engine-rest/migration/execute",
            Map.of("migrationPlan", plan.getBody(), "processInstanceIds", List.of(instance)));
    if (!answer.getStatusCode().is2xxSuccessful()) {
      throw new AssertionError("Not migrated: " + answer);
    }
  }
}
