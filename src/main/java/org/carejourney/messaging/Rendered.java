package org.carejourney.messaging;

import org.jspecify.annotations.Nullable;

/**
 * A message as one customer reads it.
 *
 * @param locale language tag of the template that was used, such as {@code de}; the customer's own
 *     locale or what came next in its chain
 * @param subject one line without control characters, at most 150 characters; null for what is no
 *     e-mail
 * @param html a whole HTML document; null for what is no e-mail
 * @param text the same in plain text, lines ending in LF, in an e-mail at most 76 characters wide
 *     but for links
 * @param version of the template: another one whenever a file changes that it is made of; null for
 *     what was written before it was kept
 */
public record Rendered(
    String locale,
    @Nullable String subject,
    @Nullable String html,
    String text,
    @Nullable String version) {}
