package org.carejourney.support.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.carejourney.engine.Block;
import org.carejourney.support.Deadlines;

/** A deadline has passed: lifts the open tasks and offers them to the team lead. */
@Block
class EscalateTicket implements JavaDelegate {

  private final Deadlines deadlines;

  EscalateTicket(Deadlines deadlines) {
    this.deadlines = deadlines;
  }

  @Override
  public void execute(DelegateExecution step) {
    deadlines.escalate(Vars.TICKET.from(step));
  }
}
