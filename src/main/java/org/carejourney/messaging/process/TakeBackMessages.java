package org.carejourney.messaging.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.carejourney.engine.Block;
import org.carejourney.messaging.Messages;

/** For the end before the end: no letter of the process comes after it. */
@Block
class TakeBackMessages implements JavaDelegate {

  private final Messages messages;

  TakeBackMessages(Messages messages) {
    this.messages = messages;
  }

  @Override
  public void execute(DelegateExecution step) {
    messages.takeBack(step.getProcessInstanceId());
  }
}
