package org.carejourney.messaging;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.carejourney.engine.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** What customers say, kept in its own transaction before anything else happens to it. */
@Component
public class Inbox {

  /** As much as one mail may have: 40 MB. */
  public static final long MOST_BYTES = 40L * 1024 * 1024;

  /**
   * What a sending system hands us.
   *
   * @param raw the request, byte by byte as it came
   */
  public record Arrival(
      String channel,
      String providerId,
      String sender,
      @Nullable String customerId,
      @Nullable String subject,
      String text,
      @Nullable String topic,
      @Nullable String inReplyTo,
      byte[] raw) {}

  private final JdbcClient jdbc;
  private final RawBytes rawBytes;
  private final Clock clock;
  private final TransactionTemplate own;
  private final MessagingFigures figures;

  Inbox(
      JdbcClient jdbc,
      RawBytes rawBytes,
      Clock clock,
      PlatformTransactionManager transactions,
      MessagingFigures figures) {
    this.jdbc = jdbc;
    this.rawBytes = rawBytes;
    this.clock = clock;
    this.figures = figures;
    this.own = new TransactionTemplate(transactions);
    this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /** Keeps an arrival and commits; the same channel and provider id again is the same message. */
  public String keep(Arrival arrival) {
    return once(
        arrival.channel(),
        arrival.providerId(),
        id -> {
          jdbc.sql(
                  """
                  insert into inbound
                    (id, channel, provider_id, received_at, sender, customer_id, subject, new_text,
                     topic, in_reply_to, kind)
                  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'human')""")
              .params(id, arrival.channel(), arrival.providerId(), Timestamp.from(clock.instant()))
              .params(arrival.sender(), arrival.customerId(), arrival.subject(), arrival.text())
              .params(arrival.topic(), arrival.inReplyTo())
              .update();
          rawBytes.write(id, new ByteArrayInputStream(arrival.raw()));
        });
  }

  /**
   * Keeps a mail and commits, before anybody has looked into it; {@link Mails#read} does. The same
   * bytes again are the same message, and nothing happens.
   *
   * @param raw the mail byte by byte (RFC 5322); read to its end, not closed
   * @return the id of the message
   * @throws IOException when the stream breaks, or has more than {@link #MOST_BYTES}; then nothing
   *     was kept
   */
  public String keepMail(InputStream raw) throws IOException {
    try (Spool mail = Spool.of(raw, MOST_BYTES)) {
      return keepMail(mail, null);
    }
  }

  /** The same for what is left of a mail that cannot be taken as a whole, with the reason. */
  String keepHeaders(byte[] headers, String reason) {
    try (Spool mail = Spool.of(new ByteArrayInputStream(headers), MOST_BYTES)) {
      return keepMail(mail, reason);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String keepMail(Spool mail, @Nullable String note) {
    return once(
        "email",
        mail.fingerprint(),
        id -> {
          jdbc.sql(
                  """
                  insert into inbound (id, channel, provider_id, received_at, sender, note)
                  values (?, 'email', ?, ?, '', ?)""")
              .params(id, mail.fingerprint(), Timestamp.from(clock.instant()), note)
              .update();
          rawBytes.write(id, mail.open());
        });
  }

  private String once(String channel, String providerId, Consumer<String> insert) {
    String id = UUID.randomUUID().toString();
    try {
      own.executeWithoutResult(transaction -> insert.accept(id));
      figures.taken(channel);
      return id;
    } catch (DuplicateKeyException e) {
      return jdbc.sql("select id from inbound where channel = ? and provider_id = ?")
          .params(channel, providerId)
          .query(String.class)
          .single();
    }
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

  /** The message, locked until the caller's transaction ends, so that it is acted on once. */
  @Transactional(propagation = Propagation.MANDATORY)
  public InboundMessage take(String id) {
    return jdbc.sql("select * from inbound where id = ? for update")
        .param(id)
        .query(Inbox::inbound)
        .single();
  }

  /** Writes down whose a message is, before it is known what becomes of it. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void attribute(String id, @Nullable String customerId) {
    jdbc.sql("update inbound set customer_id = ? where id = ?").params(customerId, id).update();
  }

  /** Writes down what became of a message; every message ends in exactly one outcome. */
  @Transactional(propagation = Propagation.MANDATORY)
  public InboundMessage settle(
      String id,
      @Nullable String customerId,
      String outcome,
      @Nullable String reason,
      @Nullable String ticket) {
    InboundMessage before = get(id);
    if (before.outcome() == null) {
      figures.settled(before.channel(), outcome);
    }
    jdbc.sql(
            """
            update inbound set customer_id = ?, outcome = ?, reason = ?, ticket = ? where id = ?""")
        .params(customerId, outcome, reason, ticket, id)
        .update();
    return get(id);
  }

  /**
   * A message that was kept but not acted on.
   *
   * @param seq its place in the order in which messages came
   */
  public record Unsettled(long seq, String id) {}

  /**
   * Messages that were kept but not acted on, because something failed in between, oldest first.
   *
   * @param after the place of the last one that was seen; 0 to begin
   * @param most so many at a time
   */
  public List<Unsettled> unsettled(Duration olderThan, long after, int most) {
    return jdbc.sql(
            """
            select seq, id from inbound where outcome is null and received_at < ? and seq > ?
            order by seq fetch first ? rows only""")
        .params(Timestamp.from(clock.instant().minus(olderThan)), after, most)
        .query((row, index) -> new Unsettled(row.getLong(1), row.getString(2)))
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

  /** The mail that named itself so first, by its {@code Message-ID} with angle brackets. */
  public Optional<InboundMessage> findByMimeId(String mimeId) {
    return jdbc.sql(
            """
            select * from inbound where mime_id = ? and kind = 'human'
            order by seq fetch first 1 row only""")
        .param(mimeId)
        .query(Inbox::inbound)
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

  /** Everything a customer said, oldest first. */
  public List<InboundMessage> of(String customerId) {
    return jdbc.sql("select * from inbound where customer_id = ? order by seq")
        .param(customerId)
        .query(Inbox::inbound)
        .list();
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
    jdbc.sql(
            """
            update inbound set sender = '', sender_name = null, subject = null, new_text = null,
              quoted_text = null, html = null, topic = null, in_reply_to = null, mime_id = null,
              mime_references = null, words_key = null
            where customer_id = ?""")
        .param(customerId)
        .update();
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
        row.getString("outcome"),
        row.getString("reason"),
        row.getString("ticket"));
  }
}
