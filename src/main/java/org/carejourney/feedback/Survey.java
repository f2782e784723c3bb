package org.carejourney.feedback;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One question that we asked a customer, and the answer if there is one.
 *
 * @param businessKey ticket number or customer id of the process that asked, or null
 * @param process key of the process that asked
 * @param question which question, such as {@code check-in}
 * @param askedAt when the customer was asked last
 * @param score 1 (very unhappy) to 5 (very happy), or null
 * @param scoredAt the first answer; null as long as there is no score
 * @param comment what the customer wrote, or null
 * @param changes how often the customer changed the score
 * @param lowHeard somebody looks after a low score already
 */
public record Survey(
    long seq,
    String id,
    String customerId,
    @Nullable String businessKey,
    String process,
    String processInstanceId,
    String question,
    Instant askedAt,
    @Nullable Integer score,
    @Nullable Instant scoredAt,
    @Nullable String comment,
    int changes,
    boolean lowHeard) {

  /** The scale. */
  public static final int LOWEST = 1;

  public static final int HIGHEST = 5;

  static final int LOW = 2;
  static final Duration ANSWERABLE = Duration.ofDays(60);
  static final Duration CHANGEABLE = Duration.ofDays(7);

  /** Whether the customer gave an answer. */
  public boolean answered() {
    return score != null;
  }

  /** A score that must not stay without anybody caring. */
  public boolean isLow() {
    return score != null && score <= LOW;
  }

  /** The first moment at which no answer, or no other one, is taken any more. */
  public Instant closesAt() {
    return scoredAt == null ? askedAt.plus(ANSWERABLE) : scoredAt.plus(CHANGEABLE);
  }

  /** The ticket it was about, or null when it was about everything. */
  public @Nullable String ticket() {
    return businessKey == null || businessKey.equals(customerId) || !businessKey.startsWith("T-")
        ? null
        : businessKey;
  }
}
