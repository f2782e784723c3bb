package org.carejourney.loyalty;

import org.carejourney.Api;
import org.carejourney.Visitor;

/** A process that gives points and a reward, then waits. */
final class TinyThanks {

  static final String KEY = "tinyThanks";

  private static final String BPMN =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
          xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="test">
        <bpmn:process id="tinyThanks" name="Tiny thanks" isExecutable="true"
            camunda:historyTimeToLive="P1D">
          <bpmn:startEvent id="Start"/>
          <bpmn:sequenceFlow id="f1" sourceRef="Start" targetRef="Award"/>
          <bpmn:serviceTask id="Award" camunda:delegateExpression="${awardPoints}">
            <bpmn:extensionElements>
              <camunda:properties>
                <camunda:property name="points" value="${bonus}"/>
                <camunda:property name="reason" value="Thanks"/>
              </camunda:properties>
            </bpmn:extensionElements>
          </bpmn:serviceTask>
          <bpmn:sequenceFlow id="f2" sourceRef="Award" targetRef="Give"/>
          <bpmn:serviceTask id="Give" camunda:delegateExpression="${giveReward}">
            <bpmn:extensionElements>
              <camunda:properties>
                <camunda:property name="reward" value="thank-you-10"/>
                <camunda:property name="validFor" value="P1M"/>
              </camunda:properties>
            </bpmn:extensionElements>
          </bpmn:serviceTask>
          <bpmn:sequenceFlow id="f3" sourceRef="Give" targetRef="Look"/>
          <bpmn:userTask id="Look" name="Look"/>
        </bpmn:process>
      </bpmn:definitions>
      """;

  private TinyThanks() {}

  /** Deploys it; gives the deployment's id, to delete it again. */
  static String deploy(Visitor admin) {
    return new Api(admin).deploy("tiny-thanks.bpmn", BPMN);
  }
}
