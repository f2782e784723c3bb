package org.carejourney.support.process;

import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.carejourney.engine.Block;
import org.carejourney.support.Deadlines;

/** Turns the decided business hours into moments, for the ticket and for the timers. */
@Block
class SetDeadlines implements JavaDelegate {

  private final Deadlines deadlines;

  SetDeadlines(Deadlines deadlines) {
    this.deadlines = deadlines;
  }

  @Override
  public void execute(DelegateExecution step) {
    var due =
        deadlines.set(
            Vars.TICKET.from(step),
            Vars.TOPIC.from(step),
            Vars.PRIORITY.from(step).intValue(),
            Vars.TEAM.from(step),
            Vars.FIRST_ANSWER_HOURS.from(step).intValue(),
            Vars.SOLUTION_HOURS.from(step).intValue());
    Vars.ANSWER_WARN_AT.set(step, date(due.answerWarnAt()));
    Vars.ANSWER_DUE_AT.set(step, date(due.answerDueAt()));
    Vars.SOLUTION_WARN_AT.set(step, date(due.solutionWarnAt()));
    Vars.SOLUTION_DUE_AT.set(step, date(due.solutionDueAt()));
  }

  private static Date date(Instant instant) {
    return Date.from(instant);
  }
}
