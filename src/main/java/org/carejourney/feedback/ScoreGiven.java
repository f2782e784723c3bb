package org.carejourney.feedback;

import org.jspecify.annotations.Nullable;

/**
 * News: a customer gave a score or changed it. Ids only; published in the changing transaction.
 *
 * @param businessKey ticket number or customer id of the process that asked, or null
 * @param score 1 to 5
 * @param first false when an earlier score was changed
 */
public record ScoreGiven(
    String surveyId, String customerId, @Nullable String businessKey, int score, boolean first) {}
