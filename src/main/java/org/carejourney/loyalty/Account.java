package org.carejourney.loyalty;

/**
 * What a customer has with us.
 *
 * @param balance points, corrections taken off
 * @param earned all points ever earned; decides the tier, and a correction does not lower it
 */
public record Account(String customerId, int balance, int earned, Tier tier) {

  static Account empty(String customerId) {
    return new Account(customerId, 0, 0, Tier.NONE);
  }
}
