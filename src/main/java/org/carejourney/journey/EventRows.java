package org.carejourney.journey;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.carejourney.engine.Text;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of events. */
@Component
class EventRows {

  private final JdbcClient jdbc;
  private final ObjectMapper json;

  EventRows(JdbcClient jdbc, ObjectMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  boolean known(String source, String id) {
    return jdbc.sql("select count(*) from event where source = ? and event_id = ?")
            .params(source, id)
            .query(Integer.class)
            .single()
        > 0;
  }

  /** Throws {@link org.springframework.dao.DuplicateKeyException} when somebody was faster. */
  void insert(Event event, Instant now) {
    jdbc.sql(
            """
            insert into event
              (source, event_id, type, customer_id, happened_at, received_at, data,
               started, continued)
            values (?, ?, ?, ?, ?, ?, ?, 0, 0)""")
        .params(event.source(), event.id(), event.type(), event.customerId())
        .params(Timestamp.from(event.time()), Timestamp.from(now), event.data().toString())
        .update();
  }

  void settle(Event event, Outcome outcome) {
    jdbc.sql(
            """
            update event set started = ?, continued = ?, note = ?
            where source = ? and event_id = ?""")
        .params(outcome.started(), outcome.continued(), Text.fit(outcome.note(), 500))
        .params(event.source(), event.id())
        .update();
  }

  /** The newest event of each type, by the events' own time. */
  List<Event> newest(String customerId) {
    return jdbc.sql(
            """
            select * from (
              select e.*, row_number()
                over (partition by type order by happened_at desc, seq desc) as place
              from event e where customer_id = ?) ranked
            where place = 1 order by type""")
        .param(customerId)
        .query(this::event)
        .list();
  }

  /** Everything that is kept, oldest first. */
  List<Map<String, Object>> all(String customerId) {
    return jdbc.sql("select * from event where customer_id = ? order by seq")
        .param(customerId)
        .query(
            (row, index) -> {
              Map<String, Object> all = new LinkedHashMap<>();
              all.put("event", event(row, index));
              all.put("receivedAt", row.getTimestamp("received_at").toInstant());
              all.put("started", row.getInt("started"));
              all.put("continued", row.getInt("continued"));
              all.put("note", row.getString("note"));
              return all;
            })
        .list();
  }

  void erase(String customerId) {
    jdbc.sql("delete from event where customer_id = ?").param(customerId).update();
  }

  private Event event(ResultSet row, int index) throws SQLException {
    return new Event(
        row.getString("source"),
        row.getString("event_id"),
        row.getString("type"),
        row.getString("customer_id"),
        row.getTimestamp("happened_at").toInstant(),
        data(row.getString("data")));
  }

  private ObjectNode data(String text) {
    try {
      JsonNode data = json.readTree(text);
      return (ObjectNode) data;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The stored data of an event is not JSON", e);
    }
  }
}
