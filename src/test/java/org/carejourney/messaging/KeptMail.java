package org.carejourney.messaging;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** A mail as it stands when it was kept and read, and nobody has acted on it yet. */
public final class KeptMail {

  private record File(String name, String type, byte[] bytes) {}

  private final Inbox inbox;
  private final JdbcTemplate jdbc;
  private final List<File> files = new ArrayList<>();
  private String sender = "somebody@example.org";
  private String subject = "";
  private String text = "";
  private String quoted;
  private String html;

  public KeptMail(Inbox inbox, JdbcTemplate jdbc) {
    this.inbox = inbox;
    this.jdbc = jdbc;
  }

  public KeptMail from(String sender) {
    this.sender = sender;
    return this;
  }

  public KeptMail says(String subject, String text) {
    this.subject = subject;
    this.text = text;
    return this;
  }

  public KeptMail quotes(String quoted) {
    this.quoted = quoted;
    return this;
  }

  public KeptMail looks(String html) {
    this.html = html;
    return this;
  }

  public KeptMail brings(String name, String type, byte[] bytes) {
    files.add(new File(name, type, bytes));
    return this;
  }

  /** Keeps it and gives its id. */
  public String keep() {
    String id;
    try {
      id = inbox.keepMail(new ByteArrayInputStream(raw()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    jdbc.update(
        """
        update inbound set sender = ?, sender_name = 'Some Body', subject = ?, new_text = ?,
          quoted_text = ?, html = ?, kind = 'human' where id = ?""",
        sender,
        subject,
        text,
        quoted,
        html,
        id);
    for (int i = 0; i < files.size(); i++) {
      File file = files.get(i);
      jdbc.update(
          """
          insert into inbound_attachment (inbound_id, number, name, type, size, place)
          values (?, ?, ?, ?, ?, ?)""",
          id,
          i + 1,
          file.name(),
          file.type(),
          file.bytes().length,
          Integer.toString(i + 1));
    }
    return id;
  }

  private byte[] raw() {
    StringBuilder raw = new StringBuilder();
    raw.append("Message-ID: <").append(UUID.randomUUID()).append("@example.org>\r\n");
    raw.append("MIME-Version: 1.0\r\n");
    raw.append("Content-Type: multipart/mixed; boundary=cut\r\n\r\n");
    raw.append("--cut\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n").append(text);
    for (File file : files) {
      raw.append("\r\n--cut\r\nContent-Type: application/octet-stream\r\n");
      raw.append("Content-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n");
      raw.append(Base64.getMimeEncoder().encodeToString(file.bytes()));
    }
    return raw.append("\r\n--cut--\r\n").toString().getBytes(StandardCharsets.UTF_8);
  }
}
