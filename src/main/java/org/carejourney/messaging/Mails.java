package org.carejourney.messaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.carejourney.engine.Text;
import org.carejourney.messaging.MailFilters.Recognised;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads the mails that were kept: who wrote, what, to which letter of ours, and whether a robot.
 */
@Component
public class Mails {

  private static final String UNREADABLE = "unreadable";

  /** Few at once: what is read is in memory, and a large mail is a lot. */
  private final Semaphore reading = new Semaphore(2);

  private final JdbcClient jdbc;
  private final InboundMessages inbound;
  private final InboundOutcomes outcomes;
  private final MailReader reader;
  private final MailFilters filters;
  private final Attachments attachments;
  private final Bounces bounces;
  private final SpamComplaints complaints;
  private final TransactionTemplate transaction;
  private final TransactionTemplate savepoint;

  Mails(
      JdbcClient jdbc,
      InboundMessages inbound,
      InboundOutcomes outcomes,
      MailReader reader,
      MailFilters filters,
      Attachments attachments,
      Bounces bounces,
      SpamComplaints complaints,
      PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.inbound = inbound;
    this.outcomes = outcomes;
    this.reader = reader;
    this.filters = filters;
    this.attachments = attachments;
    this.bounces = bounces;
    this.complaints = complaints;
    this.transaction = new TransactionTemplate(transactions);
    this.savepoint = new TransactionTemplate(transactions);
    this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
  }

  /**
   * Reads a kept mail and writes down what it says; a message that was read before, or came by
   * another channel, stays as it is. Nothing in a mail makes this fail: what cannot be read gets
   * the kind {@code unreadable} and the reason as its note.
   */
  public InboundMessage read(String id) {
    InboundMessage kept = inbound.get(id);
    if (kept.kind() != null) {
      return kept;
    }
    reading.acquireUninterruptibly();
    try (Spool raw = Spool.of(inbound.raw(id), Inbox.MOST_BYTES)) {
      write(kept, raw);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      reading.release();
    }
    return inbound.get(id);
  }

  private void write(InboundMessage kept, Spool raw) {
    ReadMail mail;
    try {
      mail = reader.read(raw);
    } catch (MailReader.Unreadable e) {
      setKind(kept.id(), UNREADABLE, e.getMessage());
      return;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // The library stumbles over what nobody has thought of; the mail is there for a person.
      setKind(kept.id(), UNREADABLE, "Reading it failed: " + e.getClass().getSimpleName());
      return;
    }
    transaction.executeWithoutResult(
        status -> {
          if (outcomes.take(kept.id()).kind() == null) {
            fill(kept, mail);
          }
        });
  }

  private void fill(InboundMessage kept, ReadMail mail) {
    jdbc.sql(
            """
            update inbound
            set sender = ?, sender_name = ?, subject = ?, new_text = ?, quoted_text = ?, html = ?,
                in_reply_to = ?, mime_id = ?, mime_references = ?, letter_id = ?,
                sender_domain = ?
            where id = ?""")
        .params(mail.sender(), mail.senderName(), mail.subject(), mail.text().words())
        .params(Text.orNull(mail.text().quoted()), mail.html(), mail.reference().orElse(null))
        .params(mail.mimeId(), Text.orNull(String.join(" ", mail.references())), mail.letterId())
        .params(AnswerLimits.domain(mail.sender()), kept.id())
        .update();
    mail.attachments()
        .forEach(found -> attachments.write(kept.id(), found.attachment(), found.place()));
    Recognised what = recognise(kept, mail);
    setKind(kept.id(), what.kind(), what.reason());
    if (what.kind().equals("bounce")) {
      bounces.note(kept.id(), mail);
    } else if (what.kind().equals("complaint")) {
      complaints.note(kept.id(), mail);
    }
  }

  private Recognised recognise(InboundMessage kept, ReadMail mail) {
    if (kept.note() != null) {
      return new Recognised(UNREADABLE, kept.note());
    }
    return filters
        .recognise(mail)
        .or(() -> isFirst(kept.id(), mail) ? Optional.empty() : duplicate())
        .orElseGet(
            () ->
                mail.sender().isEmpty() && mail.letterId() == null
                    ? new Recognised(UNREADABLE, "It does not say who wrote it")
                    : new Recognised("human", mail.note()));
  }

  private static Optional<Recognised> duplicate() {
    return Optional.of(new Recognised("duplicate", "The same mail came before, by another way"));
  }

  /** A unique row decides, so that of two at once one is the second. */
  private boolean isFirst(String id, ReadMail mail) {
    if (mail.mimeId() == null) {
      return true;
    }
    try {
      savepoint.executeWithoutResult(
          status ->
              jdbc.sql("update inbound set words_key = ? where id = ?")
                  .params(wordsKey(mail), id)
                  .update());
      return true;
    } catch (DuplicateKeyException e) {
      return false;
    }
  }

  /** Some mail programs give several mails one Message-ID: the words have to be the same too. */
  private static String wordsKey(ReadMail mail) {
    List<String> all =
        List.of(
            mail.mimeId(),
            mail.sender().toLowerCase(Locale.ROOT),
            String.valueOf(mail.subject()),
            mail.text().words(),
            mail.text().quoted(),
            mail.attachments().stream().map(found -> found.attachment()).toList().toString());
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(String.join("\0", all).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void setKind(String id, String kind, @Nullable String note) {
    jdbc.sql(
            "update inbound set kind = ?, note = ?, new_text = coalesce(new_text, '') where id = ?")
        .params(kind, Text.fit(note, 500), id)
        .update();
  }
}
