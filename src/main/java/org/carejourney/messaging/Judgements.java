package org.carejourney.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.carejourney.messaging.Message.Status;
import org.carejourney.messaging.MessageRequest.Asker;
import org.carejourney.messaging.MessageRequest.CatchUp;
import org.carejourney.messaging.MessageRequest.GoOn;
import org.carejourney.messaging.MessageRequest.OverBudget;
import org.carejourney.messaging.MessageRequest.Timing;
import org.carejourney.messaging.MessageRequest.WhenLate;
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
      boolean startsOver,
      @Nullable Duration lateLimit,
      @Nullable WhenLate whenLate) {

    static Wish of(MessageRequest request) {
      Window window = request.timing().window();
      return new Wish(
          request.channels(),
          request.softTemplate(),
          window == null ? null : window.toString(),
          request.timing().businessDays(),
          request.timing().overBudget(),
          request.asker().startsOver(),
          request.timing().catchUp().limit(),
          request.timing().catchUp().whenLate());
    }
  }

  private static final TypeReference<Wish> WISH = new TypeReference<>() {};
  private static final TypeReference<List<Judged>> JUDGED = new TypeReference<>() {};

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
    Instant now = clock.instant();
    return Message.of(id, request, judgement, written(List.of(judged(now, judgement))), now);
  }

  private static Judged judged(Instant at, Judgement judgement) {
    return new Judged(at, judgement.trace());
  }

  void write(Message message, MessageRequest request, boolean tokenWaits) {
    var asker = request.asker();
    jdbc.sql(
            """
            insert into message
              (id, customer_id, business_key, process, process_version, process_instance_id,
               execution_id, activity_instance_id, step, step_name, occasion, template,
               template_version, channel, purpose, go_on, status, reason, decision, decided_at,
               send_at, locale, recipient, subject, html, plain, mime_id, attempts, token_waits,
               wish, late_since, meant_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
              ?, 0, ?, ?, ?, ?)""")
        .params(message.id(), message.customerId(), message.businessKey(), message.process())
        .params(asker.version(), asker.processInstanceId(), asker.executionId())
        .params(asker.activityInstanceId(), message.step(), message.stepName())
        .params(message.occasion(), message.template(), message.templateVersion())
        .param(message.channel())
        .params(
            Ledger.word(message.purpose()),
            Ledger.word(request.goOn()),
            Ledger.word(message.status()))
        .params(message.reason(), message.decision(), Timestamp.from(message.decidedAt()))
        .params(Ledger.timestamp(message.sendAt()), message.locale(), message.recipient())
        .params(message.subject(), message.html(), message.text(), message.mimeId(), tokenWaits)
        .params(written(Wish.of(request)), Ledger.timestamp(message.lateSince()))
        .param(Ledger.timestamp(meantAt(message)))
        .update();
  }

  /** What stands at its step is meant for whenever it is released. */
  private static @Nullable Instant meantAt(Message message) {
    return message.status() == Status.QUEUED ? message.sendAt() : null;
  }

  /**
   * Writes what a second judgement has changed; who asked, when it began and what was judged before
   * stay.
   */
  void rewrite(Message message) {
    List<Judged> judged = new ArrayList<>(judged(message.id()));
    judged.addAll(read(message.decision(), JUDGED));
    jdbc.sql(
            """
            update message
            set template = ?, template_version = ?, channel = ?, status = ?, reason = ?, verdict = ?, decision = ?,
                send_at = ?, locale = ?, recipient = ?, subject = ?, html = ?, plain = ?,
                mime_id = ?, judge_failures = 0, meant_at = ?
            where id = ?""")
        .params(message.template(), message.templateVersion(), message.channel())
        .params(Ledger.word(message.status()), message.reason())
        .params(message.verdict() == null ? null : Ledger.word(message.verdict()), written(judged))
        .params(Ledger.timestamp(message.sendAt()), message.locale(), message.recipient())
        .params(message.subject(), message.html(), message.text(), message.mimeId())
        .params(Ledger.timestamp(meantAt(message)), message.id())
        .update();
  }

  /** Keeps a judgement that changes where a message stands, beside what was judged before. */
  void add(String id, Judgement judgement) {
    List<Judged> judged = new ArrayList<>(judged(id));
    judged.add(judged(clock.instant(), judgement));
    keep(id, judged);
  }

  /** What was judged last on a message as it stands in memory. */
  Judged last(Message message) {
    List<Judged> judged = read(message.decision(), JUDGED);
    return judged.get(judged.size() - 1);
  }

  /** Forgets what was known about a customer when their messages were judged, keeps the answers. */
  void erase(String customerId) {
    jdbc.sql("select id from message where customer_id = ?")
        .param(customerId)
        .query(String.class)
        .list()
        .forEach(id -> keep(id, judged(id).stream().map(Judged::withoutBasis).toList()));
  }

  private void keep(String id, List<Judged> judged) {
    jdbc.sql("update message set decision = ? where id = ?").params(written(judged), id).update();
  }

  private List<Judged> judged(String id) {
    return read(
        jdbc.sql("select decision from message where id = ?")
            .param(id)
            .query(String.class)
            .single(),
        JUDGED);
  }

  /** What the step asked for, to judge it again without the diagram. */
  MessageRequest request(String id) {
    return jdbc.sql("select * from message where id = ?")
        .param(id)
        .query((row, index) -> request(row))
        .single();
  }

  /** The same from a row of the ledger. */
  MessageRequest request(ResultSet row) throws SQLException {
    Message message = Ledger.message(row, 0);
    String kept = row.getString("wish");
    Wish wish =
        kept == null
            ? new Wish(List.of(message.channel()), null, null, false, null, false, null, null)
            : read(kept, WISH);
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
            Objects.requireNonNullElse(wish.overBudget(), OverBudget.WAIT),
            new CatchUp(
                Ledger.instant(row.getTimestamp("meant_at")),
                wish.lateLimit(),
                Objects.requireNonNullElse(wish.whenLate(), WhenLate.ASK))),
        new Asker(
            message.process(),
            message.processVersion(),
            message.processInstanceId(),
            row.getString("execution_id"),
            row.getString("activity_instance_id"),
            message.step(),
            message.stepName(),
            wish.startsOver()),
        message.occasion(),
        GoOn.valueOf(row.getString("go_on").toUpperCase(Locale.ROOT)));
  }

  private <T> T read(String written, TypeReference<T> type) {
    try {
      return json.readValue(written, type);
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
