package org.carejourney.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.carejourney.messaging.MessageRequest.Asker;
import org.carejourney.messaging.MessageRequest.GoOn;
import org.carejourney.messaging.MessageRequest.OverBudget;
import org.carejourney.messaging.MessageRequest.Timing;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What was judged, written into the ledger with all that the step asked for: it is judged again
 * when a hold ends and before it is handed over.
 */
@Component
class Judgements {

  /** What a step wished for beyond the ledger's own columns, to judge it again later. */
  private record Wish(
      List<String> channels,
      @Nullable String softTemplate,
      @Nullable String window,
      boolean businessDays,
      @Nullable OverBudget overBudget,
      boolean startsOver) {

    static Wish of(MessageRequest request) {
      Window window = request.timing().window();
      return new Wish(
          request.channels(),
          request.softTemplate(),
          window == null ? null : window.toString(),
          request.timing().businessDays(),
          request.timing().overBudget(),
          request.asker().startsOver());
    }
  }

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Clock clock;

  Judgements(JdbcClient jdbc, ObjectMapper json, Clock clock) {
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
        .params(
            Ledger.word(message.purpose()),
            Ledger.word(request.goOn()),
            Ledger.word(message.status()))
        .params(message.reason(), message.decision(), Timestamp.from(message.decidedAt()))
        .params(Ledger.timestamp(message.sendAt()), message.locale(), message.recipient())
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
        .params(
            message.template(), message.channel(), Ledger.word(message.status()), message.reason())
        .params(
            message.verdict() == null ? null : Ledger.word(message.verdict()), message.decision())
        .params(Ledger.timestamp(message.sendAt()), message.locale(), message.recipient())
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
    Message message = Ledger.message(row, 0);
    String kept = row.getString("wish");
    Wish wish =
        kept == null
            ? new Wish(List.of(message.channel()), null, null, false, null, false)
            : read(kept);
    return new MessageRequest(
        message.customerId(),
        message.businessKey(),
        message.template(),
        wish.softTemplate(),
        message.purpose(),
        wish.channels(),
        new Timing(
            wish.window() == null ? null : Window.of(wish.window()),
            wish.businessDays(),
            // Those of before wished for nothing else.
            Objects.requireNonNullElse(wish.overBudget(), OverBudget.WAIT)),
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
}
