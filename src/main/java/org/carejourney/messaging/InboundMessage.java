package org.carejourney.messaging;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something a customer said to us. What came by another channel than e-mail is known as a whole
 * when it is kept; a mail is kept first and read afterwards.
 *
 * @param channel web, chat, sms, social, phone or email
 * @param providerId the id the sending system gave it; of a mail the SHA-256 of its bytes. Unique
 *     within the channel
 * @param sender address in the channel; empty while a mail is unread, or when it names nobody
 * @param senderName as a mail's sender calls itself, or null
 * @param customerId who it is from, or null until known
 * @param subject null when there is none
 * @param text the customer's new words, without what they quote; null only while a mail is unread,
 *     and once it was erased
 * @param quotedText what they quote of earlier mails, or null
 * @param html the words of a mail as html without anything that runs or is fetched, or null
 * @param topic what the sending system says it is about, as sent, or null
 * @param inReplyTo what it answers, as sent, or null
 * @param references ids of the mails that led to it, the nearest first
 * @param mimeId a mail's {@code Message-ID} with its angle brackets, or null
 * @param letterId the message of ours whose signed reply address it was sent to, or null
 * @param kind human, bounce, complaint, auto-reply, own, duplicate, list or unreadable; null while
 *     a mail is unread
 * @param note what could not be read or kept of it, in words, or null
 * @param bounce what a bounce tells, else null
 * @param returnedLetter the message of ours that it proves to have: one that bounced or was called
 *     spam; else null
 * @param outcome what became of it, or null while that is open
 * @param reason why, or null
 * @param ticket ticket number, or null
 */
public record InboundMessage(
    long seq,
    String id,
    String channel,
    String providerId,
    Instant receivedAt,
    String sender,
    @Nullable String senderName,
    @Nullable String customerId,
    @Nullable String subject,
    @Nullable String text,
    @Nullable String quotedText,
    @Nullable String html,
    @Nullable String topic,
    @Nullable String inReplyTo,
    List<String> references,
    @Nullable String mimeId,
    @Nullable String letterId,
    @Nullable String kind,
    @Nullable String note,
    @Nullable Bounce bounce,
    @Nullable String returnedLetter,
    @Nullable String outcome,
    @Nullable String reason,
    @Nullable String ticket) {

  /** Who it is from; {@link IllegalStateException} while nobody knows. */
  public String knownCustomer() {
    if (customerId == null) {
      throw new IllegalStateException("Nobody knows who the message %s is from".formatted(id));
    }
    return customerId;
  }

  /** What the customer wrote; empty where there is no text. */
  public String words() {
    return text == null ? "" : text;
  }
}
