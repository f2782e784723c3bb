package org.carejourney.support.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.carejourney.engine.Block;
import org.carejourney.support.Tickets;

/** The ticket is over. */
@Block
class CloseTicket implements JavaDelegate {

  private final Tickets tickets;

  CloseTicket(Tickets tickets) {
    this.tickets = tickets;
  }

  @Override
  public void execute(DelegateExecution step) {
    tickets.closed(Vars.TICKET.from(step));
  }
}
