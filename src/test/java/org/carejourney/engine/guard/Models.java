package org.carejourney.engine.guard;

import java.nio.charset.StandardCharsets;

/** Tiny diagrams for attacks and their harmless twins. */
final class Models {

  private Models() {}

  /** A process of these elements between "&lt;process&gt;" and its end. */
  static String process(String id, String elements) {
    return process(id, "", elements);
  }

  /** The same, with something on the root element. */
  static String process(String id, String onRoot, String elements) {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
          xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
          xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" %s
          targetNamespace="test" id="d">
          <process id="%s" isExecutable="true" camunda:historyTimeToLive="P1D">
            <startEvent id="s"/>
            <sequenceFlow id="f" sourceRef="s" targetRef="t"/>
            %s
          </process>
        </definitions>"""
        .formatted(onRoot, id, elements);
  }

  /** A process of one step, then an end. */
  static String step(String id, String task) {
    return process(
        id, task + "<sequenceFlow id='g' sourceRef='t' targetRef='e'/><endEvent id='e'/>");
  }

  static String userTask(String id) {
    return process(
        id, "<userTask id='t' name='Grüße lesen' camunda:candidateGroups='service-team'/>");
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
