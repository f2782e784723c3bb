package org.carejourney.engine.guard;

import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParser;
import org.camunda.bpm.engine.impl.util.xml.Element;

/**
 * Refuses a diagram that brings its own code, before the engine makes anything of it: some classes
 * are instantiated while a diagram is still being read.
 */
final class GuardedParse extends BpmnParse {

  GuardedParse(BpmnParser parser) {
    super(parser);
  }

  @Override
  protected void parseRootElement() {
    if (!hasForeignCode(rootElement)) {
      super.parseRootElement();
    }
  }

  private boolean hasForeignCode(Element element) {
    String reason = ForeignCode.in(element);
    if (reason != null) {
      addError(reason, element);
    }
    boolean found = reason != null;
    for (Element child : element.elements()) {
      found |= hasForeignCode(child);
    }
    return found;
  }
}
