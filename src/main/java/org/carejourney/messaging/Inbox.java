package org.carejourney.messaging;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.carejourney.engine.Problem;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What customers say, kept in its own transaction before anything else happens to it. */
@Component
public class Inbox {

  /**
   * What a sending system hands us.
   *
   * @param raw the request as it came
   */
  public record Arrival(
      String channel,
      String providerId,
      String sender,
      String customerId,
      String subject,
      String text,
      String topic,
      String inReplyTo,
      String raw) {}

  private final JdbcClient jdbc;
  private final Clock clock;

  Inbox(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Keeps an arrival and commits; the same channel and provider id again is the same message. */
  @Transactional(propagation = Propagation.NOT_SUPPORTED)
  public String keep(Arrival arrival) {
    String id = UUID.randomUUID().toString();
    try {
      jdbc.sql(
              """
              insert into inbound
                (id, channel, provider_id, received_at, sender, customer_id, subject, new_text,
                 topic, in_reply_to, raw, kind)
              values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'human')""")
          .params(id, arrival.channel(), arrival.providerId(), Timestamp.from(clock.instant()))
          .params(arrival.sender(), arrival.customerId(), arrival.subject(), arrival.text())
          .params(arrival.topic(), arrival.inReplyTo(), arrival.raw())
          .update();
      return id;
    } catch (DuplicateKeyException e) {
      return jdbc.sql("select id from inbound where channel = ? and provider_id = ?")
          .params(arrival.channel(), arrival.providerId())
          .query(String.class)
          .single();
    }
  }

  /** The message, locked until the caller's transaction ends, so that it is acted on once. */
  @Transactional(propagation = Propagation.MANDATORY)
  public InboundMessage take(String id) {
    return jdbc.sql("select * from inbound where id = ? for update")
        .param(id)
        .query(Inbox::inbound)
        .single();
  }

  /** Writes down what became of a message; every message ends in exactly one outcome. */
  @Transactional(propagation = Propagation.MANDATORY)
  public InboundMessage settle(
      String id, String customerId, String outcome, String reason, String ticket) {
    jdbc.sql(
            """
            update inbound set customer_id = ?, outcome = ?, reason = ?, ticket = ? where id = ?""")
        .params(customerId, outcome, reason, ticket, id)
        .update();
    return get(id);
  }

  /** Messages that were kept but not acted on, because something failed in between. */
  public List<String> unsettled(Duration olderThan) {
    return jdbc.sql(
            """
            select id from inbound where outcome is null and received_at < ?
            order by seq fetch first 100 rows only""")
        .param(Timestamp.from(clock.instant().minus(olderThan)))
        .query(String.class)
        .list();
  }

  /** A message by its id; {@link Problem} 404 when there is none. */
  public InboundMessage get(String id) {
    return jdbc.sql("select * from inbound where id = ?")
        .param(id)
        .query(Inbox::inbound)
        .optional()
        .orElseThrow(
            () -> Problem.notFound("unknown-inbound", "There is no inbound message " + id));
  }

  /** An earlier message of the same channel by the sender's own id for it. */
  public Optional<InboundMessage> findByProviderId(String channel, String providerId) {
    return jdbc.sql("select * from inbound where channel = ? and provider_id = ?")
        .params(channel, providerId)
        .query(Inbox::inbound)
        .optional();
  }

  /** What the customer said about a ticket, oldest first. */
  public List<InboundMessage> ofTicket(String ticket) {
    return jdbc.sql("select * from inbound where ticket = ? order by seq")
        .param(ticket)
        .query(Inbox::inbound)
        .list();
  }

  /** Whether the customer has said something since a moment, so that they are awake. */
  boolean heardSince(String customerId, Instant moment) {
    return jdbc.sql("select count(*) from inbound where customer_id = ? and received_at > ?")
            .params(customerId, Timestamp.from(moment))
            .query(Integer.class)
            .single()
        > 0;
  }

  List<InboundMessage> of(String customerId) {
    return jdbc.sql("select * from inbound where customer_id = ? order by seq")
        .param(customerId)
        .query(Inbox::inbound)
        .list();
  }

  void erase(String customerId) {
    jdbc.sql(
            """
            update inbound set sender = '', subject = null, new_text = null, quoted_text = null,
              topic = null, in_reply_to = null, raw = ''
            where customer_id = ?""")
        .param(customerId)
        .update();
  }

  private static InboundMessage inbound(ResultSet row, int index) throws SQLException {
    return new InboundMessage(
        row.getLong("seq"),
        row.getString("id"),
        row.getString("channel"),
        row.getString("provider_id"),
        row.getTimestamp("received_at").toInstant(),
        row.getString("sender"),
        row.getString("customer_id"),
        row.getString("subject"),
        row.getString("new_text"),
        row.getString("topic"),
        row.getString("in_reply_to"),
        row.getString("kind"),
        row.getString("outcome"),
        row.getString("reason"),
        row.getString("ticket"));
  }
}
