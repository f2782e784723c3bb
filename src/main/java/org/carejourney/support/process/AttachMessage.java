package org.carejourney.support.process;

import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.carejourney.engine.Block;
import org.carejourney.support.Triage;

/** Gives a sorted message to the ticket that was chosen, as a reply of the customer. */
@Block
class AttachMessage implements JavaDelegate {

  private final Triage triage;

  AttachMessage(Triage triage) {
    this.triage = triage;
  }

  @Override
  public void execute(DelegateExecution step) {
    if (!triage.attach(Vars.INBOUND.from(step))) {
      throw new BpmnError("ticketOver");
    }
  }
}
