package org.carejourney.messaging;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A mail as it was read.
 *
 * @param sender address, or empty when it names none
 * @param senderName or null
 * @param subject or null
 * @param html safe to show, or null
 * @param mimeId with angle brackets, or null
 * @param references what it answers and what led to it, the nearest first
 * @param letterId the message of ours whose signed reply address it was sent to, or null
 * @param headers values by names in small letters
 * @param report for a {@code multipart/report} what it reports, else null
 * @param returned the mails in its attachments, as far as they name themselves
 * @param note what could not be read, or null
 */
record ReadMail(
    String sender,
    @Nullable String senderName,
    @Nullable String subject,
    QuotedText text,
    @Nullable String html,
    @Nullable String mimeId,
    List<String> references,
    @Nullable String letterId,
    Map<String, List<String>> headers,
    @Nullable Report report,
    Returned returned,
    List<Found> attachments,
    @Nullable String note) {

  /** Where an attachment is in its mail; see {@link MailParts#open}. */
  record Found(Attachment attachment, String place) {}

  /**
   * What a mail system reports (RFC 6522).
   *
   * @param type {@code delivery-status}, {@code disposition-notification}, {@code feedback-report}
   *     and the like
   * @param blocks its fields by names in small letters, block by block: in a delivery status the
   *     first is about the mail and each other one about a recipient
   */
  record Report(String type, List<Map<String, String>> blocks) {}

  /**
   * What came back of other mails, as attachments.
   *
   * @param ids their {@code Message-ID}s with angle brackets
   * @param recipients whom they were for
   * @param answersTo where they want answers, and where they come back to
   */
  record Returned(List<String> ids, List<String> recipients, List<String> answersTo) {}

  /** The first value of a header in small letters and without what follows a semicolon; or "". */
  String word(String header) {
    return all(header).stream()
        .findFirst()
        .map(value -> value.replaceFirst("[;(].*", "").strip().toLowerCase(Locale.ROOT))
        .orElse("");
  }

  List<String> all(String header) {
    return headers.getOrDefault(header, List.of());
  }

  boolean has(String header) {
    return headers.containsKey(header);
  }

  Optional<String> reference() {
    return references.stream().findFirst();
  }
}
