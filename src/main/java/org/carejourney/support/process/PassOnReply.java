package org.carejourney.support.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.carejourney.engine.Block;
import org.carejourney.support.ClosedTickets;
import org.carejourney.support.Complaints;

/** Acts on what a person read in a reply, as if the customer had used the link in the mail. */
@Block
class PassOnReply implements JavaDelegate {

  private static final String HOW = "in a reply";

  private final Complaints complaints;
  private final ClosedTickets closed;

  PassOnReply(Complaints complaints, ClosedTickets closed) {
    this.complaints = complaints;
    this.closed = closed;
  }

  @Override
  public void execute(DelegateExecution step) {
    String ticket = Vars.TICKET.from(step);
    switch (Vars.REPLY_MEANING.from(step)) {
      case "satisfied" -> complaints.answered(ticket, true, HOW);
      case "notSatisfied" -> {
        if (!complaints.answered(ticket, false, HOW)) {
          closed.disputed(ticket, Vars.INBOUND.from(step));
        }
      }
      case "withdrawn" -> complaints.withdraw(ticket, HOW);
      default -> {
        // Noted: the note stands on the story, nothing else follows.
      }
    }
  }
}
