package org.carejourney.messaging;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.carejourney.engine.Filters;
import org.carejourney.engine.Listing;
import org.carejourney.messaging.Message.Status;
import org.carejourney.messaging.Message.Verdict;
import org.carejourney.messaging.MessageRequest.Purpose;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table with a row for every message decided on. It outlives diagrams and their versions. */
@Component
class Ledger {

  private final JdbcClient jdbc;

  Ledger(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What was decided for the same step and occasion before. */
  Optional<Message> earlier(MessageRequest request) {
    return jdbc.sql(
            """
            select * from message
            where process_instance_id = ? and step = ? and occasion = ?
            order by seq desc fetch first 1 row only""")
        .params(request.asker().processInstanceId(), request.asker().step(), request.occasion())
        .query(Ledger::message)
        .optional();
  }

  Optional<Message> find(String id) {
    return jdbc.sql("select * from message where id = ?")
        .param(id)
        .query(Ledger::message)
        .optional();
  }

  Optional<Message> findByMimeId(String mimeId) {
    return jdbc.sql("select * from message where mime_id = ?")
        .param(mimeId)
        .query(Ledger::message)
        .optional();
  }

  /** A page of messages, newest first; null filters nothing. */
  Listing<Message> list(
      @Nullable String customerId,
      @Nullable Status status,
      @Nullable String process,
      @Nullable String key,
      int limit,
      long before) {
    Filters filters =
        new Filters()
            .is("customer_id", customerId)
            .is("status", status == null ? null : word(status))
            .is("process", process)
            .is("business_key", key);
    List<Message> rows =
        jdbc.sql(
                "select * from message where seq < :before"
                    + filters.sql()
                    + "order by seq desc fetch first :limit rows only")
            .params(filters.values())
            .param("before", before)
            .param("limit", limit + 1)
            .query(Ledger::message)
            .list();
    return Listing.of(rows, limit, Message::seq, m -> m);
  }

  int count(Status status) {
    return jdbc.sql("select count(*) from message where status = ?")
        .param(word(status))
        .query(Integer.class)
        .single();
  }

  long decided() {
    return jdbc.sql("select count(*) from message").query(Long.class).single();
  }

  List<Message> of(String customerId) {
    return jdbc.sql("select * from message where customer_id = ? order by seq")
        .param(customerId)
        .query(Ledger::message)
        .list();
  }

  /** Forgets what was said and where to, keeps that and why it was decided. */
  void erase(String customerId) {
    jdbc.sql(
            """
            update message
            set recipient = null, subject = null, html = null, plain = null, locale = null,
                late_since = null,
                reason = case when status in ('queued', 'held', 'parked') or call_open
                              then 'The customer was erased' else reason end,
                status = case when status in ('queued', 'held', 'parked') or call_open
                              then 'withheld' else status end
            where customer_id = ?""")
        .param(customerId)
        .update();
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  static @Nullable Timestamp timestamp(@Nullable Instant instant) {
    return instant == null ? null : Timestamp.from(instant);
  }

  static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }

  static Message message(ResultSet row, int index) throws SQLException {
    String verdict = row.getString("verdict");
    return new Message(
        row.getLong("seq"),
        row.getString("id"),
        row.getString("customer_id"),
        row.getString("business_key"),
        row.getString("process"),
        row.getObject("process_version", Integer.class),
        row.getString("process_instance_id"),
        row.getString("step"),
        row.getString("step_name"),
        row.getString("occasion"),
        row.getString("template"),
        row.getString("template_version"),
        row.getString("channel"),
        Purpose.valueOf(row.getString("purpose").toUpperCase(Locale.ROOT)),
        Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        row.getString("reason"),
        verdict == null ? null : Verdict.valueOf(verdict.toUpperCase(Locale.ROOT)),
        row.getString("decision"),
        row.getTimestamp("decided_at").toInstant(),
        instant(row.getTimestamp("send_at")),
        instant(row.getTimestamp("sent_at")),
        row.getString("locale"),
        row.getString("recipient"),
        row.getString("subject"),
        row.getString("html"),
        row.getString("plain"),
        row.getString("mime_id"),
        row.getInt("attempts"),
        instant(row.getTimestamp("late_since")),
        row.getString("changed_by"));
  }
}
