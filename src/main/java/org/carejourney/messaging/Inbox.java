package org.carejourney.messaging;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
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
      return keepMail(mail);
    }
  }

  String keepMail(Spool mail) {
    return keepMail(mail, null);
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
}
