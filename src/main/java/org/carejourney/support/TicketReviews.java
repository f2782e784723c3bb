package org.carejourney.support;

import java.util.Map;
import org.carejourney.customer.Customers;
import org.carejourney.engine.Processes;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Starts asking how we did when a ticket has closed. Who withdrew it is left in peace. */
@Component
class TicketReviews {

  private final Processes processes;
  private final Tickets tickets;
  private final Customers customers;

  TicketReviews(Processes processes, Tickets tickets, Customers customers) {
    this.processes = processes;
    this.tickets = tickets;
    this.customers = customers;
  }

  @EventListener
  void on(TicketChanged change) {
    if (change.status() != Ticket.Status.CLOSED) {
      return;
    }
    Ticket ticket = tickets.get(change.number());
    customers
        .find(ticket.customerId())
        .ifPresent(customer -> review(ticket, customer.routingSegment()));
  }

  private void review(Ticket ticket, String segment) {
    processes.start(
        "care.ticketClosed",
        ticket.number(),
        Map.of(
            "ticketNumber", ticket.number(),
            "customerId", ticket.customerId(),
            "topic", ticket.topic(),
            "channel", ticket.channel(),
            "segment", segment,
            "level", ticket.level()));
  }
}
