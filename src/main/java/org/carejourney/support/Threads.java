package org.carejourney.support;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.carejourney.customer.Customer;
import org.carejourney.messaging.InboundMessage;
import org.carejourney.messaging.InboundMessages;
import org.carejourney.messaging.Message;
import org.carejourney.messaging.Messages;
import org.springframework.stereotype.Component;

/** What a message from a customer follows on from: letters of ours, messages of theirs, tickets. */
@Component
class Threads {

  private static final Pattern TICKET_NUMBER = Pattern.compile("(?i)\\bT-\\d{6,}\\b");

  private final Messages messages;
  private final InboundMessages inbound;
  private final Tickets tickets;

  Threads(Messages messages, InboundMessages inbound, Tickets tickets) {
    this.tickets = tickets;
    this.messages = messages;
    this.inbound = inbound;
  }

  /**
   * The letter whose signed reply address a mail was sent to. Only who got the letter, or was given
   * it, knows that address, so it counts whoever the mail is from.
   */
  Optional<Message> signed(InboundMessage message) {
    return Optional.ofNullable(message.letterId()).flatMap(messages::find);
  }

  /** The letters of ours that a message answers, the likeliest first. */
  Stream<Message> letters(InboundMessage message) {
    return Stream.concat(
        signed(message).stream(),
        references(message)
            .flatMap(reference -> messages.findByMimeId(mimeId(reference)).stream()));
  }

  /**
   * The numbers of the tickets that a message may be about, the likeliest first: those of the
   * letters and messages that it answers, then those that it names. There may be no such tickets.
   */
  Stream<String> tickets(InboundMessage message) {
    Stream<String> named =
        Stream.concat(references(message), Optional.ofNullable(message.subject()).stream())
            .flatMap(Threads::numbers);
    return Stream.of(
            letters(message).map(Message::businessKey),
            references(message).flatMap(reference -> theirs(message, reference)),
            named)
        .flatMap(numbers -> numbers)
        .filter(number -> number != null);
  }

  /**
   * The tickets that a message may be about, of its sender only: the likeliest first. What was
   * merged is where it goes on.
   */
  Stream<Ticket> ofCustomer(InboundMessage message, Customer customer) {
    return tickets(message)
        .distinct()
        .flatMap(number -> tickets.current(number).stream())
        .filter(ticket -> ticket.customerId().equals(customer.customerId()));
  }

  /** Those of them that are over. */
  Stream<Ticket> over(InboundMessage message, Customer customer) {
    return ofCustomer(message, customer).filter(ticket -> !ticket.isOpen());
  }

  /** What a message of the same channel has become. */
  private Stream<String> theirs(InboundMessage message, String reference) {
    return Stream.concat(
            inbound.findByProviderId(message.channel(), reference).stream(),
            inbound.findByMimeId(mimeId(reference)).stream())
        .filter(earlier -> earlier.channel().equals(message.channel()))
        .map(InboundMessage::ticket);
  }

  private static Stream<String> references(InboundMessage message) {
    return Stream.concat(
            Optional.ofNullable(message.inReplyTo()).map(String::strip).stream(),
            message.references().stream())
        .distinct();
  }

  private static String mimeId(String reference) {
    return reference.startsWith("<") ? reference : "<" + reference + ">";
  }

  private static Stream<String> numbers(String text) {
    return TICKET_NUMBER.matcher(text).results().map(MatchResult::group);
  }
}
