package org.carejourney.support;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.carejourney.customer.Customers;
import org.carejourney.customer.Timeline;
import org.carejourney.customer.TimelineEntry;
import org.carejourney.engine.Problem;
import org.carejourney.support.Ticket.Status;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The things customers asked of us. Every change stands on the customer's timeline. */
@Component
@Transactional
public class Tickets {

  private final JdbcClient jdbc;
  private final Customers customers;
  private final Timeline timeline;
  private final ApplicationEventPublisher news;
  private final Clock clock;

  Tickets(
      JdbcClient jdbc,
      Customers customers,
      Timeline timeline,
      ApplicationEventPublisher news,
      Clock clock) {
    this.jdbc = jdbc;
    this.customers = customers;
    this.timeline = timeline;
    this.news = news;
    this.clock = clock;
  }

  /**
   * Opens a ticket and gives it the next number.
   *
   * @param said what the customer said, for the timeline
   */
  public Ticket open(String customerId, String topic, String channel, TimelineEntry said) {
    long next = jdbc.sql("select nextval('ticket_number')").query(Long.class).single();
    String number = "T-%06d".formatted(next);
    jdbc.sql(
            """
            insert into ticket (number, customer_id, topic, channel, status, level, priority, opened_at)
            values (?, ?, ?, ?, 'open', 1, 50, ?)""")
        .params(number, customerId, topic, channel, Timestamp.from(clock.instant()))
        .update();
    timeline.write(customerId, said.withTicket(number));
    return changed(number, "Ticket opened: " + topic);
  }

  /** Sets who owns it and by when; a later decision replaces an earlier one. */
  public Ticket plan(String number, String topic, int priority, String team, Deadlines.Due due) {
    lock(number);
    jdbc.sql(
            """
            update ticket
            set topic = ?, priority = ?, team = ?, first_answer_warn_at = ?,
                first_answer_due_at = ?, solution_warn_at = ?, solution_due_at = ?
            where number = ?""")
        .params(topic, priority, team)
        .params(Timestamp.from(due.answerWarnAt()), Timestamp.from(due.answerDueAt()))
        .params(Timestamp.from(due.solutionWarnAt()), Timestamp.from(due.solutionDueAt()))
        .param(number)
        .update();
    return get(number);
  }

  /** The topic as a person understood it. */
  public void classify(String number, String topic) {
    lock(number);
    jdbc.sql("update ticket set topic = ? where number = ?").params(topic, number).update();
  }

  /** We asked the customer something: that is a first answer, and now it is their turn. */
  public Ticket asked(String number) {
    firstAnswer(number);
    return status(number, Status.WAITING, "Question to the customer");
  }

  /** The customer answered, or did not in time: it is our turn again. */
  public Ticket resumed(String number) {
    return get(number).status() == Status.WAITING
        ? status(number, Status.OPEN, "Back with the team")
        : get(number);
  }

  /** The solution was told. */
  public Ticket solved(String number) {
    firstAnswer(number);
    jdbc.sql("update ticket set solved_at = ? where number = ?")
        .params(Timestamp.from(clock.instant()), number)
        .update();
    return status(number, Status.SOLVED, "Solution told to the customer");
  }

  /** The customer was not satisfied: one level higher, and open again. */
  public Ticket reopened(String number) {
    lock(number);
    jdbc.sql(
            """
            update ticket
            set level = level + 1, solved_at = null, first_answered_at = null where number = ?""")
        .param(number)
        .update();
    return status(number, Status.OPEN, "Reopened: the customer is not satisfied");
  }

  public Ticket closed(String number) {
    end(number);
    return status(number, Status.CLOSED, "Ticket closed");
  }

  public Ticket withdrawn(String number) {
    end(number);
    return status(number, Status.WITHDRAWN, "The customer withdrew the complaint");
  }

  /** The process that worked on it was deleted: nobody took it back, but nobody works on it. */
  public Ticket abandoned(String number) {
    end(number);
    return status(number, Status.WITHDRAWN, "Ended: the process that worked on it was deleted");
  }

  /** Another ticket goes on with it. */
  Ticket merged(String number, String into) {
    end(number);
    jdbc.sql("update ticket set merged_into = ? where number = ?").params(into, number).update();
    return status(number, Status.MERGED, "Merged: %s goes on with it".formatted(into));
  }

  /**
   * A ticket that nobody else changes until the caller's transaction is over. Its customer is
   * locked, as for all that changes one: a change places or lifts a hold.
   */
  Ticket lock(String number) {
    customers.lock(get(number).customerId());
    return get(number);
  }

  private void end(String number) {
    lock(number);
    jdbc.sql("update ticket set closed_at = ? where number = ?")
        .params(Timestamp.from(clock.instant()), number)
        .update();
  }

  private void firstAnswer(String number) {
    lock(number);
    jdbc.sql(
            "update ticket set first_answered_at = coalesce(first_answered_at, ?) where number = ?")
        .params(Timestamp.from(clock.instant()), number)
        .update();
  }

  private Ticket status(String number, Status status, String title) {
    lock(number);
    jdbc.sql("update ticket set status = ? where number = ?")
        .params(status.word(), number)
        .update();
    return changed(number, title);
  }

  Ticket changed(String number, String title) {
    Ticket ticket = get(number);
    note(ticket, "ticket", title, null);
    news.publishEvent(new TicketChanged(number, ticket.customerId(), ticket.status()));
    return ticket;
  }

  /** Writes something about a ticket on the customer's timeline. */
  public void note(Ticket ticket, String kind, String title, @Nullable String reason) {
    timeline.write(
        ticket.customerId(),
        TimelineEntry.of(clock.instant(), kind, title)
            .withTicket(ticket.number())
            .withReason(reason));
  }

  /** A ticket by its number; {@link Problem} 404 when there is none. */
  @Transactional(readOnly = true)
  public Ticket get(String number) {
    return find(number)
        .orElseThrow(() -> Problem.notFound("unknown-ticket", "There is no ticket " + number));
  }

  /**
   * The ticket that goes on with a matter: the one of that number, or the one it was merged into.
   */
  @Transactional(readOnly = true)
  public Optional<Ticket> current(String number) {
    return find(number)
        .flatMap(
            ticket -> {
              String into = ticket.mergedInto();
              return into == null ? Optional.of(ticket) : current(into);
            });
  }

  @Transactional(readOnly = true)
  public Optional<Ticket> find(String number) {
    return jdbc.sql("select * from ticket where number = ?")
        .param(number.toUpperCase(Locale.ROOT))
        .query(Tickets::ticket)
        .optional();
  }

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }

  static Ticket ticket(ResultSet row, int index) throws SQLException {
    return new Ticket(
        row.getLong("seq"),
        row.getString("number"),
        row.getString("customer_id"),
        row.getString("topic"),
        row.getString("channel"),
        Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        row.getInt("level"),
        row.getInt("priority"),
        row.getString("team"),
        row.getTimestamp("opened_at").toInstant(),
        instant(row.getTimestamp("first_answer_warn_at")),
        instant(row.getTimestamp("first_answer_due_at")),
        instant(row.getTimestamp("solution_warn_at")),
        instant(row.getTimestamp("solution_due_at")),
        instant(row.getTimestamp("first_answered_at")),
        instant(row.getTimestamp("solved_at")),
        instant(row.getTimestamp("closed_at")),
        row.getString("follows"),
        row.getString("merged_into"));
  }
}
