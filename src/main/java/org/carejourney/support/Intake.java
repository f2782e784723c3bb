package org.carejourney.support;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.carejourney.customer.Customer;
import org.carejourney.customer.Customers;
import org.carejourney.customer.Timeline;
import org.carejourney.customer.TimelineEntry;
import org.carejourney.engine.Conflicts;
import org.carejourney.messaging.AnswerLimits;
import org.carejourney.messaging.AnswerLimits.Limit;
import org.carejourney.messaging.InboundMessage;
import org.carejourney.messaging.InboundMessages;
import org.carejourney.messaging.InboundOutcomes;
import org.carejourney.messaging.Mails;
import org.springframework.stereotype.Component;

/**
 * What an inbound message becomes: an answer to an open ticket, a reply to a letter of ours, or a
 * new ticket.
 */
@Component
public class Intake {

  static final Set<String> TOPICS = Set.of("product", "delivery", "billing", "service", "other");

  /** So many tickets by mail from one sender within so long are more than a person writes. */
  private static final int MOST_TICKETS = 5;

  private static final Duration WITHIN = Duration.ofHours(1);

  private final InboundMessages inbound;
  private final InboundOutcomes outcomes;
  private final Mails mails;
  private final Customers customers;
  private final Senders senders;
  private final ClosedTickets closed;
  private final Complaints complaints;
  private final TicketReplies replies;
  private final Timeline timeline;
  private final Threads threads;
  private final Robots robots;
  private final Correspondence correspondence;
  private final Triage triage;
  private final Words words;
  private final Conflicts conflicts;
  private final AnswerLimits limits;

  Intake(
      InboundMessages inbound,
      InboundOutcomes outcomes,
      Mails mails,
      Customers customers,
      Senders senders,
      ClosedTickets closed,
      Complaints complaints,
      TicketReplies replies,
      Timeline timeline,
      Threads threads,
      Robots robots,
      Correspondence correspondence,
      Triage triage,
      Words words,
      Conflicts conflicts,
      AnswerLimits limits) {
    this.inbound = inbound;
    this.outcomes = outcomes;
    this.mails = mails;
    this.customers = customers;
    this.senders = senders;
    this.closed = closed;
    this.complaints = complaints;
    this.replies = replies;
    this.timeline = timeline;
    this.threads = threads;
    this.robots = robots;
    this.correspondence = correspondence;
    this.triage = triage;
    this.words = words;
    this.conflicts = conflicts;
    this.limits = limits;
  }

  /** Acts on a kept message once; acting on it again gives the first answer. */
  public InboundMessage act(String inboundId) {
    mails.read(inboundId);
    return conflicts.retried(() -> actOnce(inboundId));
  }

  /** Has a person look at a message on which nobody can act; one that was settled stays so. */
  void giveUp(String inboundId, String reason) {
    conflicts.retried(
        () -> {
          InboundMessage message = outcomes.take(inboundId);
          return message.outcome() == null ? triage.quarantine(inboundId, reason) : message;
        });
  }

  private InboundMessage actOnce(String inboundId) {
    InboundMessage message = outcomes.take(inboundId);
    if (message.outcome() != null) {
      return message;
    }
    if (Robots.wrote(message)) {
      return robots.settle(message);
    }
    if (message.customerId() != null && customers.erased(message.customerId())) {
      return outcomes.settle(
          message.id(), message.customerId(), "ignored", "The customer was erased", null);
    }
    return senders
        .of(message)
        .map(customer -> settled(message, customer))
        .orElseGet(() -> triage.quarantine(message.id(), "It does not say who wrote it"));
  }

  private InboundMessage settled(InboundMessage message, Customer customer) {
    return answeredTickets(message, customer)
        .flatMap(ticket -> reply(message, customer, ticket).stream())
        .findFirst()
        .or(() -> correspondence.take(message, customer))
        .or(() -> comeBack(message, customer))
        .orElseGet(() -> begin(message, customer));
  }

