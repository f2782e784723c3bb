package org.carejourney.messaging;

import jakarta.mail.MessagingException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.carejourney.engine.Problem;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What came with a mail. Listed in a table when the mail is read; the bytes are kept once, in the
 * raw mail, and taken from there.
 */
@Component
public class Attachments {

  private final JdbcClient jdbc;
  private final RawBytes raw;

  Attachments(JdbcClient jdbc, RawBytes raw) {
    this.jdbc = jdbc;
    this.raw = raw;
  }

  /** The attachments of a message in order; empty for other channels and erased messages. */
  public List<Attachment> of(String inboundId) {
    return jdbc.sql(
            """
            select number, name, type, size from inbound_attachment
            where inbound_id = ? order by number""")
        .param(inboundId)
        .query(
            (row, index) ->
                new Attachment(row.getInt(1), row.getString(2), row.getString(3), row.getLong(4)))
        .list();
  }

  /** One of them; {@link Problem} 404 {@code unknown-attachment} when there is none. */
  public Attachment get(String inboundId, int number) {
    return of(inboundId).stream()
        .filter(attachment -> attachment.number() == number)
        .findFirst()
        .orElseThrow(() -> unknown(inboundId, number));
  }

  /**
   * The decoded bytes of an attachment, never in memory as a whole. Hostile: to be offered as a
   * download, never shown.
   *
   * @return to be closed
   * @throws Problem 404 {@code unknown-attachment} when there is none
   * @throws IOException when the mail cannot be read
   */
  public InputStream open(String inboundId, int number) throws IOException {
    String place =
        jdbc.sql("select place from inbound_attachment where inbound_id = ? and number = ?")
            .params(inboundId, number)
            .query(String.class)
            .optional()
            .orElseThrow(() -> unknown(inboundId, number));
    Spool mail = Spool.of(raw.open(inboundId), Inbox.MOST_BYTES);
    try {
      return new FilterInputStream(MailParts.open(mail, place)) {
        @Override
        public void close() throws IOException {
          super.close();
          mail.close();
        }
      };
    } catch (MessagingException | IOException | RuntimeException e) {
      mail.close();
      throw new IOException("The attachment cannot be read", e);
    }
  }

  /** What came with all of a customer's mails. */
  List<Map<String, Object>> ofCustomer(String customerId) {
    return jdbc.sql(
            """
            select a.inbound_id, a.number, a.name, a.type, a.size
            from inbound_attachment a join inbound i on i.id = a.inbound_id
            where i.customer_id = ? order by i.seq, a.number""")
        .param(customerId)
        .query(
            (row, index) ->
                Map.<String, Object>of(
                    "inboundId", row.getString(1),
                    "number", row.getInt(2),
                    "name", row.getString(3),
                    "type", row.getString(4),
                    "size", row.getLong(5)))
        .list();
  }

  void write(String inboundId, Attachment attachment, String place) {
    jdbc.sql(
            """
            insert into inbound_attachment (inbound_id, number, name, type, size, place)
            values (?, ?, ?, ?, ?, ?)""")
        .params(inboundId, attachment.number(), attachment.name(), attachment.type())
        .params(attachment.size(), place)
        .update();
  }

  private static Problem unknown(String inboundId, int number) {
    return Problem.notFound(
        "unknown-attachment", "The message %s has no attachment %d".formatted(inboundId, number));
  }
}
