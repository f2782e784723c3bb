package org.carejourney.customer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import org.carejourney.engine.Listing;
import org.carejourney.engine.Text;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Everything that happened between us and a customer, in one list. */
@Component
public class Timeline {

  private final JdbcClient jdbc;

  Timeline(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Writes an entry, in the caller's transaction; a title or reason too long is cut. */
  public void write(String customerId, TimelineEntry entry) {
    jdbc.sql(
            """
            insert into timeline
              (customer_id, at, kind, title, text, channel, ticket, process, message_id, reason, actor)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
        .params(customerId, Timestamp.from(entry.at()), entry.kind())
        .params(Text.fit(entry.title(), 500), Text.clean(entry.text()))
        .params(entry.channel(), entry.ticket(), entry.process(), entry.messageId())
        .params(Text.fit(entry.reason(), 500), entry.actor())
        .update();
  }

  /** A page of a customer's entries, newest first. */
  public Listing<TimelineEntry> of(String customerId, int limit, long before) {
    List<Row> rows =
        jdbc.sql(
                """
                select * from timeline where customer_id = ? and seq < ?
                order by seq desc fetch first ? rows only""")
            .params(customerId, before, limit + 1)
            .query(Timeline::row)
            .list();
    return Listing.of(rows, limit, Row::seq, Row::entry);
  }

  /** Everything that belongs to a ticket, newest first. */
  public List<TimelineEntry> ofTicket(String ticket) {
    return jdbc.sql("select * from timeline where ticket = ? order by seq desc")
        .param(ticket)
        .query((row, index) -> row(row, index).entry())
        .list();
  }

  /** Everything that belongs to a customer, oldest first. */
  List<TimelineEntry> all(String customerId) {
    return jdbc.sql("select * from timeline where customer_id = ? order by seq")
        .param(customerId)
        .query((row, index) -> row(row, index).entry())
        .list();
  }

  void erase(String customerId) {
    jdbc.sql("delete from timeline where customer_id = ?").param(customerId).update();
  }

  private record Row(long seq, TimelineEntry entry) {}

  private static Row row(ResultSet row, int index) throws SQLException {
    return new Row(
        row.getLong("seq"),
        new TimelineEntry(
            row.getTimestamp("at").toInstant(),
            row.getString("kind"),
            row.getString("title"),
            row.getString("text"),
            row.getString("channel"),
            row.getString("ticket"),
            row.getString("process"),
            row.getString("message_id"),
            row.getString("reason"),
            row.getString("actor")));
  }
}
