package org.carejourney.support;

import java.util.Optional;
import org.carejourney.engine.FieldCheck;
import org.springframework.stereotype.Component;

/** A ticket is merged only into another one of the same customer that is not over. */
@Component
class SameTicketCheck implements FieldCheck {

  static final String FIELD = "sameTicket";

  private final Tickets tickets;

  SameTicketCheck(Tickets tickets) {
    this.tickets = tickets;
  }

  @Override
  public String field() {
    return FIELD;
  }

  @Override
  public Optional<String> problem(String value, Form form) {
    Ticket other = tickets.find(value.strip()).orElse(null);
    return other == null
        ? Optional.of("There is no ticket with this number.")
        : problem(tickets.get(form.businessKey()), other);
  }

  /** Why a ticket cannot be merged into another, or empty. */
  static Optional<String> problem(Ticket ticket, Ticket other) {
    if (other.number().equals(ticket.number())) {
      return Optional.of("This is %s. Give the number of the other one.".formatted(other.number()));
    }
    if (!other.customerId().equals(ticket.customerId())) {
      return Optional.of("%s is another customer’s.".formatted(other.number()));
    }
    if (other.mergedInto() != null) {
      return Optional.of(
          "%s was merged into %s. Give that number.".formatted(other.number(), other.mergedInto()));
    }
    return other.isOpen()
        ? Optional.empty()
        : Optional.of("%s is %s.".formatted(other.number(), other.status().word()));
  }
}
