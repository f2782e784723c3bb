package org.carejourney.messaging;

import java.time.Instant;

/**
 * Something a customer said to us, as it was kept on arrival.
 *
 * @param channel web, chat, sms, social or phone
 * @param providerId the id the sending system gave it; unique within the channel
 * @param sender address in the channel
 * @param customerId who it is from, or null until known
 * @param text the customer's words
 * @param topic what the sending system says it is about, as sent, or null
 * @param inReplyTo what it answers, as sent, or null
 * @param outcome what became of it, or null while that is open
 * @param ticket ticket number, or null
 */
public record InboundMessage(
    long seq,
    String id,
    String channel,
    String providerId,
    Instant receivedAt,
    String sender,
    String customerId,
    String subject,
    String text,
    String topic,
    String inReplyTo,
    String kind,
    String outcome,
    String reason,
    String ticket) {}
