package org.carejourney.messaging;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.carejourney.messaging.Judgement.Answered;
import org.jspecify.annotations.Nullable;

/**
 * One judgement on a message, as the ledger keeps it: the first when the step asked, one when a
 * hold ended, and one whenever the world had moved on by the time it was to be handed over.
 *
 * @param at null for what was judged before moments were kept
 * @param answers in the order the rules were asked
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Judged(@Nullable Instant at, List<Answered> answers) {

  /** The same without what was known about the customer. */
  Judged withoutBasis() {
    return new Judged(at, answers.stream().map(Answered::withoutBasis).toList());
  }
}
