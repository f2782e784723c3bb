package org.carejourney.models;

import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.BaseElement;

/** Something that holds in every diagram; its findings say what to do, to somebody who draws. */
record Rule(String name, BiFunction<Diagram, Models, Stream<Finding>> check) {

  /**
   * @param element id of the element in the diagram
   */
  record Finding(String element, String whatToDo) {

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would need another jar
    static Finding at(BaseElement element, String whatToDo, Object... parts) {
      return new Finding(element.getId(), whatToDo.formatted(parts));
    }
  }

  Stream<String> findings(Diagram diagram, Models models) {
    return check
        .apply(diagram, models)
        .map(finding -> diagram.path() + ": " + finding.element() + ": " + finding.whatToDo());
  }

  @Override
  public String toString() {
    return name;
  }
}
