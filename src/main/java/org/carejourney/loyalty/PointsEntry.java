package org.carejourney.loyalty;

import java.time.Instant;

/**
 * Points that a customer got, or that were taken back.
 *
 * @param process key of the process that gave them
 * @param points negative for a correction
 * @param reason why, in the designer's words
 * @param tier where the customer stood afterwards
 * @param tierReached whether these points lifted them there
 */
public record PointsEntry(
    long seq,
    String customerId,
    String process,
    int points,
    String reason,
    Tier tier,
    boolean tierReached,
    Instant awardedAt) {}
