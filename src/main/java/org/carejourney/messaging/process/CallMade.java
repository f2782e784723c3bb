package org.carejourney.messaging.process;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.carejourney.engine.Block;
import org.carejourney.messaging.Calls;

/** Listener: a colleague has tried to call; the story tells how it went. */
@Block
class CallMade implements TaskListener {

  private final Calls calls;

  CallMade(Calls calls) {
    this.calls = calls;
  }

  @Override
  public void notify(DelegateTask task) {
    calls.noted(
        CallVars.MESSAGE.from(task),
        CallVars.OUTCOME.from(task),
        task.getExecution().getProcessBusinessKey());
  }
}
