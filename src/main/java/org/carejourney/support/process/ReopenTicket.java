package org.carejourney.support.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.carejourney.engine.Block;
import org.carejourney.support.Tickets;

/** The customer is not satisfied: opens the ticket again, one level higher. */
@Block
class ReopenTicket implements JavaDelegate {

  private final Tickets tickets;

  ReopenTicket(Tickets tickets) {
    this.tickets = tickets;
  }

  @Override
  public void execute(DelegateExecution step) {
    Vars.LEVEL.set(step, tickets.reopened(Vars.TICKET.from(step)).level());
  }
}
