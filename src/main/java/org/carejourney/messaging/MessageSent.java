package org.carejourney.messaging;

/** A provider has taken a message. Ids only. */
public record MessageSent(String messageId, String customerId, String businessKey) {}
