package org.carejourney.benchmark;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;

/** A mailbox on a real IMAP server, which the application reads. */
final class PostBox implements AutoCloseable {

  private static final String USER = "care";
  private static final String PASSWORD = "only-here";

  private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "imap"));
  private final MailFolder inbox;

  PostBox() throws FolderException {
    server.start();
    inbox =
        server
            .getManagers()
            .getImapHostManager()
            .getInbox(server.setUser("care@lumen-and-oak.example", USER, PASSWORD));
  }

  /** What the application has to know to read it. */
  List<String> settings() {
    String prefix = "--care.mailboxes.care.";
    return List.of(
        prefix + "host=127.0.0.1",
        prefix + "port=" + server.getImap().getPort(),
        prefix + "username=" + USER,
        prefix + "password=" + PASSWORD,
        prefix + "security=none",
        prefix + "every=PT0.1S");
  }

  void put(String mail) throws Exception {
    inbox.store(
        new MimeMessage(
            Session.getInstance(new Properties()),
            new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8))));
  }

  void empty() {
    inbox.deleteAllMessages();
  }

  @Override
  public void close() {
    server.stop();
  }
}
