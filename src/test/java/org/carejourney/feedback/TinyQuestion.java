package org.carejourney.feedback;

import org.carejourney.Api;
import org.carejourney.Visitor;

/** A process that asks for a score, waits for it, then for a change of mind. */
final class TinyQuestion {

  static final String KEY = "tinyQuestion";

  private static final String BPMN =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
          xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="test">
        <bpmn:message id="Given" name="care.scoreGiven"/>
        <bpmn:message id="Changed" name="care.scoreChanged"/>
        <bpmn:process id="tinyQuestion" name="Tiny question" isExecutable="true"
            camunda:historyTimeToLive="P1D">
          <bpmn:startEvent id="Start"/>
          <bpmn:sequenceFlow id="f1" sourceRef="Start" targetRef="Ask"/>
          <bpmn:serviceTask id="Ask" name="Ask" camunda:delegateExpression="${askScore}">
            <bpmn:extensionElements>
              <camunda:properties>
                <camunda:property name="template" value="support/complaint-withdrawn"/>
                <camunda:property name="question" value="ticket"/>
                <camunda:property name="purpose" value="service"/>
                <camunda:property name="channels" value="email"/>
              </camunda:properties>
            </bpmn:extensionElements>
          </bpmn:serviceTask>
          <bpmn:sequenceFlow id="f2" sourceRef="Ask" targetRef="Wait"/>
          <bpmn:receiveTask id="Wait" name="Wait for the score" messageRef="Given"/>
          <bpmn:sequenceFlow id="f3" sourceRef="Wait" targetRef="WaitMore"/>
          <bpmn:receiveTask id="WaitMore" name="Wait for another" messageRef="Changed"/>
          <bpmn:sequenceFlow id="f4" sourceRef="WaitMore" targetRef="End"/>
          <bpmn:endEvent id="End"/>
        </bpmn:process>
      </bpmn:definitions>
      """;

  private TinyQuestion() {}

  /** Deploys it; gives the deployment's id, to delete it again. */
  static String deploy(Visitor admin) {
    return new Api(admin).deploy("tiny-question.bpmn", BPMN);
  }
}
