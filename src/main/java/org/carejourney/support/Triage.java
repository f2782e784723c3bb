package org.carejourney.support;

import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.carejourney.customer.Timeline;
import org.carejourney.customer.TimelineEntry;
import org.carejourney.engine.Answers;
import org.carejourney.engine.Processes;
import org.carejourney.messaging.InboundMessage;
import org.carejourney.messaging.InboundOutcomes;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Messages that need a person: what the machine is not sure of, and what it cannot read. Each
 * becomes a task, and what the person decides is written back to the message.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Triage {

  /** Outcome of a message that waits to be sorted. */
  static final String UNSORTED = "triage";

  /** Outcome of a message that could not be read; it stays with one that was settled otherwise. */
  static final String QUARANTINED = "quarantined";

  private final InboundOutcomes outcomes;
  private final Processes processes;
  private final Tickets tickets;
  private final TicketReplies replies;
  private final Timeline timeline;
  private final Answers answers;
  private final Clock clock;

  Triage(
      InboundOutcomes outcomes,
      Processes processes,
      Tickets tickets,
      TicketReplies replies,
      Timeline timeline,
      Answers answers,
      Clock clock) {
    this.outcomes = outcomes;
    this.processes = processes;
    this.tickets = tickets;
    this.replies = replies;
    this.timeline = timeline;
    this.answers = answers;
    this.clock = clock;
  }

  /**
   * Has a person decide what becomes of a message, in the caller's transaction. The message is
   * settled with the outcome {@code triage} and stands on the customer's story.
   *
   * @param customerId who it is from, never null: an unknown sender is a provisional customer
   * @param reason why the machine was not sure, in words that staff understand, or null
   */
  public InboundMessage start(String inboundId, String customerId, @Nullable String reason) {
    InboundMessage message = outcomes.take(inboundId);
    begin(
        "care.messageToSort", inboundId, Map.of("inboundId", inboundId, "customerId", customerId));
    timeline.write(customerId, Intake.story(message, "Message to sort").withReason(reason));
    return outcomes.settle(inboundId, customerId, UNSORTED, reason, null);
  }

  /**
   * Has a person look at a message that cannot be read, in the caller's transaction. The message is
   * settled with the outcome {@code quarantined}; on whose story it belongs nobody knows.
   *
   * @param reason what is wrong with it, in words that staff understand, or null
   */
  public InboundMessage quarantine(String inboundId, @Nullable String reason) {
    InboundMessage message = outcomes.take(inboundId);
    begin("care.messageQuarantined", inboundId, Map.of("inboundId", inboundId));
    return outcomes.settle(inboundId, message.customerId(), QUARANTINED, reason, null);
  }

  private void begin(String event, String inboundId, Map<String, Object> facts) {
    if (!processes.start(event, inboundId, facts)) {
      throw new IllegalStateException("No process starts with " + event);
    }
  }

  /**
   * Gives the message to the ticket that was chosen, as a reply of the customer.
   *
   * @return false when that ticket is over, or nobody works on it any more
   */
  public boolean attach(String inboundId) {
    InboundMessage message = outcomes.take(inboundId);
    Sorting sorting = sorting(inboundId);
    Optional<Ticket> chosen =
        sorting
            .answer("existingTicket")
            .flatMap(number -> tickets.current(number.strip()))
            .filter(Ticket::isOpen)
            .filter(ticket -> replies.pass(message, ticket));
    chosen.ifPresent(ticket -> attached(message, ticket, sorting));
    return chosen.isPresent();
  }

  /** The story of its sender has the words already; another customer's gets them here. */
  private void attached(InboundMessage message, Ticket ticket, Sorting sorting) {
    boolean same = ticket.customerId().equals(message.customerId());
    TimelineEntry entry =
        Intake.story(message, "Reply").withTicket(ticket.number()).withActor(sorting.actor());
    timeline.write(ticket.customerId(), same ? entry.withText(null) : entry);
    if (!same) {
      note(message, "Message belongs to another customer’s ticket", null, sorting);
    }
    outcomes.settle(
        message.id(), ticket.customerId(), "correlated", sorting.sentence(), ticket.number());
  }

  /** Gives the message to the care team, which reads and answers it. */
  public void handOver(String inboundId) {
    InboundMessage message = outcomes.take(inboundId);
    String customerId = message.knownCustomer();
    Sorting sorting = sorting(inboundId);
    begin(
        "care.replyReceived", customerId, Map.of("customerId", customerId, "inboundId", inboundId));
    note(message, "Message handed to the care team", null, sorting);
    outcomes.settle(
        inboundId, message.customerId(), "correlated", sorting.after("For the care team"), null);
  }

  /**
   * Nothing follows from the message; the reason stands with it and on the story. One that a person
   * wants to have read again has no outcome then, and is acted on as such.
   */
  public void settle(String inboundId) {
    InboundMessage message = outcomes.take(inboundId);
    Sorting sorting = sorting(inboundId);
    boolean again =
        QUARANTINED.equals(message.outcome())
            && sorting.answer("quarantinedAs").filter("again"::equals).isPresent();
    if (again && outcomes.again(inboundId)) {
      note(message, "Message is read again", null, sorting);
      return;
    }
    boolean settledOtherwise =
        sorting.answer("quarantinedAs").filter(Predicate.isEqual("settled")).isPresent();
    String why =
        settledOtherwise
            ? "Settled otherwise"
            : sorting
                .choice("nothingBecause")
                .or(() -> sorting.choice("quarantinedAs"))
                .map(words -> words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1))
                .orElse("Nothing to do");
    note(message, "Nothing to do with the message", why, sorting);
    outcomes.settle(
        inboundId,
        message.customerId(),
        settledOtherwise ? QUARANTINED : "ignored",
        sorting.after(why),
        null);
  }

  private void note(InboundMessage message, String what, @Nullable String why, Sorting sorting) {
    if (message.customerId() != null) {
      timeline.write(
          message.customerId(),
          TimelineEntry.of(clock.instant(), "inbound", what)
              .withMessage(message.id())
              .withReason(why)
              .withActor(sorting.actor()));
    }
  }

  private Sorting sorting(String inboundId) {
    return Sorting.of(answers.of(inboundId));
  }
}
