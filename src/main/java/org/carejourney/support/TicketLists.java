package org.carejourney.support;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.carejourney.engine.Filters;
import org.carejourney.engine.Listing;
import org.carejourney.support.Ticket.Status;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tickets by what they have in common. */
@Component
@Transactional(readOnly = true)
public class TicketLists {

  private final JdbcClient jdbc;
  private final Clock clock;

  TicketLists(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** A page of tickets, newest first; a null filter filters nothing. */
  public Listing<Ticket> list(
      @Nullable String customerId, @Nullable Status status, int limit, long before) {
    Filters filters =
        new Filters()
            .is("customer_id", customerId)
            .is("status", status == null ? null : status.word());
    List<Ticket> rows =
        jdbc.sql(
                "select * from ticket where seq < :before"
                    + filters.sql()
                    + "order by seq desc fetch first :limit rows only")
            .params(filters.values())
            .param("before", before)
            .param("limit", limit + 1)
            .query(Tickets::ticket)
            .list();
    return Listing.of(rows, limit, Ticket::seq, t -> t);
  }

  /** Numbers of the customer's tickets that are not over, oldest first. */
  public List<String> openNumbers(String customerId) {
    return jdbc.sql(
            """
            select number from ticket
            where customer_id = :customer and status not in (:over) order by seq""")
        .param("customer", customerId)
        .param("over", Status.OVER.stream().map(Status::word).toList())
        .query(String.class)
        .list();
  }

  /** How many tickets the customer has opened within a time before now, this one included. */
  public int openedWithin(String customerId, Duration time) {
    return jdbc.sql("select count(*) from ticket where customer_id = ? and opened_at > ?")
        .params(customerId, Timestamp.from(clock.instant().minus(time)))
        .query(Integer.class)
        .single();
  }

  /** How many tickets stand at a status. */
  public int count(Status status) {
    return jdbc.sql("select count(*) from ticket where status = ?")
        .param(status.word())
        .query(Integer.class)
        .single();
  }
}
