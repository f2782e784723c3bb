package org.carejourney.messaging;

import org.jspecify.annotations.Nullable;

/**
 * What a provider tells of a message that it has taken.
 *
 * @param channel by which the message went
 * @param id the provider's own for the report; the same again is the same report
 * @param messageId our id for the message
 * @param told whether it arrived
 * @param code the provider's word for why it did not, or null
 * @param nobodyThere whether nothing we write can arrive at the address
 */
public record DeliveryReport(
    String channel,
    String id,
    String messageId,
    Told told,
    @Nullable String code,
    boolean nobodyThere) {

  /** Whether a message arrived. */
  public enum Told {
    DELIVERED,
    FAILED
  }

  /** What followed from a report. */
  public enum Outcome {
    /** The message counts as delivered. */
    DELIVERED,
    /** The message counts as refused. */
    FAILED,
    /** It changes nothing: the message had ended already, or had arrived after all. */
    NOTED,
    /** It names no message of ours on that channel. */
    UNKNOWN
  }
}
