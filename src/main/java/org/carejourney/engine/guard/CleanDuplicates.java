package org.carejourney.engine.guard;

import java.util.Arrays;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.repository.DefaultDeploymentHandler;
import org.camunda.bpm.engine.repository.Resource;

/** Compares a new model with the stored one as {@link ModelCleaner} would store it. */
final class CleanDuplicates extends DefaultDeploymentHandler {

  CleanDuplicates(ProcessEngine engine) {
    super(engine);
  }

  @Override
  protected boolean resourcesDiffer(Resource resource, Resource existing) {
    byte[] bytes = resource.getBytes();
    byte[] clean =
        ModelCleaner.isModel(resource.getName())
            ? ModelText.read(resource.getName(), bytes).withoutHints()
            : bytes;
    return !Arrays.equals(clean, existing.getBytes());
  }
}
