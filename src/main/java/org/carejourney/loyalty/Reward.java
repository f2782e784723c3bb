package org.carejourney.loyalty;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something we gave a customer, to be redeemed with a code.
 *
 * @param name key of what it is, such as {@code thank-you-10}
 * @param code or null when the customer was erased
 * @param expiresAt the last second of its last day, where the customer lived when it was given
 * @param redeemedAt or null
 */
public record Reward(
    long seq,
    String id,
    String customerId,
    String name,
    @Nullable String code,
    Instant givenAt,
    Instant expiresAt,
    @Nullable Instant redeemedAt) {

  /** Whether it can be redeemed at a moment. */
  public boolean goodAt(Instant now) {
    return code != null && redeemedAt == null && !now.isAfter(expiresAt);
  }
}
