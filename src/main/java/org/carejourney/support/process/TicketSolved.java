package org.carejourney.support.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.carejourney.engine.Block;
import org.carejourney.support.Tickets;

/** Listener: the solution was told, by mail or by phone. */
@Block
class TicketSolved implements ExecutionListener {

  private final Tickets tickets;

  TicketSolved(Tickets tickets) {
    this.tickets = tickets;
  }

  @Override
  public void notify(DelegateExecution step) {
    tickets.solved(Vars.TICKET.from(step));
  }
}
