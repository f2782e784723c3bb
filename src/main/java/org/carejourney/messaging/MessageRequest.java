package org.carejourney.messaging;

import java.util.List;

/**
 * A wish to say something to a customer. Who asks is (process instance, step, occasion): the same
 * asker gets the earlier answer, never a second message.
 *
 * @param customerId who is to hear it
 * @param businessKey ticket number or customer id of the process, or null
 * @param template {@code <module>/<message>} under {@code templates/}
 * @param channels in order of preference, at least one
 * @param asker the step that asks
 * @param occasion which time the step asks; {@code once} for a step that is passed once
 * @param goOn when the process may go on
 */
public record MessageRequest(
    String customerId,
    String businessKey,
    String template,
    Purpose purpose,
    List<String> channels,
    Asker asker,
    String occasion,
    GoOn goOn) {

  /** Why we write. */
  public enum Purpose {
    /** Answers something the customer asked; always allowed. */
    SERVICE,
    /** Relationship; allowed until the customer opts out. */
    CARE,
    /** Only after the customer opted in. */
    MARKETING
  }

  /** What the process waits for. */
  public enum GoOn {
    /** Go on as soon as the message stands in the ledger. */
    QUEUED,
    /** Stay until the provider took the message or refused it for good. */
    ACCEPTED
  }

  /** A step of a running process, with what is needed to wake it later. */
  public record Asker(
      String process,
      String processInstanceId,
      String executionId,
      String activityInstanceId,
      String step) {}
}
