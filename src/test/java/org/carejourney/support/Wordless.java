package org.carejourney.support;

import org.carejourney.Api;

/** A process that writes a letter for which nobody has said anything yet. */
final class Wordless {

  private static final String BPMN =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
          xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="test">
        <bpmn:process id="saysNothing" name="Says nothing" isExecutable="true"
            camunda:historyTimeToLive="P1D">
          <bpmn:startEvent id="Start"/>
          <bpmn:sequenceFlow id="f1" sourceRef="Start" targetRef="Say"/>
          <bpmn:serviceTask id="Say" name="Say it" camunda:asyncBefore="true"
              camunda:delegateExpression="${sendMessage}">
            <bpmn:extensionElements>
              <camunda:failedJobRetryTimeCycle>R1/PT1S</camunda:failedJobRetryTimeCycle>
              <camunda:properties>
                <camunda:property name="template" value="support/complaint-solved"/>
                <camunda:property name="purpose" value="service"/>
                <camunda:property name="channels" value="email"/>
              </camunda:properties>
            </bpmn:extensionElements>
          </bpmn:serviceTask>
        </bpmn:process>
      </bpmn:definitions>
      """;

  private Wordless() {}

  /** Gives its key. */
  static String deploy(int port) {
    Api.as(port, "designer").deploy("says-nothing.bpmn", BPMN);
    return "saysNothing";
  }
}
