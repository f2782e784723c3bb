package org.carejourney.engine.form;

import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Evaluates one expression before the house opens: the first takes long, and nobody waits for it.
 */
@Component
class FeelStart {

  private final ProcessEngineConfigurationImpl engine;

  FeelStart(ProcessEngineConfigurationImpl engine) {
    this.engine = engine;
  }

  @EventListener(ApplicationStartedEvent.class)
  void evaluate() {
    engine
        .getDmnEngineConfiguration()
        .getFeelEngine()
        .evaluateSimpleUnaryTests(
            "\"product\",\"delivery\"",
            "topic",
            Variables.createVariables().putValue("topic", "product").asVariableContext());
  }
}
