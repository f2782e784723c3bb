package org.carejourney.loyalty;

import java.util.Map;
import org.carejourney.customer.PersonalData;
import org.springframework.stereotype.Component;

/** Points and rewards, for export and erasure: what could still be redeemed is gone. */
@Component
class LoyaltyData implements PersonalData {

  private final Accounts accounts;
  private final Rewards rewards;

  LoyaltyData(Accounts accounts, Rewards rewards) {
    this.accounts = accounts;
    this.rewards = rewards;
  }

  @Override
  public String name() {
    return "loyalty";
  }

  @Override
  public Object export(String customerId) {
    return Map.of(
        "account", accounts.of(customerId),
        "points", accounts.history(customerId, Integer.MAX_VALUE),
        "rewards", rewards.of(customerId, Integer.MAX_VALUE));
  }

  @Override
  public void erase(String customerId) {
    rewards.erase(customerId);
  }
}
