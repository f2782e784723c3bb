package org.carejourney.support.process;

import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.carejourney.engine.Block;
import org.carejourney.support.MergedTickets;

/** Another ticket of the customer goes on with the matter. */
@Block
class MergeTicket implements JavaDelegate {

  private final MergedTickets merged;

  MergeTicket(MergedTickets merged) {
    this.merged = merged;
  }

  @Override
  public void execute(DelegateExecution step) {
    if (!merged.merge(Vars.TICKET.from(step))) {
      throw new BpmnError("ticketOver");
    }
  }
}
