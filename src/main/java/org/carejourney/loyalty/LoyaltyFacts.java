package org.carejourney.loyalty;

import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.carejourney.customer.Customer;
import org.carejourney.customer.CustomerFacts;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What letters may say of points, tier and the newest reward. */
@Component
class LoyaltyFacts implements CustomerFacts {

  private final Accounts accounts;
  private final Rewards rewards;

  LoyaltyFacts(Accounts accounts, Rewards rewards) {
    this.accounts = accounts;
    this.rewards = rewards;
  }

  @Override
  public Map<String, Object> facts(Customer customer, @Nullable String businessKey) {
    Account account = accounts.of(customer.customerId());
    Map<String, Object> loyalty = new HashMap<>();
    loyalty.put("points", account.balance());
    loyalty.put("tier", account.tier().word());
    rewards
        .newestGood(customer.customerId())
        .ifPresent(reward -> loyalty.put("reward", about(reward)));
    return Map.of("loyalty", loyalty);
  }

  private static Map<String, Object> about(Reward reward) {
    return Map.of(
        "name", reward.name(),
        "code", reward.code(),
        "expiresAt", Date.from(reward.expiresAt()));
  }
}
