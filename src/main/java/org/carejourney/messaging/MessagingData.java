package org.carejourney.messaging;

import java.util.Map;
import org.carejourney.customer.PersonalData;
import org.carejourney.engine.Answers;
import org.springframework.stereotype.Component;

/** What was said between a customer and us, for export and erasure. */
@Component
class MessagingData implements PersonalData {

  private final Ledger ledger;
  private final Inbox inbox;
  private final Attachments attachments;
  private final Holds holds;

  /** Notes of calls that are about the customer and no ticket. */
  private final Answers answers;

  MessagingData(Ledger ledger, Inbox inbox, Attachments attachments, Holds holds, Answers answers) {
    this.ledger = ledger;
    this.inbox = inbox;
    this.attachments = attachments;
    this.holds = holds;
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
        "inbound", inbox.of(customerId),
        "attachments", attachments.ofCustomer(customerId),
        "answers", answers.of(customerId));
  }

  @Override
  public void erase(String customerId) {
    ledger.erase(customerId);
    inbox.erase(customerId);
    holds.erase(customerId);
    answers.erase(customerId);
  }
}
