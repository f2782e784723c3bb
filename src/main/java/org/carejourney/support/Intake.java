package org.carejourney.support;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.carejourney.customer.Customer;
import org.carejourney.customer.Customers;
import org.carejourney.customer.Timeline;
import org.carejourney.customer.TimelineEntry;
import org.carejourney.engine.Conflicts;
import org.carejourney.messaging.InboundMessage;
import org.carejourney.messaging.Inbox;
import org.carejourney.messaging.Message;
import org.carejourney.messaging.Messages;
import org.springframework.stereotype.Component;

/**
 * What an inbound message becomes: an answer to an open ticket, a reply to a letter of ours, or a
 * new ticket.
 */
@Component
public class Intake {

  static final Set<String> TOPICS = Set.of("product", "delivery", "billing", "service", "other");
  private static final Pattern TICKET_NUMBER = Pattern.compile("(?i)\\bT-\\d{6,}\\b");

  private final Inbox inbox;
  private final Customers customers;
  private final Messages messages;
  private final Tickets tickets;
  private final Complaints complaints;
  private final TicketReplies replies;
  private final Timeline timeline;
  private final Correspondence correspondence;
  private final Conflicts conflicts;

  Intake(
      Inbox inbox,
      Customers customers,
      Messages messages,
      Tickets tickets,
      Complaints complaints,
      TicketReplies replies,
      Timeline timeline,
      Correspondence correspondence,
      Conflicts conflicts) {
    this.inbox = inbox;
    this.customers = customers;
    this.messages = messages;
    this.tickets = tickets;
    this.complaints = complaints;
    this.replies = replies;
    this.timeline = timeline;
    this.correspondence = correspondence;
    this.conflicts = conflicts;
  }

  /** Acts on a kept message once; acting on it again gives the first answer. */
  public InboundMessage act(String inboundId) {
    return conflicts.retried(() -> actOnce(inboundId));
  }

  private InboundMessage actOnce(String inboundId) {
    InboundMessage message = inbox.take(inboundId);
    if (message.outcome() != null) {
      return message;
    }
    if (message.customerId() != null && customers.erased(message.customerId())) {
      return inbox.settle(
          message.id(), message.customerId(), "ignored", "The customer was erased", null);
    }
    Customer customer = sender(message);
    return answeredTickets(message, customer)
        .flatMap(ticket -> reply(message, customer, ticket).stream())
        .findFirst()
        .or(() -> correspondence.take(message, customer))
        .orElseGet(() -> complain(message, customer));
  }

  private Customer sender(InboundMessage message) {
    return Optional.ofNullable(message.customerId())
        .flatMap(customers::find)
        .or(() -> customers.findByAddress(message.channel(), message.sender()))
        .orElseGet(() -> customers.provisional(message.channel(), message.sender(), null));
  }

  /** Empty when no process of the ticket waits for the customer's words. */
  private Optional<InboundMessage> reply(InboundMessage message, Customer customer, Ticket ticket) {
    if (!replies.pass(message, ticket)) {
      return Optional.empty();
    }
    timeline.write(customer.customerId(), story(message, "Reply").withTicket(ticket.number()));
    return Optional.of(
        inbox.settle(message.id(), customer.customerId(), "correlated", null, ticket.number()));
  }

  private InboundMessage complain(InboundMessage message, Customer customer) {
    Ticket ticket = complaints.open(message, customer.customerId());
    return inbox.settle(message.id(), customer.customerId(), "ticket", null, ticket.number());
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
    return Stream.concat(
            message.inReplyTo() == null ? Stream.empty() : referred(message),
            message.subject() == null ? Stream.empty() : numbers(message.subject()))
        .flatMap(number -> tickets.find(number).stream())
        .filter(ticket -> ticket.customerId().equals(customer.customerId()) && ticket.isOpen());
  }

  /** Our own Message-ID, an id of the same channel, or a ticket number. */
  private Stream<String> referred(InboundMessage message) {
    String reference = message.inReplyTo().strip();
    String mimeId = reference.startsWith("<") ? reference : "<" + reference + ">";
    var ours = messages.findByMimeId(mimeId).map(Message::businessKey);
    var theirs = inbox.findByProviderId(message.channel(), reference).map(InboundMessage::ticket);
    return Stream.concat(Stream.concat(ours.stream(), theirs.stream()), numbers(reference));
  }

  private static Stream<String> numbers(String text) {
    return TICKET_NUMBER.matcher(text).results().map(MatchResult::group);
  }

  /** Messages that nobody has acted on for some time. */
  List<String> unsettled(Duration olderThan) {
    return inbox.unsettled(olderThan);
  }
}
