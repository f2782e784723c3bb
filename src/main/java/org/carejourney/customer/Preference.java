package org.carejourney.customer;

import org.jspecify.annotations.Nullable;

/**
 * What is in force for one purpose on one channel.
 *
 * @param purpose {@code care} or {@code marketing}
 * @param address where the customer can be reached there, or null
 * @param allowed whether we may write, by the rule of {@link Customers#allows}
 * @param said the statement it follows from; null when they said nothing, and the rule alone counts
 */
public record Preference(
    String purpose,
    String channel,
    @Nullable String address,
    boolean allowed,
    @Nullable Consent said) {

  public boolean reachable() {
    return address != null;
  }
}
