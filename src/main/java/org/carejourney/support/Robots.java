package org.carejourney.support;

import static java.util.stream.Collectors.joining;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.carejourney.customer.Customer;
import org.carejourney.customer.Customers;
import org.carejourney.customer.Timeline;
import org.carejourney.messaging.Bounces;
import org.carejourney.messaging.InboundMessage;
import org.carejourney.messaging.InboundOutcomes;
import org.carejourney.messaging.Message;
import org.carejourney.messaging.Messages;
import org.carejourney.messaging.SpamComplaints;
import org.springframework.stereotype.Component;

/**
 * Mail that no person wrote to us: it becomes no ticket, and is never answered. What it tells of a
 * letter of ours is acted on.
 */
@Component
class Robots {

  /** What colleagues should see of it on the customer's story. */
  private static final Map<String, String> WORTH_TELLING =
      Map.of(
          "bounce", "A letter came back",
          "complaint", "A letter was called spam",
          "auto-reply", "Automatic reply");

  private final InboundOutcomes outcomes;
  private final Customers customers;
  private final Messages messages;
  private final Threads threads;
  private final Timeline timeline;
  private final Triage triage;
  private final Bounces bounces;
  private final SpamComplaints complaints;

  Robots(
      InboundOutcomes outcomes,
      Customers customers,
      Messages messages,
      Threads threads,
      Timeline timeline,
      Triage triage,
      Bounces bounces,
      SpamComplaints complaints) {
    this.outcomes = outcomes;
    this.customers = customers;
    this.messages = messages;
    this.threads = threads;
    this.timeline = timeline;
    this.triage = triage;
    this.bounces = bounces;
    this.complaints = complaints;
  }

  static boolean wrote(InboundMessage message) {
    return !kind(message).equals("human");
  }

  private static String kind(InboundMessage message) {
    if (message.kind() == null) {
      throw new IllegalStateException("The mail %s was not read yet".formatted(message.id()));
    }
    return message.kind();
  }

  /** Settles a mail that is no person's, or that nobody can read. */
  InboundMessage settle(InboundMessage message) {
    // Whose it is decides with whom it is erased.
    String customerId = about(message).orElse(null);
    if (kind(message).equals("unreadable")) {
      outcomes.attribute(message.id(), customerId);
      return triage.quarantine(message.id(), message.note());
    }
    String title = WORTH_TELLING.get(kind(message));
    if (customerId != null && title != null) {
      timeline.write(customerId, Intake.story(message, title).withReason(message.note()));
    }
    String reason =
        Stream.concat(Optional.ofNullable(message.note()).stream(), followed(message).stream())
            .collect(joining(". "));
    return outcomes.settle(message.id(), customerId, "ignored", reason, null);
  }

  /** What became of the letter of ours that a mail is about, in words. */
  private Optional<String> followed(InboundMessage message) {
    return switch (kind(message)) {
      case "bounce" -> bounces.act(message);
      case "complaint" -> Optional.of(complaints.act(message));
      default -> Optional.empty();
    };
  }

  /** The customer whom we wrote to, or who sent it; nobody is made a customer by a robot. */
  private Optional<String> about(InboundMessage message) {
    return Optional.ofNullable(message.returnedLetter())
        .flatMap(messages::find)
        .or(() -> threads.letters(message).findFirst())
        .or(() -> Optional.ofNullable(message.mimeId()).flatMap(messages::findByMimeId))
        .map(Message::customerId)
        .flatMap(customers::find)
        .or(() -> customers.findByAddress(message.channel(), message.sender()))
        .map(Customer::customerId);
  }
}
