package org.carejourney.support.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.carejourney.engine.Block;
import org.carejourney.support.Complaints;

/** Acts on what a person read in a reply, as if the customer had used the link in the mail. */
@Block
class PassOnReply implements JavaDelegate {

  private static final String HOW = "in a reply";

  private final Complaints complaints;

  PassOnReply(Complaints complaints) {
    this.complaints = complaints;
  }

  @Override
  public void execute(DelegateExecution step) {
    String ticket = Vars.TICKET.from(step);
    switch (Vars.REPLY_MEANING.from(step)) {
      case "satisfied" -> complaints.answered(ticket, true, HOW);
      case "notSatisfied" -> complaints.answered(ticket, false, HOW);
      case "withdrawn" -> complaints.withdraw(ticket, HOW);
      default -> {
        // Noted: the note stands on the story, nothing else follows.
      }
    }
  }
}
