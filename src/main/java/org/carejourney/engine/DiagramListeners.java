package org.carejourney.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;

/** What looks on when the engine reads a diagram, to add what belongs to all diagrams. */
public final class DiagramListeners {

  private DiagramListeners() {}

  /** Adds one behind the others, before the engine starts. */
  public static void add(ProcessEngineConfigurationImpl engine, BpmnParseListener listener) {
    List<BpmnParseListener> all =
        new ArrayList<>(
            Objects.requireNonNullElse(engine.getCustomPostBPMNParseListeners(), List.of()));
    all.add(listener);
    engine.setCustomPostBPMNParseListeners(all);
  }
}
