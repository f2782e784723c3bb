package org.carejourney.messaging;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.carejourney.engine.Listing;
import org.carejourney.messaging.Message.Status;
import org.carejourney.messaging.MessageRequest.Asker;
import org.carejourney.messaging.MessageRequest.Purpose;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table with a row for every message decided on. It outlives diagrams and their versions. */
@Component
class Ledger {

  private final JdbcClient jdbc;
  private final Clock clock;

  Ledger(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  void write(Message message, MessageRequest request, boolean tokenWaits) {
    var asker = request.asker();
    jdbc.sql(
            """
            insert into message
              (id, customer_id, business_key, process, process_instance_id, execution_id,
               activity_instance_id, step, occasion, template, channel, purpose, go_on, status,
               reason, decision, decided_at, send_at, locale, recipient, subject, html, plain,
               mime_id, attempts, token_waits)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)""")
        .params(message.id(), message.customerId(), message.businessKey(), message.process())
        .params(asker.processInstanceId(), asker.executionId(), asker.activityInstanceId())
        .params(message.step(), message.occasion(), message.template(), message.channel())
        .params(word(message.purpose()), word(request.goOn()), word(message.status()))
        .params(message.reason(), message.decision(), Timestamp.from(message.decidedAt()))
        .params(timestamp(message.sendAt()), message.locale(), message.recipient())
        .params(message.subject(), message.html(), message.text(), message.mimeId(), tokenWaits)
        .update();
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
      String customerId, Status status, String process, String key, int limit, long before) {
    String word = status == null ? null : word(status);
    List<Message> rows =
        jdbc.sql(
                """
                select * from message
                where seq < :before
                  and (cast(:customer as varchar) is null or customer_id = :customer)
                  and (cast(:status as varchar) is null or status = :status)
                  and (cast(:process as varchar) is null or process = :process)
                  and (cast(:key as varchar) is null or business_key = :key)
                order by seq desc fetch first :limit rows only""")
            .param("before", before)
            .param("customer", customerId)
            .param("status", word)
            .param("process", process)
            .param("key", key)
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

  /** Takes due messages of a channel for an owner, so that no other owner gets them meanwhile. */
  List<Message> claim(String channel, String owner, int most, int leaseSeconds) {
    List<String> ids =
        jdbc.sql(
                """
                select id from message
                where channel = :channel
                  and ((status = 'queued' and send_at <= :now)
                    or (status = 'sending' and lease_until < current_timestamp))
                order by send_at, seq fetch first :most rows only
                for update skip locked""")
            .param("channel", channel)
            .param("now", Timestamp.from(clock.instant()))
            .param("most", most)
            .query(String.class)
            .list();
    if (ids.isEmpty()) {
      return List.of();
    }
    jdbc.sql(
            """
            update message
            set status = 'sending', owner = :owner, attempts = attempts + 1, reason = null,
                lease_until = current_timestamp + cast(:lease as int) * interval '1' second
            where id in (:ids)""")
        .param("owner", owner)
        .param("lease", leaseSeconds)
        .param("ids", ids)
        .update();
    return jdbc.sql("select * from message where id in (:ids) order by send_at, seq")
        .param("ids", ids)
        .query(Ledger::message)
        .list();
  }

  /** Renews the lease right before a hand-over; false when the message is no longer ours. */
  boolean renew(String id, String owner, int leaseSeconds) {
    return jdbc.sql(
                """
                update message
                set lease_until = current_timestamp + cast(? as int) * interval '1' second
                where id = ? and owner = ? and status = 'sending'""")
            .params(leaseSeconds, id, owner)
            .update()
        == 1;
  }

  /** Ends a claim; false when somebody else has the message by now. */
  boolean settle(String id, String owner, Status status, String reason, Instant sendAt) {
    return jdbc.sql(
                """
                update message
                set status = ?, reason = ?, send_at = coalesce(?, send_at),
                    sent_at = case when cast(? as varchar) = 'sent' then ? else sent_at end,
                    owner = null, lease_until = null
                where id = ? and owner = ? and status = 'sending'""")
            .params(word(status), reason, timestamp(sendAt), word(status))
            .params(Timestamp.from(clock.instant()), id, owner)
            .update()
        == 1;
  }

  /** Messages that wait in the queue or on their way right now. */
  int underWay() {
    return jdbc.sql(
            """
            select count(*) from message
            where status = 'sending' or (status = 'queued' and send_at <= ?)""")
        .param(Timestamp.from(clock.instant()))
        .query(Integer.class)
        .single();
  }

  /** The next moment for which something is queued, after now. */
  Optional<Instant> nextDue() {
    return jdbc.sql("select min(send_at) from message where status = 'queued' and send_at > ?")
        .param(Timestamp.from(clock.instant()))
        .query((row, index) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
        .single();
  }

  /** The token that waits for a message, locked so that it is woken once. */
  record Token(String messageId, String executionId, String activityInstanceId) {}

  /** The process has come to the step again, by another execution: wake that one. */
  void tokenNowAt(String id, Asker asker) {
    jdbc.sql(
            """
            update message
            set execution_id = ?, activity_instance_id = ?,
                token_waits = (status in ('queued', 'held', 'sending'))
            where id = ?""")
        .params(asker.executionId(), asker.activityInstanceId(), id)
        .update();
  }

  List<String> withWaitingToken() {
    return jdbc.sql(
            """
            select id from message
            where token_waits and status in ('sent', 'failed', 'bounced', 'withheld')
            order by seq fetch first 100 rows only""")
        .query(String.class)
        .list();
  }

  Optional<Token> takeToken(String id) {
    Optional<Token> token =
        jdbc.sql(
                """
                select id, execution_id, activity_instance_id from message
                where id = ? and token_waits for update""")
            .param(id)
            .query((row, index) -> new Token(row.getString(1), row.getString(2), row.getString(3)))
            .optional();
    token.ifPresent(
        t -> jdbc.sql("update message set token_waits = false where id = ?").param(id).update());
    return token;
  }

  /** The step was left by another way: what has not gone yet must not go. */
  void withdraw(String activityInstanceId, String reason) {
    jdbc.sql(
            """
            update message
            set token_waits = false,
                reason = case when status in ('queued', 'held') then ? else reason end,
                status = case when status in ('queued', 'held') then 'withheld' else status end
            where activity_instance_id = ? and token_waits""")
        .params(reason, activityInstanceId)
        .update();
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
                reason = case when status in ('queued', 'held') then 'The customer was erased'
                              else reason end,
                status = case when status in ('queued', 'held') then 'withheld' else status end
            where customer_id = ?""")
        .param(customerId)
        .update();
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static Timestamp timestamp(Instant instant) {
    return instant == null ? null : Timestamp.from(instant);
  }

  private static Instant instant(Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }

  private static Message message(ResultSet row, int index) throws SQLException {
    return new Message(
        row.getLong("seq"),
        row.getString("id"),
        row.getString("customer_id"),
        row.getString("business_key"),
        row.getString("process"),
        row.getString("step"),
        row.getString("occasion"),
        row.getString("template"),
        row.getString("channel"),
        Purpose.valueOf(row.getString("purpose").toUpperCase(Locale.ROOT)),
        Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        row.getString("reason"),
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
