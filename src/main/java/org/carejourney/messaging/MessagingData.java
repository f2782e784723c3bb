package org.carejourney.messaging;

import java.util.List;
import java.util.Map;
import org.carejourney.customer.Customer;
import org.carejourney.customer.Customers;
import org.carejourney.customer.PersonalData;
import org.carejourney.engine.Answers;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * What was said between a customer and us, for export and erasure. Before the customer's own data:
 * the addresses are needed once more.
 */
@Component
@Order(0)
class MessagingData implements PersonalData {

  private final Ledger ledger;
  private final Judgements judgements;
  private final InboundMessages inbound;
  private final Attachments attachments;
  private final Holds holds;
  private final Customers customers;
  private final Suppressions suppressions;

  /** Notes of calls that are about the customer and no ticket. */
  private final Answers answers;

  MessagingData(
      Ledger ledger,
      Judgements judgements,
      InboundMessages inbound,
      Attachments attachments,
      Holds holds,
      Customers customers,
      Suppressions suppressions,
      Answers answers) {
    this.ledger = ledger;
    this.judgements = judgements;
    this.inbound = inbound;
    this.attachments = attachments;
    this.holds = holds;
    this.customers = customers;
    this.suppressions = suppressions;
    this.answers = answers;
  }

  @Override
  public String name() {
    return "messages";
  }

  @Override
  public Object export(String customerId) {
    return Map.of(
        "outbound", ledger.of(customerId),
        "inbound", inbound.of(customerId),
        "attachments", attachments.ofCustomer(customerId),
        "suppressions", customers.find(customerId).map(this::told).orElse(List.of()),
        "answers", answers.of(customerId));
  }

  /** As a customer may know it, who is perhaps not the only one at an address. */
  private List<Suppression> told(Customer customer) {
    return suppressions.ever(customer).stream()
        .map(one -> customers.shared(customer, one.channel()) ? one.toldToAnybody() : one)
        .toList();
  }

  @Override
  public void erase(String customerId) {
    customers.find(customerId).ifPresent(suppressions::erase);
    ledger.erase(customerId);
    judgements.erase(customerId);
    inbound.erase(customerId);
    holds.erase(customerId);
    answers.erase(customerId);
  }
}
