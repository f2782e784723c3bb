package org.carejourney.messaging;

import java.time.Instant;

/**
 * One row of the ledger: a message that was decided on, whatever the decision.
 *
 * @param process process definition key, or null
 * @param processInstanceId the instance that asked
 * @param step element id of the step that asked
 * @param status see {@link Status}
 * @param reason why it was withheld, held, retried or failed; null when all is well
 * @param decision what the decision was based on, as JSON: a list of {rule, outcome, reason}
 * @param recipient address, or null when there was none
 * @param html what the customer sees; null when nothing was rendered
 * @param mimeId the {@code Message-ID} with angle brackets, fixed before the first attempt; null
 *     when nothing was rendered
 */
public record Message(
    long seq,
    String id,
    String customerId,
    String businessKey,
    String process,
    String processInstanceId,
    String step,
    String occasion,
    String template,
    String channel,
    MessageRequest.Purpose purpose,
    Status status,
    String reason,
    String decision,
    Instant decidedAt,
    Instant sendAt,
    Instant sentAt,
    String locale,
    String recipient,
    String subject,
    String html,
    String text,
    String mimeId,
    int attempts) {

  /** Where a message stands. */
  public enum Status {
    QUEUED,
    HELD,
    WITHHELD,
    SENDING,
    SENT,
    FAILED,
    BOUNCED,
    PARKED
  }

  /** The same message with where it is to go, or would have gone. */
  Message addressed(String to) {
    return with(to, locale, subject, html, text, mimeId);
  }

  /** The same message with its words and its name on the wire. */
  Message written(Rendered letter, String mimeName) {
    return with(
        recipient, letter.locale(), letter.subject(), letter.html(), letter.text(), mimeName);
  }

  private Message with(
      String recipient, String locale, String subject, String html, String text, String mimeId) {
    return new Message(
        seq,
        id,
        customerId,
        businessKey,
        process,
        processInstanceId,
        step,
        occasion,
        template,
        channel,
        purpose,
        status,
        reason,
        decision,
        decidedAt,
        sendAt,
        sentAt,
        locale,
        recipient,
        subject,
        html,
        text,
        mimeId,
        attempts);
  }

  /** Whether the customer will never hear it: withheld, or refused for good. */
  public boolean unheard() {
    return status == Status.FAILED || status == Status.WITHHELD;
  }

  /** Whether it is decided for good what became of it. */
  public boolean over() {
    return status != Status.QUEUED && status != Status.HELD && status != Status.SENDING;
  }
}
