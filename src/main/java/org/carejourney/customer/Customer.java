package org.carejourney.customer;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A person we serve.
 *
 * @param customerId the company's own id
 * @param name full name as the customer writes it
 * @param givenName what a friendly letter calls them, or null
 * @param email address as given, or null
 * @param phone E.164, or null
 * @param handle name in a social network or chat, or null
 * @param locale language and region for messages, or null
 * @param timeZone where the customer's day happens, or null
 * @param country ISO 3166 two letters, or null
 * @param segment the company's grouping, such as {@code vip}, or null
 * @param birthday or null
 * @param attributes anything else the company knows, by name; never null
 * @param provisional true for somebody who wrote to us before the company told us who they are
 */
public record Customer(
    String customerId,
    String name,
    @Nullable String givenName,
    @Nullable String email,
    @Nullable String phone,
    @Nullable String handle,
    @Nullable Locale locale,
    @Nullable ZoneId timeZone,
    @Nullable String country,
    @Nullable String segment,
    @Nullable LocalDate birthday,
    Map<String, Object> attributes,
    boolean provisional) {

  private static final Pattern REGION = Pattern.compile("[A-Za-z]{2}-[A-Za-z0-9]{1,3}");
  private static final Set<String> SEGMENTS = Set.of("standard", "premium", "business", "vip");

  /** What a letter calls them: the given name where known, else the full name. */
  public String calledName() {
    return givenName == null || givenName.isBlank() ? name : givenName;
  }

  /** Where they can be reached on a channel, or null. */
  public @Nullable String address(String channel) {
    return switch (channel) {
      case "email" -> email;
      case "sms", "phone" -> phone;
      case "chat", "social" -> handle;
      default -> null;
    };
  }

  /**
   * The segment as diagrams and decision tables know it: {@code standard}, {@code premium}, {@code
   * business} or {@code vip}; whatever else the company says is standard to them.
   */
  public String routingSegment() {
    String known = segment == null ? "" : segment.strip().toLowerCase(Locale.ROOT);
    return SEGMENTS.contains(known) ? known : "standard";
  }

  /**
   * The part of their country, for its public holidays: ISO 3166-2 such as {@code DE-BY}, from the
   * attribute {@code region}; else the country, or null.
   */
  public @Nullable String region() {
    return attributes.get("region") instanceof String region && REGION.matcher(region).matches()
        ? region.toUpperCase(Locale.ROOT)
        : country;
  }

  Customer withPhone(@Nullable String phone) {
    return new Customer(
        customerId,
        name,
        givenName,
        email,
        phone,
        handle,
        locale,
        timeZone,
        country,
        segment,
        birthday,
        attributes,
        provisional);
  }
}
