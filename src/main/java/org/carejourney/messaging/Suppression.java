package org.carejourney.messaging;

import java.time.Instant;
import org.carejourney.messaging.MessageRequest.Purpose;
import org.jspecify.annotations.Nullable;

/**
 * Why an address is not written to.
 *
 * @param only what its reader wants no more of; null where the cause alone says what may not go
 * @param reason in words that staff understand, without the address
 * @param messageId the message that taught us, or null
 * @param freedAt when a person or the customer allowed it again, or null while it stands
 * @param freedBy who did, or null
 * @param freedBecause why, or null
 */
public record Suppression(
    long seq,
    String channel,
    Cause cause,
    @Nullable Purpose only,
    String reason,
    @Nullable String messageId,
    Instant since,
    @Nullable Instant freedAt,
    @Nullable String freedBy,
    @Nullable String freedBecause) {

  /** What happened. */
  public enum Cause {
    /** The provider refused the address for good while we handed over. */
    REFUSED,
    /** It came back later, for good. */
    BOUNCED,
    /** Its reader called a letter of ours spam. */
    COMPLAINED,
    /** Its reader stopped us, whoever the customer is. */
    UNSUBSCRIBED,
    /** The customer behind it was erased. */
    ERASED;

    /** An address that does not work takes no answer either; a person who asks gets theirs. */
    private boolean forbids(Purpose purpose) {
      return this == REFUSED || this == BOUNCED || purpose != Purpose.SERVICE;
    }
  }

  boolean forbids(Purpose purpose) {
    return cause.forbids(purpose) && (only == null || only == purpose);
  }

  /** Without what may be about somebody else who has the address. */
  Suppression toldToAnybody() {
    return new Suppression(seq, channel, cause, only, reason, null, since, freedAt, null, null);
  }

  /** Whether not even an answer goes there. */
  public boolean forbidsAnswers() {
    return forbids(Purpose.SERVICE);
  }

  /** Whether a person wished it so, who may wish otherwise later; else the address is at fault. */
  boolean wished() {
    return cause != Cause.REFUSED && cause != Cause.BOUNCED;
  }
}
