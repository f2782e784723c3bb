package org.carejourney.nodes;

/**
 * A process that starts on an event, says something and waits until the mail server has taken it,
 * says something more, and then waits for a colleague.
 */
final class Saying {

  static final String EVENT = "shop.ordered";
  static final String PROCESS = "saysTwoThings";
  static final String FIRST = "journey/welcome";
  static final String SECOND = "journey/helpful-tip";
  static final String END = "Told";

  static final String DIAGRAM =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
          xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="test">
        <bpmn:process id="saysTwoThings" name="Says two things" isExecutable="true"
            camunda:historyTimeToLive="P1D">
          <bpmn:startEvent id="Start"><bpmn:messageEventDefinition id="m" messageRef="Ordered"/></bpmn:startEvent>
          <bpmn:sequenceFlow id="f1" sourceRef="Start" targetRef="Say"/>
          <bpmn:serviceTask id="Say" name="Say something" camunda:asyncBefore="true"
              camunda:delegateExpression="${sendMessage}">
            <bpmn:extensionElements><camunda:properties>
              <camunda:property name="template" value="journey/welcome"/>
              <camunda:property name="purpose" value="service"/>
              <camunda:property name="channels" value="email"/>
              <camunda:property name="goOn" value="accepted"/>
            </camunda:properties></bpmn:extensionElements>
          </bpmn:serviceTask>
          <bpmn:sequenceFlow id="f2" sourceRef="Say" targetRef="SayMore"/>
          <bpmn:serviceTask id="SayMore" name="Say more" camunda:delegateExpression="${sendMessage}">
            <bpmn:extensionElements><camunda:properties>
              <camunda:property name="template" value="journey/helpful-tip"/>
              <camunda:property name="purpose" value="service"/>
              <camunda:property name="channels" value="email"/>
            </camunda:properties></bpmn:extensionElements>
          </bpmn:serviceTask>
          <bpmn:sequenceFlow id="f3" sourceRef="SayMore" targetRef="Told"/>
          <bpmn:userTask id="Told" name="Told"/>
        </bpmn:process>
        <bpmn:message id="Ordered" name="shop.ordered"/>
      </bpmn:definitions>
      """;

  private Saying() {}
}
