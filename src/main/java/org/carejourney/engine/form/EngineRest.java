package org.carejourney.engine.form;

import jakarta.ws.rs.ApplicationPath;
import org.camunda.bpm.spring.boot.starter.rest.CamundaJerseyResourceConfig;
import org.springframework.stereotype.Component;

/** The engine's REST API, with forms that were not taken told in our way. */
@Component
@ApplicationPath("/engine-rest")
class EngineRest extends CamundaJerseyResourceConfig {

  @Override
  protected void registerAdditionalResources() {
    register(new FormAnswers());
  }
}
