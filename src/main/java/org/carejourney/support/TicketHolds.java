package org.carejourney.support;

import org.carejourney.messaging.Holds;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** While a customer has an open ticket, care and marketing wait. */
@Component
class TicketHolds {

  private final Tickets tickets;
  private final Holds holds;

  TicketHolds(Tickets tickets, Holds holds) {
    this.tickets = tickets;
    this.holds = holds;
  }

  @EventListener
  void on(TicketChanged news) {
    Ticket ticket = tickets.get(news.number());
    switch (ticket.status()) {
      case CLOSED -> lift(ticket, ticket.level() > 1 ? "reopened" : "solved");
      case WITHDRAWN -> lift(ticket, "withdrawn");
      // The hold of the other ticket is in force, and its end will be what counts.
      case MERGED -> lift(ticket, "merged");
      default -> holds.place(ticket.customerId(), ticket.number(), ticket.topic());
    }
  }

  private void lift(Ticket ticket, String outcome) {
    holds.lift(ticket.customerId(), ticket.number(), ticket.topic(), outcome);
  }
}