  /** Empty when no process of the ticket waits for the customer's words. */
  private Optional<InboundMessage> reply(InboundMessage message, Customer customer, Ticket ticket) {
    if (message.channel().equals("email") && limits.threadIsFull(ticket.number(), message)) {
      return Optional.of(muted(message, customer, ticket));
    }
    if (!replies.pass(message, ticket)) {
      return Optional.empty();
    }
    timeline.write(customer.customerId(), story(message, "Reply").withTicket(ticket.number()));
    return Optional.of(
        outcomes.settle(message.id(), customer.customerId(), "correlated", null, ticket.number()));
  }

  /**
   * More than people write. A person is told once an hour; the other mails stand with the ticket
   * and call nobody.
   */
  private InboundMessage muted(InboundMessage message, Customer customer, Ticket ticket) {
    boolean first = limits.isFirst(message, Limit.THREAD, ticket.number());
    limits.mute(message.id(), Limit.THREAD);
    String why = "Muted: " + Limit.THREAD.reason();
    if (first) {
      triage.start(message.id(), customer.customerId(), why);
      return outcomes.settle(
          message.id(), customer.customerId(), Triage.UNSORTED, why, ticket.number());
    }
    timeline.write(
        customer.customerId(), story(message, "Reply").withTicket(ticket.number()).withReason(why));
    return outcomes.settle(message.id(), customer.customerId(), "correlated", why, ticket.number());
  }

  /**
   * What answers nothing. The other channels are forms and tools that ask what it is about; a mail
   * can be about anything, so that it begins something by itself only when its words say what.
   */
  private InboundMessage begin(InboundMessage message, Customer customer) {
    if (!message.channel().equals("email")) {
      return complain(message, customer);
    }
    if (inbound.ticketsByMail(customer.customerId(), WITHIN) >= MOST_TICKETS) {
      return triage.start(
          message.id(), customer.customerId(), "More tickets within an hour than a person opens");
    }
    if (!isClear(message)) {
      return triage.start(message.id(), customer.customerId(), "Its words do not tell what it is");
    }
    Optional<Limit> broken = limits.broken(message, customer.customerId());
    boolean tells =
        broken
            .filter(limit -> limit == Limit.DOMAIN && limits.isFirst(message, limit, null))
            .isPresent();
    broken.ifPresent(limit -> limits.mute(message.id(), limit));
    return tells
        ? triage.start(message.id(), customer.customerId(), "Muted: " + Limit.DOMAIN.reason())
        : complain(message, customer);
  }

  private boolean isClear(InboundMessage message) {
    String said = Complaints.said(message);
    return words.tell("topic", said).isPresent()
        || words.tell("urgency", said).filter("high"::equals).isPresent();
  }

  /**
   * New trouble with what was closed of late; thanks are read by a person, as all that is unclear.
   */
  private Optional<InboundMessage> comeBack(InboundMessage message, Customer customer) {
    return threads
        .over(message, customer)
        .filter(ticket -> closed.isRecent(ticket) && isClear(message))
        .findFirst()
        .map(ticket -> reopened(message, customer, ticket));
  }

  private InboundMessage reopened(InboundMessage message, Customer customer, Ticket ticket) {
    closed.reopen(ticket, message);
    return outcomes.settle(
        message.id(), customer.customerId(), "correlated", null, ticket.number());
  }

  private InboundMessage complain(InboundMessage message, Customer customer) {
    Ticket ticket = complaints.open(message, customer.customerId());
    threads
        .over(message, customer)
        .findFirst()
        .ifPresent(earlier -> closed.follow(ticket, earlier.number()));
    return outcomes.settle(message.id(), customer.customerId(), "ticket", null, ticket.number());
  }

  static TimelineEntry story(InboundMessage message, String what) {
    return TimelineEntry.of(
            message.receivedAt(),
            "inbound",
            message.subject() == null ? what : what + ": " + message.subject())
        .withText(message.text())
        .withChannel(message.channel())
        .withMessage(message.id());
  }

  /** The open tickets that a message may answer, the likeliest first: only the customer's own. */
  private Stream<Ticket> answeredTickets(InboundMessage message, Customer customer) {
    return threads.ofCustomer(message, customer).filter(Ticket::isOpen);
  }

  /** Messages that nobody has acted on for some time. */
  List<InboundOutcomes.Unsettled> unsettled(Duration olderThan, long after, int most) {
    return outcomes.unsettled(olderThan, after, most);
  }
}
