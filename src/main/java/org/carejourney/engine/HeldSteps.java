package org.carejourney.engine;

import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Wakes steps that a {@link HoldingBlock} keeps. */
@Component
public class HeldSteps {

  private final ObjectProvider<ProcessEngineConfigurationImpl> engine;

  HeldSteps(ObjectProvider<ProcessEngineConfigurationImpl> engine) {
    this.engine = engine;
  }

  /**
   * Has a held step judged again, in the caller's transaction. The caller must hold a row lock on
   * whatever records the step as held, so that two releases never meet; the activity instance is
   * compared because a plain signal acts on whatever step the execution stands at by now.
   *
   * @return false when the token is no longer at that step; nothing has happened then
   */
  public boolean release(String executionId, String activityInstanceId) {
    return engine
        .getObject()
        .getCommandExecutorTxRequired()
        .execute(
            context -> {
              var execution = context.getExecutionManager().findExecutionById(executionId);
              if (execution == null
                  || !activityInstanceId.equals(execution.getActivityInstanceId())) {
                return false;
              }
              execution.signal("release", null);
              return true;
            });
  }
}
