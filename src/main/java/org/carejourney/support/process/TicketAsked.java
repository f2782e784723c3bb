package org.carejourney.support.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.carejourney.engine.Block;
import org.carejourney.support.Tickets;

/** Listener: the customer has been asked something, it is their turn. */
@Block
class TicketAsked implements ExecutionListener {

  private final Tickets tickets;

  TicketAsked(Tickets tickets) {
    this.tickets = tickets;
  }

  @Override
  public void notify(DelegateExecution step) {
    tickets.asked(Vars.TICKET.from(step));
  }
}
