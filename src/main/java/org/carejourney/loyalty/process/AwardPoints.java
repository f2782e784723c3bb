package org.carejourney.loyalty.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.carejourney.engine.Block;
import org.carejourney.engine.Occasion;
import org.carejourney.engine.StepFields;
import org.carejourney.loyalty.Accounts;
import org.carejourney.loyalty.Award;

/** Gives the customer points, and says how far they carry now. */
@Block
class AwardPoints implements JavaDelegate {

  private final Accounts accounts;

  AwardPoints(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public void execute(DelegateExecution step) {
    StepFields fields = new StepFields(step);
    Award award =
        accounts.award(
            Vars.CUSTOMER.from(step),
            Integer.parseInt(fields.get("points").strip()),
            fields.get("reason"),
            Occasion.of(step, fields.find("occasion").orElse("once")));
    Vars.POINTS.set(step, award.balance());
    Vars.TIER.set(step, award.tier().word());
    Vars.TIER_REACHED.set(step, award.tierReached());
  }
}
