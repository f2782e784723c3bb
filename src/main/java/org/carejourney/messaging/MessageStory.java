package org.carejourney.messaging;

import java.time.Clock;
import org.carejourney.customer.Timeline;
import org.carejourney.customer.TimelineEntry;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the customer's timeline says about messages. */
@Component
class MessageStory {

  private final Timeline timeline;
  private final Clock clock;

  MessageStory(Timeline timeline, Clock clock) {
    this.timeline = timeline;
    this.clock = clock;
  }

  /** What was decided on a message, the first time or after a hold. */
  void decided(Message message) {
    switch (message.status()) {
      case HELD -> write(message, "Held: " + message.template(), message.reason());
      case WITHHELD -> write(message, "Not sent: " + message.template(), message.reason());
      default -> write(message, message.title(), message.reason());
    }
  }

  /** It was on its way, but must not go any more. */
  void stopped(Message message, String reason) {
    write(message, "Not sent: " + message.title(), reason);
  }

  /** A refusal for good, at once or later. */
  void refused(Message message, String reason) {
    write(message, "Not delivered: " + message.title(), reason);
  }

  /** Nobody knows whether it arrived. */
  void parked(Message message, String reason) {
    write(message, "Perhaps not delivered: " + message.title(), reason);
  }

  /** What a person did or found out; more than the title may be null. */
  void noted(Message message, String what, @Nullable String text, @Nullable String actor) {
    timeline.write(
        message.customerId(),
        entry(message, what + ": " + message.title()).withText(text).withActor(actor));
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
