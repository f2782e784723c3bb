package org.carejourney.support;

import java.util.Optional;
import org.carejourney.engine.Answers;
import org.carejourney.engine.Text;
import org.carejourney.messaging.InboundMessages;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A customer who tells the same twice gets one answer: one of the tickets goes on with both. */
@Component
@Transactional
public class MergedTickets {

  private final Tickets tickets;
  private final TicketReplies replies;
  private final InboundMessages inbound;
  private final Answers answers;

  MergedTickets(Tickets tickets, TicketReplies replies, InboundMessages inbound, Answers answers) {
    this.tickets = tickets;
    this.replies = replies;
    this.inbound = inbound;
    this.answers = answers;
  }

  /**
   * Ends a ticket in favour of the one that was named in the form. Whoever works on that one gets
   * the customer's words as a reply; later replies to either are about that one.
   *
   * @return false when nothing was named, or that ticket cannot take it: over by now, another
   *     customer's, or the same
   */
  public boolean merge(String number) {
    // The other is the same customer's, and else could end while we look.
    Ticket ticket = tickets.lock(number);
    Optional<Ticket> other = named(number);
    other.ifPresent(into -> merge(ticket, into));
    return other.isPresent();
  }

  private Optional<Ticket> named(String number) {
    return Optional.ofNullable(Text.orNull(answers.latest(number).get(SameTicketCheck.FIELD)))
        .flatMap(named -> tickets.current(named.strip()))
        .filter(ticket -> SameTicketCheck.problem(tickets.get(number), ticket).isEmpty());
  }

  private void merge(Ticket ticket, Ticket into) {
    tickets.merged(ticket.number(), into.number());
    tickets.note(into, "ticket", ticket.number() + " was merged into it", null);
    inbound.ofTicket(ticket.number()).forEach(said -> replies.pass(said, into));
  }
}
