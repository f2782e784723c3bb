package org.carejourney.customer;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a customer: whether we may write for a purpose on a channel.
 *
 * @param purpose {@code service}, {@code care} or {@code marketing}
 * @param channel {@code email}, {@code sms}, {@code chat}, {@code phone}, {@code social} or {@code
 *     web}
 * @param granted true for yes, false for no
 * @param source where the statement was made, in the company's words
 * @param at when it was made; null in what we are told, for "now"
 * @param wording which words the customer had before them, by the company's name for that version;
 *     null where nobody told
 */
public record Consent(
    String purpose,
    String channel,
    boolean granted,
    String source,
    @Nullable Instant at,
    @Nullable String wording) {

  public static final Set<String> PURPOSES = Set.of("service", "care", "marketing");
  public static final Set<String> CHANNELS =
      Set.of("email", "sms", "chat", "phone", "social", "web");

  /** The rule of consent, see {@link Customers#allows}. */
  public static boolean allows(String purpose, Optional<Consent> newest) {
    return switch (purpose) {
      case "service" -> true;
      case "care" -> newest.map(Consent::granted).orElse(true);
      case "marketing" -> newest.map(Consent::granted).orElse(false);
      default -> throw new IllegalArgumentException("There is no purpose " + purpose);
    };
  }
}
