package org.carejourney.support;

import java.time.Clock;
import java.time.Duration;
import org.carejourney.customer.Timeline;
import org.carejourney.messaging.InboundMessage;
import org.carejourney.messaging.InboundOutcomes;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What becomes of a ticket that was over when its customer comes back to it. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class ClosedTickets {

  private final JdbcClient jdbc;
  private final Tickets tickets;
  private final Timeline timeline;
  private final Complaints complaints;
  private final InboundOutcomes outcomes;
  private final Clock clock;
  private final Duration reopenWithin;

  ClosedTickets(
      JdbcClient jdbc,
      Tickets tickets,
      Timeline timeline,
      Complaints complaints,
      InboundOutcomes outcomes,
      Clock clock,
      @Value("${care.reopen-within:P14D}") Duration reopenWithin) {
    this.jdbc = jdbc;
    this.tickets = tickets;
    this.timeline = timeline;
    this.complaints = complaints;
    this.outcomes = outcomes;
    this.clock = clock;
    this.reopenWithin = reopenWithin;
  }

  /** Whether a ticket was closed so short a time ago that new trouble with it opens it again. */
  boolean isRecent(Ticket ticket) {
    return ticket.status() == Ticket.Status.CLOSED
        && ticket.closedAt() != null
        && ticket.closedAt().isAfter(clock.instant().minus(reopenWithin));
  }

  /**
   * Opens a closed ticket again, one level higher, and starts what resolves it.
   *
   * @throws ConcurrencyFailureException when somebody was faster; looked at again, the message is a
   *     reply to what is open by now
   */
  void reopen(Ticket ticket, InboundMessage message) {
    open(ticket);
    timeline.write(ticket.customerId(), Intake.story(message, "Reply").withTicket(ticket.number()));
    goOn(ticket, message);
  }

  /**
   * A person read in a reply that the customer is not satisfied, and nobody waits for that: what is
   * over meanwhile is opened again, or followed by a new ticket. Does nothing while somebody works
   * on the ticket.
   *
   * @throws IllegalStateException while the ticket is about to close or to be opened again
   */
  public void disputed(String number, String inboundId) {
    Ticket ticket = tickets.lock(tickets.current(number).orElseThrow().number());
    if (ticket.status() == Ticket.Status.SOLVED) {
      throw new IllegalStateException(ticket.number() + " is on its way to the next step");
    }
    InboundMessage message = outcomes.take(inboundId);
    if (isRecent(ticket)) {
      open(ticket);
      goOn(ticket, message);
    } else if (!ticket.isOpen()) {
      follow(complaints.read(message), ticket.number());
    }
  }

  private void open(Ticket ticket) {
    int back =
        jdbc.sql(
                """
                update ticket
                set status = 'open', level = level + 1, solved_at = null, closed_at = null,
                    first_answered_at = null
                where number = ? and status = 'closed'""")
            .param(ticket.number())
            .update();
    if (back == 0) {
      throw new ConcurrencyFailureException(ticket.number() + " is not closed any more");
    }
  }

  private void goOn(Ticket ticket, InboundMessage message) {
    Ticket open = tickets.changed(ticket.number(), "Reopened: the customer came back to it");
    complaints.start(open, Complaints.said(message));
  }

  /** Writes down that a ticket goes on with what an earlier one was about. */
  void follow(Ticket ticket, String earlier) {
    jdbc.sql("update ticket set follows = ? where number = ?")
        .params(earlier, ticket.number())
        .update();
    tickets.note(ticket, "ticket", "Follows " + earlier + ", which is over", null);
  }
}
