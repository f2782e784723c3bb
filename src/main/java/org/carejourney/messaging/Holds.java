package org.carejourney.messaging;

import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.carejourney.customer.Customers;
import org.carejourney.engine.Company;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Care and marketing wait while something is open with a customer, and for a cool-off after it. Who
 * knows that something is open places a hold here and lifts it; a held message stays at its step
 * and is judged again when the last hold has ended.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Holds {

  /**
   * @param coolOff how long messages still rest after the cause has ended
   */
  @ConfigurationProperties("care.hold")
  record Settings(@DefaultValue("P3D") Duration coolOff) {}

  /**
   * Why messages wait right now.
   *
   * @param cause what is, or was, open
   * @param until the end of the cool-off, or null while something is open
   */
  record InForce(String cause, String reason, @Nullable Instant until) {}

  /**
   * A hold that is over.
   *
   * @param outcome how its cause ended: {@code solved}, {@code reopened}, {@code withdrawn} or
   *     {@code merged}
   */
  record Ended(String cause, String topic, String outcome) {}

  private record Row(String cause, @Nullable Instant endsAt) {}

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH);

  private final JdbcClient jdbc;
  private final Customers customers;
  private final Settings settings;
  private final Company company;
  private final Clock clock;

  Holds(JdbcClient jdbc, Customers customers, Settings settings, Company company, Clock clock) {
    this.jdbc = jdbc;
    this.customers = customers;
    this.settings = settings;
    this.company = company;
    this.clock = clock;
  }

  /**
   * Has care and marketing for a customer wait from now on; placing it again changes nothing,
   * unless it was lifted: then its cause is open again.
   *
   * @param cause what is open, such as a ticket number
   * @param topic what it is about, for the table that judges held messages
   */
  public void place(String customerId, String cause, String topic) {
    customers.lock(customerId);
    int again =
        jdbc.sql(
                """
                update hold set topic = ?, placed_at = ?, lifted_at = null, ends_at = null,
                    outcome = null
                where cause = ? and lifted_at is not null""")
            .params(topic, Timestamp.from(clock.instant()), cause)
            .update();
    if (again == 0 && row(cause).isEmpty()) {
      jdbc.sql("insert into hold (cause, customer_id, topic, placed_at) values (?, ?, ?, ?)")
          .params(cause, customerId, topic, Timestamp.from(clock.instant()))
          .update();
    }
  }

  /**
   * The cause is over: messages are judged again after the cool-off. Does nothing when there is no
   * such hold, or it was lifted before.
   *
   * @param outcome how it ended: {@code solved}, {@code reopened}, {@code withdrawn} or {@code
   *     merged}
   */
  public void lift(String customerId, String cause, String topic, String outcome) {
    customers.lock(customerId);
    Instant now = clock.instant();
    int lifted =
        jdbc.sql(
                """
                update hold set lifted_at = ?, ends_at = ?, outcome = ?, topic = ?
                where cause = ? and lifted_at is null""")
            .params(Timestamp.from(now), Timestamp.from(now.plus(settings.coolOff())))
            .params(outcome, topic, cause)
            .update();
    if (lifted > 0) {
      judgeAgain(customerId);
    }
  }

  /** Sets when the messages held for a customer are judged again. */
  private void judgeAgain(String customerId) {
    on(customerId, null)
        .ifPresentOrElse(
            hold ->
                jdbc.sql(
                        """
                        update message set send_at = ?, reason = ?
                        where customer_id = ? and status = 'held'""")
                    .params(Ledger.timestamp(hold.until()), hold.reason(), customerId)
                    .update(),
            () -> judgeNow(customerId));
  }

  /** Without a cool-off nothing is in force any more. */
  private void judgeNow(String customerId) {
    jdbc.sql("update message set send_at = ? where customer_id = ? and status = 'held'")
        .params(Timestamp.from(clock.instant()), customerId)
        .update();
  }

  /**
   * What makes messages for a customer wait now; empty when nothing does. Who writes down that a
   * message waits for it has locked the customer, so that it is not lifted between the two.
   *
   * @param about what the message itself is about: a question about a ticket does not wait for that
   *     very ticket. May be null
   */
  Optional<InForce> on(String customerId, @Nullable String about) {
    return jdbc
        .sql(
            """
                select * from hold
                where customer_id = ? and (ends_at is null or ends_at > ?)
                order by seq""")
        .params(customerId, Timestamp.from(clock.instant()))
        .query(Holds::row)
        .list()
        .stream()
        .filter(row -> !row.cause().equals(about))
        .map(this::inForce)
        // What is open has no end yet: it lasts longest.
        .max(Comparator.comparing(InForce::until, nullsLast(naturalOrder())));
  }

  private InForce inForce(Row row) {
    Instant ends = row.endsAt();
    return ends == null
        ? new InForce(row.cause(), "Waits while " + row.cause() + " is open", null)
        : new InForce(
            row.cause(),
            "%s is over; waits until %s"
                .formatted(row.cause(), MOMENT.format(ends.atZone(company.timeZone()))),
            ends);
  }

  /** The hold that ended last since a moment, or empty when none did. */
  Optional<Ended> lastEnded(String customerId, Instant since) {
    return jdbc.sql(
            """
            select * from hold where customer_id = ? and ends_at > ? and ends_at <= ?
            order by ends_at desc, seq desc fetch first 1 row only""")
        .params(customerId, Timestamp.from(since), Timestamp.from(clock.instant()))
        .query(
            (row, index) ->
                new Ended(row.getString("cause"), row.getString("topic"), row.getString("outcome")))
        .optional();
  }

  void erase(String customerId) {
    jdbc.sql("delete from hold where customer_id = ?").param(customerId).update();
  }

  private Optional<Row> row(String cause) {
    return jdbc.sql("select * from hold where cause = ?").param(cause).query(Holds::row).optional();
  }

  private static Row row(ResultSet row, int index) throws SQLException {
    Timestamp ends = row.getTimestamp("ends_at");
    return new Row(row.getString("cause"), ends == null ? null : ends.toInstant());
  }
}
