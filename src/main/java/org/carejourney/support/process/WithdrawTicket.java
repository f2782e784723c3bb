package org.carejourney.support.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.carejourney.engine.Block;
import org.carejourney.support.Tickets;

/** The customer took the complaint back. */
@Block
class WithdrawTicket implements JavaDelegate {

  private final Tickets tickets;

  WithdrawTicket(Tickets tickets) {
    this.tickets = tickets;
  }

  @Override
  public void execute(DelegateExecution step) {
    tickets.withdrawn(Vars.TICKET.from(step));
  }
}
