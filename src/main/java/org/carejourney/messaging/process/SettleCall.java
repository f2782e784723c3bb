package org.carejourney.messaging.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.carejourney.engine.Block;
import org.carejourney.messaging.Calls;

/** The call is over: its message counts as sent, or as failed, and whoever asked for it hears. */
@Block
class SettleCall implements JavaDelegate {

  private final Calls calls;

  SettleCall(Calls calls) {
    this.calls = calls;
  }

  @Override
  public void execute(DelegateExecution step) {
    calls.settle(CallVars.MESSAGE.from(step), CallVars.OUTCOME.from(step));
  }
}
