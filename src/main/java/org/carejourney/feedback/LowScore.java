package org.carejourney.feedback;

import org.jspecify.annotations.Nullable;

/**
 * News: a low score came in and no process waits for it, so somebody else has to care. At most once
 * for each survey, never when the process that asked has taken a low score itself. Ids only;
 * published in the changing transaction, after {@link ScoreGiven}.
 *
 * @param businessKey ticket number or customer id of the process that asked, or null
 * @param score 1 or 2
 */
public record LowScore(
    String surveyId, String customerId, @Nullable String businessKey, int score) {}
