package org.carejourney.loyalty;

/**
 * What came of an award of points.
 *
 * @param balance points there are now
 * @param tierReached whether this very award lifted the customer to a higher tier
 */
public record Award(int balance, Tier tier, boolean tierReached) {}
