package org.carejourney.engine;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.bpmn.behavior.AbstractBpmnActivityBehavior;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;

/**
 * A block that may keep its token: the step stays visibly active, costs no job while it waits, and
 * is judged again when {@link HeldSteps#release} wakes it. Boundary events work meanwhile.
 */
public abstract class HoldingBlock extends AbstractBpmnActivityBehavior {

  /**
   * Called when the token arrives and again at each release, in the engine's transaction.
   *
   * @return true to let the token go on, false to keep it at this step
   */
  protected abstract boolean mayGoOn(DelegateExecution step);

  /** Called when the step ends without having gone on: a boundary event, an exit, a deletion. */
  protected abstract void withdraw(DelegateExecution step);

  @Override
  public final void execute(ActivityExecution execution) {
    if (mayGoOn(execution)) {
      leave(execution);
    }
  }

  @Override
  public final void signal(ActivityExecution execution, String name, Object data) throws Exception {
    if ("compensationDone".equals(name)) {
      super.signal(execution, name, data);
    } else if (mayGoOn(execution)) {
      leave(execution);
    }
  }
}
