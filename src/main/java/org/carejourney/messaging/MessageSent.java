package org.carejourney.messaging;

import org.jspecify.annotations.Nullable;

/** A provider has taken a message. Ids only. */
public record MessageSent(String messageId, String customerId, @Nullable String businessKey) {}
