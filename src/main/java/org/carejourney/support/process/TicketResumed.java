package org.carejourney.support.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.carejourney.engine.Block;
import org.carejourney.support.Tickets;

/** Listener: a person of the team takes over, it is our turn. */
@Block
class TicketResumed implements ExecutionListener {

  private final Tickets tickets;

  TicketResumed(Tickets tickets) {
    this.tickets = tickets;
  }

  @Override
  public void notify(DelegateExecution step) {
    tickets.resumed(Vars.TICKET.from(step));
  }
}
