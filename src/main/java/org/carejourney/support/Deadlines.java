package org.carejourney.support;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carejourney.customer.Timeline;
import org.carejourney.customer.TimelineEntry;
import org.carejourney.engine.BusinessCalendar;
import org.carejourney.engine.Tasks;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * By when a customer must hear from us and have a solution, and what happens when time runs out.
 */
@Component
@Transactional
public class Deadlines {

  /** The team is warned when three quarters of the time have gone. */
  private static final double WARN_AFTER = 0.75;

  private static final int WARNED = 70;
  private static final int ESCALATED = 90;

  /** The moments of both deadlines, and of the warnings before them. */
  public record Due(
      Instant answerWarnAt, Instant answerDueAt, Instant solutionWarnAt, Instant solutionDueAt) {}

  private final Tickets tickets;
  private final BusinessCalendar calendar;
  private final Tasks tasks;
  private final Timeline timeline;
  private final Clock clock;

  Deadlines(
      Tickets tickets, BusinessCalendar calendar, Tasks tasks, Timeline timeline, Clock clock) {
    this.timeline = timeline;
    this.tickets = tickets;
    this.calendar = calendar;
    this.tasks = tasks;
    this.clock = clock;
  }

  /** Sets both deadlines from now on, in business hours. */
  public Due set(
      String number, String topic, int priority, String team, int answerHours, int solutionHours) {
    Instant now = clock.instant();
    Due due =
        new Due(
            calendar.after(now, share(answerHours)),
            calendar.after(now, Duration.ofHours(answerHours)),
            calendar.after(now, share(solutionHours)),
            calendar.after(now, Duration.ofHours(solutionHours)));
    tickets.plan(number, topic, priority, team, due);
    return due;
  }

  private static Duration share(int hours) {
    return Duration.ofMinutes(Math.round(hours * 60 * WARN_AFTER));
  }

  /** Warns the team of what is due soon and not done yet. */
  public void warn(String number) {
    Ticket ticket = tickets.get(number);
    ringing(ticket, ticket.firstAnswerWarnAt(), ticket.solutionWarnAt())
        .ifPresent(
            what -> {
              tickets.note(ticket, "deadline", "Due soon: " + what, null);
              tasks.raise(number, WARNED, null);
            });
  }

  /** Offers what is overdue to the team lead. */
  public void escalate(String number) {
    Ticket ticket = tickets.get(number);
    ringing(ticket, ticket.firstAnswerDueAt(), ticket.solutionDueAt())
        .ifPresent(
            what -> {
              tickets.note(ticket, "deadline", "Overdue, offered to the team lead: " + what, null);
              tasks.raise(number, ESCALATED, "lead");
            });
  }

  /**
   * Offers what one process has people do to the team lead too.
   *
   * @param businessKey the ticket number or customer id of the process
   */
  public void escalateTasks(String processInstanceId, String customerId, String businessKey) {
    String ticket = tickets.find(businessKey).map(Ticket::number).orElse(null);
    for (String task : tasks.raiseIn(processInstanceId, ESCALATED, "lead")) {
      timeline.write(
          customerId,
          TimelineEntry.of(
                  clock.instant(), "deadline", "Overdue, offered to the team lead: " + task)
              .withTicket(ticket));
    }
  }

  /** What the customer still waits for; of two moments that have come, the later one rings now. */
  private Optional<String> ringing(
      Ticket ticket, @Nullable Instant answerBy, @Nullable Instant solutionBy) {
    if (come(solutionBy)) {
      return ticket.solvedAt() == null ? Optional.of("solution") : Optional.empty();
    }
    return ticket.firstAnsweredAt() == null && come(answerBy)
        ? Optional.of("first answer")
        : Optional.empty();
  }

  private boolean come(@Nullable Instant moment) {
    return moment != null && !moment.isAfter(clock.instant());
  }
}
