package org.carejourney.support.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.carejourney.engine.Block;
import org.carejourney.support.Triage;

/** Gives a sorted message to the care team. */
@Block
class HandOverMessage implements JavaDelegate {

  private final Triage triage;

  HandOverMessage(Triage triage) {
    this.triage = triage;
  }

  @Override
  public void execute(DelegateExecution step) {
    triage.handOver(Vars.INBOUND.from(step));
  }
}
