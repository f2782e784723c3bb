package org.carejourney.messaging;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.Optional;
import org.carejourney.engine.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * One row of the ledger: a message that was decided on, whatever the decision.
 *
 * @param businessKey ticket number or customer id of the process that asked, or null
 * @param process process definition key
 * @param processVersion of the diagram that asked; null for what was decided before it was kept
 * @param processInstanceId the instance that asked
 * @param step element id of the step that asked
 * @param stepName as drawn there, or null
 * @param templateVersion of what was written; null when nothing was, or before it was kept
 * @param status see {@link Status}
 * @param reason why it was withheld, held, retried or failed; null when all is well
 * @param verdict what the table said when the hold ended, else null
 * @param decision what each decision on it was based on, as JSON: see {@link Judged}
 * @param recipient address, or null when there was none
 * @param subject null when nothing was rendered, and for what is no e-mail
 * @param html what the customer sees; null when nothing was rendered, and for what is no e-mail
 * @param text the words without any look; null when nothing was rendered
 * @param mimeId the {@code Message-ID} with angle brackets, fixed before the first attempt; null
 *     when nothing was rendered
 * @param lateSince the moment for which it was meant, while a person is asked whether it may still
 *     go; else null
 * @param changedBy who of the staff changed the words by hand, or null
 */
public record Message(
    long seq,
    String id,
    String customerId,
    @Nullable String businessKey,
    String process,
    @Nullable Integer processVersion,
    String processInstanceId,
    String step,
    @Nullable String stepName,
    String occasion,
    String template,
    @Nullable String templateVersion,
    String channel,
    MessageRequest.Purpose purpose,
    Status status,
    @Nullable String reason,
    @Nullable Verdict verdict,
    @JsonRawValue String decision,
    Instant decidedAt,
    @Nullable Instant sendAt,
    @Nullable Instant sentAt,
    @Nullable String locale,
    @Nullable String recipient,
    @Nullable String subject,
    @Nullable String html,
    @Nullable String text,
    @Nullable String mimeId,
    int attempts,
    @Nullable Instant lateSince,
    @Nullable String changedBy) {

  private static final int TITLE = 100;

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

  /** What becomes of a message whose hold has ended. */
  public enum Verdict {
    SEND,
    /** Said in the softer words that the step names. */
    SOFTEN,
    SKIP,
    /** Not sent; the process goes back to where the diagram says. */
    START_OVER
  }

  /** What the ledger says of a message that was just judged. */
  static Message of(
      String id, MessageRequest request, Judgement judgement, String decision, Instant now) {
    Status status = Status.WITHHELD;
    Instant sendAt = null;
    Instant lateSince = null;
    if (judgement instanceof Judgement.Goes goes) {
      status = Status.QUEUED;
      sendAt = goes.at();
    } else if (judgement instanceof Judgement.Stays stays) {
      status = Status.HELD;
      sendAt = stays.until();
    } else if (judgement instanceof Judgement.Asks asks) {
      status = Status.PARKED;
      lateSince = asks.since();
    }
    return new Message(
        0,
        id,
        request.customerId(),
        request.businessKey(),
        request.asker().process(),
        request.asker().version(),
        request.asker().processInstanceId(),
        request.asker().step(),
        request.asker().stepName(),
        request.occasion(),
        request.template(),
        null,
        judgement.channel(),
        request.purpose(),
        status,
        judgement.reason(),
        null,
        decision,
        now,
        sendAt,
        null,
        null,
        judgement.address(),
        null,
        null,
        null,
        null,
        0,
        lateSince,
        null);
  }

  /** The same message with what the table said of it. */
  Message judged(Verdict told) {
    return with(told, templateVersion, locale, subject, html, text, mimeId);
  }

  /** The same message with its words and its name on the wire. */
  Message written(Rendered letter, String mimeName) {
    return with(
        verdict,
        letter.version(),
        letter.locale(),
        letter.subject(),
        letter.html(),
        letter.text(),
        mimeName);
  }

  private Message with(
      @Nullable Verdict verdict,
      @Nullable String templateVersion,
      @Nullable String locale,
      @Nullable String subject,
      @Nullable String html,
      @Nullable String text,
      @Nullable String mimeId) {
    return new Message(
        seq,
        id,
        customerId,
        businessKey,
        process,
        processVersion,
        processInstanceId,
        step,
        stepName,
        occasion,
        template,
        templateVersion,
        channel,
        purpose,
        status,
        reason,
        verdict,
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
        attempts,
        lateSince,
        changedBy);
  }

  /** Its words, once it was written. */
  Optional<Rendered> words() {
    return text == null || locale == null
        ? Optional.empty()
        : Optional.of(new Rendered(locale, subject, html, text, templateVersion));
  }

  boolean says(String otherTemplate, String otherChannel) {
    return template.equals(otherTemplate) && channel.equals(otherChannel);
  }

  /** What staff know it by: its subject, else its first line, else the words of its template. */
  public String title() {
    if (subject != null) {
      return subject;
    }
    String line = text == null ? "" : text.lines().findFirst().orElse("");
    return line.isBlank()
        ? StringUtils.capitalize(template.replaceFirst(".*/", "").replace('-', ' '))
        : Text.fit(line, TITLE);
  }

  /** The ticket it is about, or null; a care journey's business key is its customer. */
  public @Nullable String ticket() {
    return customerId.equals(businessKey) ? null : businessKey;
  }

  /** Whether the customer will never hear it: withheld, refused for good, or come back. */
  public boolean unheard() {
    return status == Status.FAILED || status == Status.WITHHELD || status == Status.BOUNCED;
  }

  /** Whether it is decided for good what became of it; of a parked message a person decides. */
  public boolean over() {
    return switch (status) {
      case QUEUED, HELD, SENDING, PARKED -> false;
      case SENT, WITHHELD, FAILED, BOUNCED -> true;
    };
  }
}
