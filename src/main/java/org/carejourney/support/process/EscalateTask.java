package org.carejourney.support.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.carejourney.engine.Block;
import org.carejourney.support.Deadlines;

/** What this process has people do is overdue: lifts it and offers it to the team lead. */
@Block
class EscalateTask implements JavaDelegate {

  private final Deadlines deadlines;

  EscalateTask(Deadlines deadlines) {
    this.deadlines = deadlines;
  }

  @Override
  public void execute(DelegateExecution step) {
    deadlines.escalateTasks(
        step.getProcessInstanceId(), Vars.CUSTOMER.from(step), step.getProcessBusinessKey());
  }
}
