package org.carejourney.support.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.carejourney.engine.Block;
import org.carejourney.support.Complaints;

/** Opens a ticket for a complaint that an agent wrote down, and gives the process its number. */
@Block
class OpenTicket implements JavaDelegate {

  private final Complaints complaints;

  OpenTicket(Complaints complaints) {
    this.complaints = complaints;
  }

  @Override
  public void execute(DelegateExecution step) {
    var facts = complaints.take(step.getProcessInstanceId(), Vars.TOPIC.from(step));
    step.setVariables(facts);
    step.setProcessBusinessKey(Vars.TICKET.from(step));
  }
}
