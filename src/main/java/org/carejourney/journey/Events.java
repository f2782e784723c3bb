package org.carejourney.journey;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carejourney.customer.Customer;
import org.carejourney.customer.Customers;
import org.carejourney.customer.Timeline;
import org.carejourney.customer.TimelineEntry;
import org.carejourney.engine.Conflicts;
import org.carejourney.engine.Problem;
import org.carejourney.engine.Receivers;
import org.carejourney.engine.Receivers.Starting;
import org.carejourney.engine.Receivers.Waiting;
import org.carejourney.support.TicketLists;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** What happens in the company's systems comes in here, and sets processes going. */
@Component
public class Events {

  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);
  private static final Duration OLDEST = Duration.ofDays(366);

  private final EventRows rows;
  private final Receivers receivers;
  private final JourneyRuns runs;
  private final Customers customers;
  private final TicketLists tickets;
  private final Timeline timeline;
  private final Conflicts conflicts;
  private final Clock clock;

  Events(
      EventRows rows,
      Receivers receivers,
      JourneyRuns runs,
      Customers customers,
      TicketLists tickets,
      Timeline timeline,
      Conflicts conflicts,
      Clock clock) {
    this.rows = rows;
    this.receivers = receivers;
    this.runs = runs;
    this.customers = customers;
    this.tickets = tickets;
    this.timeline = timeline;
    this.conflicts = conflicts;
    this.clock = clock;
  }

  /**
   * Takes an event once: hands it to every process of the customer that waits for it, then starts
   * every process that begins with it and does not run for the customer yet. All or nothing.
   *
   * @throws Problem 422 {@code reserved-type}, {@code unknown-customer}, {@code in-the-future},
   *     {@code too-old}, or naming the field of the data that a diagram cannot use
   */
  public Outcome take(Event event) {
    if (rows.known(event.source(), event.id())) {
      return Outcome.REPEATED;
    }
    requireForeign(event.type());
    requireCredible(event.time());
    try {
      return conflicts.retried(() -> takeOnce(event));
    } catch (DuplicateKeyException faster) {
      return Outcome.REPEATED;
    }
  }

  private static void requireForeign(String type) {
    if (Receivers.isOurs(type)) {
      throw Problem.unprocessable(
          "reserved-type", "type", "Types that begin with 'care.' are sent by Carejourney alone");
    }
  }

  private void requireCredible(Instant time) {
    Instant now = clock.instant();
    if (time.isAfter(now.plus(CLOCKS_DIFFER))) {
      throw Problem.unprocessable(
          "in-the-future",
          "time",
          "The event has not happened yet: the clock here says " + now + ", its time is " + time);
    }
    if (time.isBefore(now.minus(OLDEST))) {
      throw Problem.unprocessable(
          "too-old",
          "time",
          "The event is older than 366 days: the clock here says " + now + ", its time is " + time);
    }
  }

  private Outcome takeOnce(Event event) {
    Customer customer =
        customers
            .lock(event.customerId())
            .orElseThrow(
                () ->
                    Problem.unprocessable(
                        "unknown-customer",
                        "subject",
                        "There is no customer " + event.customerId()));
    rows.insert(event, clock.instant());
    Outcome outcome = deliver(event, customer);
    rows.settle(event, outcome);
    timeline.write(
        customer.customerId(),
        TimelineEntry.of(event.time(), "event", "Event: " + event.type())
            .withText(told(event))
            .withReason(outcome.note()));
    return outcome;
  }

  private Outcome deliver(Event event, Customer customer) {
    // Both before anything moves: what an event starts does not hear it a second time.
    List<Waiting> waiting = waiting(event);
    List<Starting> starting = receivers.starting(event.type());
    waiting.forEach(receiver -> EventFields.of(event, receiver.data()));
    starting.forEach(receiver -> EventFields.of(event, receiver.data()));

    int continued = 0;
    for (Waiting receiver : waiting) {
      var fields = EventFields.of(event, receiver.data());
      continued += receivers.wake(receiver, event.type(), fields) ? 1 : 0;
    }
    List<String> ignored = new ArrayList<>();
    for (Starting receiver : starting) {
      if (runs.running(receiver.process(), customer.customerId())) {
        ignored.add(receiver.name());
      } else {
        receivers.start(
            receiver, event.type(), customer.customerId(), facts(event, customer, receiver));
      }
    }
    int started = starting.size() - ignored.size();
    return new Outcome(false, started, continued, note(event, started + continued, ignored));
  }

  private List<Waiting> waiting(Event event) {
    return Stream.concat(
            Stream.of(event.customerId()), tickets.openNumbers(event.customerId()).stream())
        .flatMap(key -> receivers.waiting(event.type(), key).stream())
        .toList();
  }

  private static Map<String, Object> facts(Event event, Customer customer, Starting receiver) {
    Map<String, Object> facts = new HashMap<>(EventFields.of(event, receiver.data()));
    facts.put("customerId", customer.customerId());
    facts.put("segment", customer.routingSegment());
    facts.put("eventTime", Date.from(event.time()));
    return facts;
  }

  private static @Nullable String note(Event event, int moved, List<String> ignored) {
    if (!ignored.isEmpty()) {
      return "Ignored as a start, because it runs for this customer already: "
          + String.join(", ", ignored);
    }
    return moved > 0
        ? null
        : "No process starts on %s, and none of this customer waits for it".formatted(event.type());
  }

  /** The plain values of the data, for staff; null when there are none. */
  private static @Nullable String told(Event event) {
    String told =
        event.data().properties().stream()
            .filter(field -> field.getValue().isValueNode() && !field.getValue().isNull())
            .map(field -> field.getKey() + ": " + field.getValue().asText())
            .collect(Collectors.joining("\n"));
    return told.isEmpty() ? null : told;
  }
}
