package org.carejourney.loyalty.process;

import org.carejourney.engine.Variable;

/** What diagrams know of points and rewards. */
final class Vars {

  static final Variable<String> CUSTOMER = new Variable<>("customerId", String.class);
  static final Variable<Integer> POINTS = new Variable<>("points", Integer.class);
  static final Variable<String> TIER = new Variable<>("tier", String.class);
  static final Variable<Boolean> TIER_REACHED = new Variable<>("tierReached", Boolean.class);
  static final Variable<String> REWARD_ID = new Variable<>("rewardId", String.class);

  private Vars() {}
}
