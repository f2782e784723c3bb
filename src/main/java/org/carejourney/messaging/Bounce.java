package org.carejourney.messaging;

import org.jspecify.annotations.Nullable;

/**
 * What a mail system tells of a mail of ours that did not arrive.
 *
 * @param recipient whom it did not reach, or null when it does not say
 * @param hard whether no mail ever will; else this one may still, or another one may
 * @param over whether this mail will not arrive any more: it is hard, or the mail system has given
 *     up
 * @param dead whether nobody can be reached at the address; false when the mail was refused for
 *     what it says or where it comes from
 * @param status such as {@code 5.1.1} (RFC 3463), or null when it does not say
 * @param originalMessageId the {@code Message-ID} of our mail with its angle brackets, or null when
 *     it does not say
 */
public record Bounce(
    @Nullable String recipient,
    boolean hard,
    boolean over,
    boolean dead,
    @Nullable String status,
    @Nullable String originalMessageId) {}
