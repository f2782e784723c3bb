package org.carejourney.support;

import java.util.Optional;
import org.carejourney.engine.FieldCheck;
import org.carejourney.messaging.InboundMessage;
import org.carejourney.messaging.InboundMessages;
import org.springframework.stereotype.Component;

/**
 * The ticket that a message is said to belong to must be there and open, and the sender's own
 * unless the person who sorts says that they mean another's.
 */
@Component
class ExistingTicketCheck implements FieldCheck {

  private final Tickets tickets;
  private final InboundMessages inbound;

  ExistingTicketCheck(Tickets tickets, InboundMessages inbound) {
    this.tickets = tickets;
    this.inbound = inbound;
  }

  @Override
  public String field() {
    return "existingTicket";
  }

  @Override
  public Optional<String> problem(String value, Form form) {
    Ticket ticket = tickets.find(value.strip()).orElse(null);
    if (ticket == null) {
      return Optional.of("There is no ticket with this number.");
    }
    if (ticket.mergedInto() != null) {
      return Optional.of(
          "%s was merged into %s. Give that number."
              .formatted(ticket.number(), ticket.mergedInto()));
    }
    if (!ticket.isOpen()) {
      return Optional.of(
          "%s is %s. Open a complaint instead: it gets a ticket of its own."
              .formatted(ticket.number(), ticket.status().word()));
    }
    InboundMessage message = inbound.get(form.businessKey());
    boolean meant = Boolean.TRUE.equals(form.values().get("otherCustomer"));
    return meant || ticket.customerId().equals(message.customerId())
        ? Optional.empty()
        : Optional.of(
            "%s is another customer’s. If the message belongs to it all the same, tick the box below."
                .formatted(ticket.number()));
  }
}
