package org.carejourney.messaging;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Properties;
import org.carejourney.engine.Discretion;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.env.Environment;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/** E-mail over SMTP (RFC 5321), one connection for a batch. */
@Component
@ConditionalOnProperty("spring.mail.host")
class SmtpProvider implements Provider {

  private static final Logger log = LoggerFactory.getLogger(SmtpProvider.class);

  static {
    // Without it the library searches the whole class path anew for each part of each mail, which
    // takes longer than to write the mail.
    String name = "jakarta.mail.util.StreamProvider";
    System.setProperty(
        name, System.getProperty(name, "org.eclipse.angus.mail.util.MailStreamProvider"));
  }

  private final JavaMailSenderImpl mail;
  private final MailComposer composer;
  private final MailSize size;
  private final Lease lease;

  SmtpProvider(JavaMailSenderImpl mail, MailComposer composer, Environment settings, Lease lease) {
    this.mail = mail;
    this.composer = composer;
    this.size = MailSize.of(settings);
    this.lease = lease;
    sendAtOnce(mail);
  }

  /** A proxy brings connections of its own. */
  private static void sendAtOnce(JavaMailSenderImpl mail) {
    Properties settings = mail.getJavaMailProperties();
    String prefix = "mail." + mail.getProtocol() + ".";
    if (settings.stringPropertyNames().stream()
        .noneMatch(name -> name.matches("mail\\.smtps?\\.(socketFactory|proxy|socks)\\..*"))) {
      settings.put(prefix + "socketFactory", new PromptSockets());
      settings.put(prefix + "socketFactory.fallback", "false");
    }
  }

  @Override
  public String channel() {
    return "email";
  }

  /** The same Message-ID: mailboxes and people see that it is the same. */
  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public void handOver(List<Message> batch, Outcomes outcomes) {
    int next = 0;
    boolean silent = false;
    try (Patience patience = PromptSockets.patience(lease.longestHandOver());
        SMTPTransport connection =
            (SMTPTransport) mail.getSession().getTransport(mail.getProtocol())) {
      patience.begins();
      connection.connect(mail.getHost(), mail.getPort(), mail.getUsername(), mail.getPassword());
      while (next < batch.size() && connection.isConnected()) {
        patience.rests();
        Message message = batch.get(next);
        silent =
            outcomes.alone(message, () -> fallsSilent(message, connection, patience, outcomes));
        next++;
        // Whether the server is still there, and our goodbye, it may draw out too.
        patience.begins();
      }
    } catch (MessagingException e) {
      String why = "The mail server is not there: " + Discretion.tell(e);
      log.warn(why);
      for (Message left : batch.subList(next, batch.size())) {
        outcomes.later(left, why);
      }
      return;
    }
    for (Message left : batch.subList(next, batch.size())) {
      // Over one mail the server fell silent; who hangs up with a word wants nothing more for now.
      if (silent) {
        outcomes.untried(left);
      } else {
        outcomes.later(left, "The mail server closed the connection");
      }
    }
  }

  /** Hands over one mail; true when the server gave no answer at all. */
  private boolean fallsSilent(
      Message message, SMTPTransport connection, Patience patience, Outcomes outcomes) {
    if (!outcomes.mayStillGo(message)) {
      return false;
    }
    try {
      Parcel parcel = new Parcel(message, outcomes);
      String tooLarge = size.tooLarge(parcel.bytes.length, connection);
      if (tooLarge != null) {
        outcomes.refused(message, tooLarge);
        return false;
      }
      InternetAddress recipient = new InternetAddress(message.recipient(), true);
      patience.begins();
      connection.sendMessage(parcel, new Address[] {recipient});
      patience.rests();
      outcomes.accepted(message);
      return false;
    } catch (MessagingException e) {
      patience.rests();
      SmtpReply reply = SmtpReply.of(e);
      if (patience.lost()) {
        long seconds = patience.longest().toSeconds();
        outcomes.putOff(message, "The mail server took longer than %d s".formatted(seconds));
      } else if (reply.nobodyThere()) {
        outcomes.nobodyThere(message, reply.text());
      } else if (reply.forGood()) {
        outcomes.refused(message, reply.text());
      } else if (reply.putsOffAllThere()) {
        outcomes.putOff(message, reply.text());
      } else {
        outcomes.later(message, reply.text());
      }
      return reply.silence();
    }
  }

  /** What goes over the line, and the last look before its last line. */
  private final class Parcel extends SMTPMessage {

    private final Message message;
    private final byte[] bytes;
    private final Outcomes outcomes;

    Parcel(Message message, Outcomes outcomes) throws MessagingException {
      super(mail.getSession());
      this.message = message;
      this.bytes = composer.compose(message, mail.getSession());
      this.outcomes = outcomes;
      setFrom(composer.from());
      String returnPath = composer.returnPath(message);
      if (returnPath != null) {
        setEnvelopeFrom(returnPath);
      }
    }

    @Override
    public void writeTo(OutputStream server, String @Nullable [] without) throws IOException {
      server.write(bytes);
      // Who stood still until here, at any point of the conversation, would send what another
      // node has sent meanwhile. The mail counts once the server has its last line, which
      // comes after this: without it the server forgets what it has read (RFC 5321, 4.1.1.4).
      if (!isStillOurs()) {
        throw new IOException("it took too long, the message may be another node's");
      }
    }

    /** Who cannot find out breaks the mail off, in the way the library knows. */
    private boolean isStillOurs() throws IOException {
      try {
        return outcomes.stillOurs(message);
      } catch (RuntimeException e) {
        throw new IOException("nobody could be asked whose message it is", e);
      }
    }
  }
}
