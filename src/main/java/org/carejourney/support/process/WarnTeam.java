package org.carejourney.support.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.carejourney.engine.Block;
import org.carejourney.support.Deadlines;

/** A deadline comes near: lifts the open tasks and says so on the story. */
@Block
class WarnTeam implements JavaDelegate {

  private final Deadlines deadlines;

  WarnTeam(Deadlines deadlines) {
    this.deadlines = deadlines;
  }

  @Override
  public void execute(DelegateExecution step) {
    deadlines.warn(Vars.TICKET.from(step));
  }
}
