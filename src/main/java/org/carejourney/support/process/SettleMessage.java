package org.carejourney.support.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.carejourney.engine.Block;
import org.carejourney.support.Triage;

/** Nothing follows from a message; the reason is written down with it. */
@Block
class SettleMessage implements JavaDelegate {

  private final Triage triage;

  SettleMessage(Triage triage) {
    this.triage = triage;
  }

  @Override
  public void execute(DelegateExecution step) {
    triage.settle(Vars.INBOUND.from(step));
  }
}
