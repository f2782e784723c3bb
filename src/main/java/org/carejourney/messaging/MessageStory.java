package org.carejourney.messaging;

import java.time.Clock;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carejourney.customer.Customers;
import org.carejourney.customer.Timeline;
import org.carejourney.customer.TimelineEntry;
import org.carejourney.messaging.Judgement.Answered;
import org.carejourney.messaging.Rule.Basis;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the customer's timeline says about messages. */
@Component
class MessageStory {

  private final Timeline timeline;
  private final Customers customers;
  private final Judgements judgements;
  private final Clock clock;

  MessageStory(Timeline timeline, Customers customers, Judgements judgements, Clock clock) {
    this.timeline = timeline;
    this.customers = customers;
    this.judgements = judgements;
    this.clock = clock;
  }

  /** What was decided on a message, the first time or after a hold. */
  void decided(Message message) {
    String title =
        switch (message.status()) {
          case HELD -> "Held: " + message.template();
          case WITHHELD -> "Not sent: " + message.template();
          case PARKED -> late(message);
          default -> message.title();
        };
    timeline.write(
        message.customerId(),
        entry(message, title).withReason(message.reason()).withText(why(message)));
  }

  /** What the decision rests on, in a few sentences; the whole stands with the message. */
  private String why(Message message) {
    String step = Objects.requireNonNullElse(message.stepName(), message.step());
    String asked = "Asked by “%s” of %s".formatted(step.replaceAll("\\s+", " "), diagram(message));
    return Stream.concat(
            Stream.of(asked),
            judgements.last(message).answers().stream()
                .filter(answer -> answer.channel().equals(message.channel()))
                .map(Answered::basis)
                .filter(Objects::nonNull)
                .map(Basis::words))
        .collect(Collectors.joining(". ", "", "."));
  }

  private static String diagram(Message message) {
    return message.processVersion() == null
        ? message.process()
        : message.process() + ", version " + message.processVersion();
  }

  /** It comes too late to go without asking. */
  void late(Message message, @Nullable String reason) {
    write(message, late(message), reason);
  }

  private String late(Message message) {
    return "Too late? Waits for a decision: " + title(message);
  }

  /** It was on its way, but must not go any more. */
  void stopped(Message message, String reason) {
    write(message, "Not sent: " + title(message), reason);
  }

  /** A refusal for good, at once or later. */
  void refused(Message message, String reason) {
    write(message, "Not delivered: " + title(message), reason);
  }

  /** Nobody knows whether it arrived. */
  void parked(Message message, String reason) {
    write(message, "Perhaps not delivered: " + title(message), reason);
  }

  /** What a person did or found out; more than the title may be null. */
  void noted(Message message, String what, @Nullable String text, @Nullable String actor) {
    timeline.write(
        message.customerId(),
        entry(message, what + ": " + title(message)).withText(text).withActor(actor));
  }

  /** Who holds a message in memory may remember words that were erased meanwhile. */
  private String title(Message message) {
    return customers.find(message.customerId()).isPresent() ? message.title() : message.template();
  }

  private void write(Message message, String title, @Nullable String reason) {
    timeline.write(message.customerId(), entry(message, title).withReason(reason));
  }

  private TimelineEntry entry(Message message, String title) {
    return TimelineEntry.of(clock.instant(), "message", title)
        .withChannel(message.channel())
        .withTicket(message.ticket())
        .withProcess(message.process())
        .withMessage(message.id());
  }
}
