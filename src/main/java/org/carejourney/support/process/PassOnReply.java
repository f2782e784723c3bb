package org.carejourney.support.process;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.carejourney.engine.Block;
import org.carejourney.engine.Processes;

/** Acts on what a person read in a reply, as if the customer had used the link in the mail. */
@Block
class PassOnReply implements JavaDelegate {

  private final Processes processes;

  PassOnReply(Processes processes) {
    this.processes = processes;
  }

  @Override
  public void execute(DelegateExecution step) {
    String ticket = Vars.TICKET.from(step);
    switch (Vars.REPLY_MEANING.from(step)) {
      case "satisfied" -> answered(ticket, true);
      case "notSatisfied" -> answered(ticket, false);
      case "withdrawn" -> processes.correlate("care.ticketWithdrawn", ticket, Map.of());
      default -> {
        // Noted: the note stands on the story, nothing else follows.
      }
    }
  }

  private void answered(String ticket, boolean satisfied) {
    processes.correlate("care.solutionAnswered", ticket, Map.of("satisfied", satisfied));
  }
}
