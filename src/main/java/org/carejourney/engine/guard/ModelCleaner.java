package org.carejourney.engine.guard;

import java.util.Locale;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;

/**
 * Cleans every model on its way in, before anything reads it or stores it: the one place that both
 * REST roots, Modeler, our own deployer and the Java API pass.
 */
final class ModelCleaner implements Deployer {

  @Override
  public void deploy(DeploymentEntity deployment) {
    deployment.getResources().values().stream()
        .filter(resource -> isModel(resource.getName()))
        .forEach(ModelCleaner::clean);
  }

  static boolean isModel(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".bpmn") || lower.endsWith(".dmn") || lower.endsWith(".xml");
  }

  private static void clean(ResourceEntity resource) {
    resource.setBytes(ModelText.read(resource.getName(), resource.getBytes()).withoutHints());
  }
}
