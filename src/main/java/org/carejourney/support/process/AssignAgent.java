package org.carejourney.support.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.carejourney.engine.Block;
import org.carejourney.engine.StepFields;
import org.carejourney.engine.Teams;

/** Names the member of a team who has the most room; nobody, when the team is empty. */
@Block
class AssignAgent implements JavaDelegate {

  private final Teams teams;

  AssignAgent(Teams teams) {
    this.teams = teams;
  }

  @Override
  public void execute(DelegateExecution step) {
    Vars.AGENT.set(step, teams.leastBusy(new StepFields(step).get("team")).orElse(null));
  }
}
