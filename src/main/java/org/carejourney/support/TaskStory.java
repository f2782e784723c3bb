package org.carejourney.support;

import java.time.Clock;
import java.util.Optional;
import org.carejourney.customer.Customer;
import org.carejourney.customer.Customers;
import org.carejourney.customer.Timeline;
import org.carejourney.customer.TimelineEntry;
import org.carejourney.engine.FormSubmitted;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Writes on the customer's story what people have done for a ticket or for the customer. */
@Component
class TaskStory {

  private final Tickets tickets;
  private final Customers customers;
  private final Timeline timeline;
  private final Clock clock;

  TaskStory(Tickets tickets, Customers customers, Timeline timeline, Clock clock) {
    this.tickets = tickets;
    this.customers = customers;
    this.timeline = timeline;
    this.clock = clock;
  }

  @EventListener
  void on(FormSubmitted form) {
    Optional<Ticket> ticket = tickets.find(form.businessKey());
    ticket
        .map(Ticket::customerId)
        .or(() -> customers.find(form.businessKey()).map(Customer::customerId))
        .ifPresent(
            customerId ->
                timeline.write(
                    customerId,
                    TimelineEntry.of(clock.instant(), "task", "Done: " + form.task())
                        .withTicket(ticket.map(Ticket::number).orElse(null))
                        .withActor(form.actor())));
  }
}
