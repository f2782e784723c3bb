package org.carejourney.support;

import java.time.Clock;
import org.carejourney.customer.Timeline;
import org.carejourney.customer.TimelineEntry;
import org.carejourney.engine.FormSubmitted;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Writes on the customer's story what people have done for a ticket. */
@Component
class TaskStory {

  private final Tickets tickets;
  private final Timeline timeline;
  private final Clock clock;

  TaskStory(Tickets tickets, Timeline timeline, Clock clock) {
    this.tickets = tickets;
    this.timeline = timeline;
    this.clock = clock;
  }

  @EventListener
  void on(FormSubmitted form) {
    tickets
        .find(form.businessKey())
        .ifPresent(
            ticket ->
                timeline.write(
                    ticket.customerId(),
                    TimelineEntry.of(clock.instant(), "task", "Done: " + form.task())
                        .withTicket(ticket.number())
                        .withActor(form.actor())));
  }
}
