package org.carejourney.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.carejourney.engine.Filters;
import org.carejourney.engine.Listing;
import org.carejourney.messaging.Message.Status;
import org.carejourney.messaging.Message.Verdict;
import org.carejourney.messaging.MessageRequest.Asker;
import org.carejourney.messaging.MessageRequest.GoOn;
import org.carejourney.messaging.MessageRequest.Purpose;
import org.carejourney.messaging.MessageRequest.Timing;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table with a row for every message decided on. It outlives diagrams and their versions. */
@Component
class Ledger {

  /** What a step wished for beyond the ledger's own columns, to judge it again later. */
  private record Wish(
      List<String> channels,
      @Nullable String softTemplate,
      @Nullable String window,
      boolean businessDays,
      boolean startsOver) {

    static Wish of(MessageRequest request) {
      Window window = request.timing().window();
      return new Wish(
          request.channels(),
          request.softTemplate(),
          window == null ? null : window.toString(),
          request.timing().businessDays(),
          request.asker().startsOver());
    }
  }

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Clock clock;

  Ledger(JdbcClient jdbc, ObjectMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  /** A row as it follows from a judgement; nothing is written yet. */
  Message row(String id, MessageRequest request, Judgement judgement) {
    return Message.of(id, request, judgement, written(judgement.trace()), clock.instant());
  }

  void write(Message message, MessageRequest request, boolean tokenWaits) {
    var asker = request.asker();
    jdbc.sql(
            """
            insert into message
              (id, customer_id, business_key, process, process_instance_id, execution_id,
               activity_instance_id, step, occasion, template, channel, purpose, go_on, status,
               reason, decision, decided_at, send_at, locale, recipient, subject, html, plain,
               mime_id, attempts, token_waits, wish)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)""")
        .params(message.id(), message.customerId(), message.businessKey(), message.process())
        .params(asker.processInstanceId(), asker.executionId(), asker.activityInstanceId())
        .params(message.step(), message.occasion(), message.template(), message.channel())
        .params(word(message.purpose()), word(request.goOn()), word(message.status()))
        .params(message.reason(), message.decision(), Timestamp.from(message.decidedAt()))
        .params(timestamp(message.sendAt()), message.locale(), message.recipient())
        .params(message.subject(), message.html(), message.text(), message.mimeId(), tokenWaits)
        .param(written(Wish.of(request)))
        .update();
  }

  /** Writes what a second judgement has changed; who asked and when it began stay. */
  void rewrite(Message message) {
    jdbc.sql(
            """
            update message
            set template = ?, channel = ?, status = ?, reason = ?, verdict = ?, decision = ?,
                send_at = ?, locale = ?, recipient = ?, subject = ?, html = ?, plain = ?,
                mime_id = ?
            where id = ?""")
        .params(message.template(), message.channel(), word(message.status()), message.reason())
        .params(message.verdict() == null ? null : word(message.verdict()), message.decision())
        .params(timestamp(message.sendAt()), message.locale(), message.recipient())
        .params(message.subject(), message.html(), message.text(), message.mimeId(), message.id())
        .update();
  }

  /** What the step asked for, to judge it again without the diagram. */
  MessageRequest request(String id) {
    return jdbc.sql("select * from message where id = ?")
        .param(id)
        .query((row, index) -> request(row))
        .single();
  }

  private MessageRequest request(ResultSet row) throws SQLException {
    Message message = message(row, 0);
    String kept = row.getString("wish");
    Wish wish =
        kept == null ? new Wish(List.of(message.channel()), null, null, false, false) : read(kept);
    return new MessageRequest(
        message.customerId(),
        message.businessKey(),
        message.template(),
        wish.softTemplate(),
        message.purpose(),
        wish.channels(),
        new Timing(wish.window() == null ? null : Window.of(wish.window()), wish.businessDays()),
        new Asker(
            message.process(),
            message.processInstanceId(),
            row.getString("execution_id"),
            row.getString("activity_instance_id"),
            message.step(),
            wish.startsOver()),
        message.occasion(),
        GoOn.valueOf(row.getString("go_on").toUpperCase(Locale.ROOT)));
  }

  private Wish read(String wish) {
    try {
      return json.readValue(wish, Wish.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private String written(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
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

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
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
        row.getString("process_instance_id"),
        row.getString("step"),
        row.getString("occasion"),
        row.getString("template"),
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
        row.getInt("attempts"));
  }
}
