package org.carejourney.messaging;

import java.time.Instant;
import org.carejourney.customer.Customer;
import org.jspecify.annotations.Nullable;

/**
 * One question of the choke point. The rules are asked in their {@code @Order}, once for each
 * channel until one will do; every answer is kept with the message.
 */
interface Rule {

  /** Short name for the record, such as {@code address}. */
  String name();

  Answer judge(Case asked);

  /**
   * What a rule is asked about.
   *
   * @param customer null when nobody is known by the id
   * @param channel the channel tried
   * @param address where the customer can be reached there, or null
   */
  record Case(
      MessageRequest request,
      @Nullable Customer customer,
      String channel,
      @Nullable String address) {}

  /** What a rule answers. */
  sealed interface Answer {}

  /** As far as this rule is concerned the message may go now. */
  record Passes() implements Answer {}

  /**
   * The message must not go.
   *
   * @param tryNextChannel whether another channel might do
   */
  record Objects(String reason, boolean tryNextChannel) implements Answer {}

  /**
   * The message waits at its step for something to end.
   *
   * @param until when to ask again, or null while nobody can know
   */
  record Holds(String reason, @Nullable Instant until) implements Answer {}

  /** The message may go, but not before a moment. */
  record Waits(String reason, Instant until) implements Answer {}
}
