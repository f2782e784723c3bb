package org.carejourney.insight.web;

import org.carejourney.Api;
import org.carejourney.Visitor;

/** A process whose one step cannot be done. */
public final class FailingProcess {

  private static final String BPMN =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
          xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="test">
        <bpmn:process id="failsOnPurpose" name="Fails on purpose" isExecutable="true"
            camunda:historyTimeToLive="P1D">
          <bpmn:startEvent id="Start"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
          <bpmn:sequenceFlow id="f1" sourceRef="Start" targetRef="Impossible"/>
          <bpmn:serviceTask id="Impossible" name="Do the impossible" camunda:asyncBefore="true"
              camunda:expression="${nobodyKnowsThis.doIt()}">
            <bpmn:extensionElements>
              <camunda:failedJobRetryTimeCycle>R1/PT1S</camunda:failedJobRetryTimeCycle>
            </bpmn:extensionElements>
            <bpmn:incoming>f1</bpmn:incoming>
          </bpmn:serviceTask>
        </bpmn:process>
      </bpmn:definitions>
      """;

  private FailingProcess() {}

  public static void remove(Visitor admin, String deployment) {
    admin.delete("/engine-rest/deployment/" + deployment + "?cascade=true");
  }

  /** Deploys it; gives the deployment's id, to delete it again. */
  public static String deploy(Visitor admin) {
    return new Api(admin).deploy("fails-on-purpose.bpmn", BPMN);
  }
}
