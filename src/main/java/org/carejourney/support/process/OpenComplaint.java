package org.carejourney.support.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.carejourney.engine.Block;
import org.carejourney.support.Complaints;

/** What a customer wrote turns out to be a complaint: a ticket that runs its own way. */
@Block
class OpenComplaint implements JavaDelegate {

  private final Complaints complaints;

  OpenComplaint(Complaints complaints) {
    this.complaints = complaints;
  }

  @Override
  public void execute(DelegateExecution step) {
    Vars.OPENED_TICKET.set(step, complaints.open(Vars.INBOUND.from(step)).number());
  }
}
