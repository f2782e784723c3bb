package org.carejourney.loyalty.process;

import java.time.Period;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.carejourney.engine.Block;
import org.carejourney.engine.Occasion;
import org.carejourney.engine.StepFields;
import org.carejourney.loyalty.Reward;
import org.carejourney.loyalty.Rewards;

/** Gives the customer a reward with a code of its own; the letter after it prints the code. */
@Block
class GiveReward implements JavaDelegate {

  private final Rewards rewards;

  GiveReward(Rewards rewards) {
    this.rewards = rewards;
  }

  @Override
  public void execute(DelegateExecution step) {
    StepFields fields = new StepFields(step);
    Reward reward =
        rewards.give(
            Vars.CUSTOMER.from(step),
            fields.get("reward"),
            Period.parse(fields.find("validFor").orElse("P90D")),
            Occasion.of(step, fields.find("occasion").orElse("once")));
    Vars.REWARD_ID.set(step, reward.id());
  }
}
