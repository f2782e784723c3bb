package org.carejourney.support;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.carejourney.engine.Figures;
import org.carejourney.engine.Reading;
import org.carejourney.support.Ticket.Status;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tickets that are not closed, and those whose solution should have been told by now. */
@Component
class SupportFigures {

  private static final List<Status> OPEN = List.of(Status.OPEN, Status.WAITING, Status.SOLVED);

  private record Standing(Map<String, Long> counts, long overdue) {}

  private final JdbcClient jdbc;
  private final Clock clock;

  SupportFigures(Figures figures, JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
    Reading<Standing> standing = figures.reading(this::read);
    for (Status status : OPEN) {
      figures.gauge(
          "care.tickets.open",
          null,
          "Tickets that are not over",
          standing,
          now -> now.counts().getOrDefault(status.word(), 0L),
          "status",
          status.word());
    }
    figures.gauge(
        "care.tickets.overdue",
        null,
        "Open tickets whose solution should have been told by now",
        standing,
        Standing::overdue);
  }

  private Standing read() {
    Map<String, Long> counts = new HashMap<>();
    jdbc.sql("select status, count(*) from ticket where status in (:open) group by status")
        .param("open", OPEN.stream().map(Status::word).toList())
        .query(
            row -> {
              counts.put(row.getString(1), row.getLong(2));
            });
    long overdue =
        jdbc.sql("select count(*) from ticket where status = ? and solution_due_at < ?")
            .params(Status.OPEN.word(), Timestamp.from(clock.instant()))
            .query(Long.class)
            .single();
    return new Standing(counts, overdue);
  }
}
