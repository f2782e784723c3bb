package org.carejourney.messaging;

import java.util.Optional;
import org.carejourney.customer.Customer;

/**
 * One question of the choke point. The rules are asked in their {@code @Order}; the first that
 * objects decides, and every answer is kept with the message.
 */
interface Rule {

  /** Short name for the record, such as {@code address}. */
  String name();

  /** An objection, or empty when the message may pass as far as this rule is concerned. */
  Optional<Objection> judge(Case asked);

  /**
   * What a rule is asked about.
   *
   * @param customer null when nobody is known by the id
   * @param channel the channel tried
   * @param address where the customer can be reached there, or null
   */
  record Case(MessageRequest request, Customer customer, String channel, String address) {}

  /**
   * Why a message must not go.
   *
   * @param tryNextChannel whether another channel might do
   */
  record Objection(String reason, boolean tryNextChannel) {}
}
