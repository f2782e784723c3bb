package org.carejourney.support.web;

import org.carejourney.engine.Listing;
import org.carejourney.support.Ticket;
import org.carejourney.support.Ticket.Status;
import org.carejourney.support.TicketLists;
import org.carejourney.support.Tickets;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tickets, to be read by other programs. */
@RestController
class TicketController {

  private final Tickets tickets;
  private final TicketLists lists;

  TicketController(Tickets tickets, TicketLists lists) {
    this.tickets = tickets;
    this.lists = lists;
  }

  @GetMapping("/api/tickets")
  Listing<Ticket> list(
      @RequestParam(required = false) @Nullable String customerId,
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String after) {
    return lists.list(
        customerId,
        Listing.only("status", Status.class, status),
        Listing.limit(limit),
        Listing.before(after));
  }

  @GetMapping("/api/tickets/{number}")
  Ticket get(@PathVariable String number) {
    return tickets.get(number);
  }
}
