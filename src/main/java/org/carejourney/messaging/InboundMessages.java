package org.carejourney.messaging;

import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.carejourney.engine.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What customers said, read back: one message, or those of a ticket or a customer. */
@Component
public class InboundMessages {

  /** Begins a statement that says of which messages. */
  static final String FORGET_WORDS =
      """
      update inbound
      set sender = '', sender_name = null, subject = null, new_text = null, quoted_text = null,
          html = null, topic = null, in_reply_to = null, mime_id = null, mime_references = null,
          words_key = null, bounce_recipient = null, bounce_original = null,
          sender_domain = null
      """;

  private final JdbcClient jdbc;
  private final RawBytes rawBytes;
  private final Clock clock;

  InboundMessages(JdbcClient jdbc, RawBytes rawBytes, Clock clock) {
    this.jdbc = jdbc;
    this.rawBytes = rawBytes;
    this.clock = clock;
  }

  /** A message by its id; {@link Problem} 404 when there is none. */
  public InboundMessage get(String id) {
    return jdbc.sql("select * from inbound where id = ?")
        .param(id)
        .query(InboundMessages::inbound)
        .optional()
        .orElseThrow(
            () -> Problem.notFound("unknown-inbound", "There is no inbound message " + id));
  }

  /** An earlier message of the same channel by the sender's own id for it. */
  public Optional<InboundMessage> findByProviderId(String channel, String providerId) {
    return jdbc.sql("select * from inbound where channel = ? and provider_id = ?")
        .params(channel, providerId)
        .query(InboundMessages::inbound)
        .optional();
  }

  /** The mail that named itself so first, by its {@code Message-ID} with angle brackets. */
  public Optional<InboundMessage> findByMimeId(String mimeId) {
    return jdbc.sql(
            """
            select * from inbound where mime_id = ? and kind = 'human'
            order by seq fetch first 1 row only""")
        .param(mimeId)
        .query(InboundMessages::inbound)
        .optional();
  }

  /** How many tickets a customer's mails have opened of late, by when they came in. */
  public int ticketsByMail(String customerId, Duration within) {
    return jdbc.sql(
            """
            select count(*) from inbound
            where customer_id = ? and channel = 'email' and outcome = 'ticket'
              and received_at > ?""")
        .params(customerId, Timestamp.from(clock.instant().minus(within)))
        .query(Integer.class)
        .single();
  }

  /** What the customer said about a ticket, oldest first. */
  public List<InboundMessage> ofTicket(String ticket) {
    return jdbc.sql("select * from inbound where ticket = ? order by seq")
        .param(ticket)
        .query(InboundMessages::inbound)
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

  /** Everything a customer said, oldest first. */
  public List<InboundMessage> of(String customerId) {
    return jdbc.sql("select * from inbound where customer_id = ? order by seq")
        .param(customerId)
        .query(InboundMessages::inbound)
        .list();
  }

  /**
   * A message byte by byte as it came: a mail, or the request of another channel. Empty once it was
   * erased. To be read outside of long transactions; it is fetched as it is read.
   */
  public InputStream raw(String id) {
    return rawBytes.open(id);
  }

  /** Whether a message is still kept byte by byte as it came; not once it was erased. */
  public boolean keepsRaw(String id) {
    return rawBytes.kept(id);
  }

  /** Forgets what was said, keeps that something was and what became of it. */
  void erase(String customerId) {
    for (String table : List.of("inbound_raw", "inbound_attachment")) {
      jdbc.sql(
              "delete from %s where inbound_id in (select id from inbound where customer_id = ?)"
                  .formatted(table))
          .param(customerId)
          .update();
    }
    jdbc.sql(FORGET_WORDS + "where customer_id = ?").param(customerId).update();
  }

  static InboundMessage inbound(ResultSet row, int index) throws SQLException {
    String references = row.getString("mime_references");
    return new InboundMessage(
        row.getLong("seq"),
        row.getString("id"),
        row.getString("channel"),
        row.getString("provider_id"),
        row.getTimestamp("received_at").toInstant(),
        row.getString("sender"),
        row.getString("sender_name"),
        row.getString("customer_id"),
        row.getString("subject"),
        row.getString("new_text"),
        row.getString("quoted_text"),
        row.getString("html"),
        row.getString("topic"),
        row.getString("in_reply_to"),
        references == null ? List.of() : List.of(references.split(" ")),
        row.getString("mime_id"),
        row.getString("letter_id"),
        row.getString("kind"),
        row.getString("note"),
        bounce(row),
        row.getString("returned_letter"),
        row.getString("outcome"),
        row.getString("reason"),
        row.getString("ticket"));
  }

  private static @Nullable Bounce bounce(ResultSet row) throws SQLException {
    boolean hard = row.getBoolean("bounce_hard");
    return row.wasNull()
        ? null
        : new Bounce(
            row.getString("bounce_recipient"),
            hard,
            row.getBoolean("bounce_over"),
            row.getBoolean("bounce_dead"),
            row.getString("bounce_status"),
            row.getString("bounce_original"));
  }
}
