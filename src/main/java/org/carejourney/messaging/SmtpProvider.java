package org.carejourney.messaging;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import org.carejourney.engine.Discretion;
import org.carejourney.engine.LogField;
import org.carejourney.messaging.MessageRequest.Purpose;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.dao.DataAccessException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/** E-mail over SMTP (RFC 5321), one connection for a batch. */
@Component
@ConditionalOnProperty("spring.mail.host")
class SmtpProvider implements Provider {

  private static final Logger log = LoggerFactory.getLogger(SmtpProvider.class);

  private final JavaMailSenderImpl mail;
  private final MailIds ids;
  private final PreferenceLinks preferences;

  SmtpProvider(JavaMailSenderImpl mail, MailIds ids, PreferenceLinks preferences) {
    this.mail = mail;
    this.ids = ids;
    this.preferences = preferences;
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
    try (Transport connection = mail.getSession().getTransport(mail.getProtocol())) {
      connection.connect(mail.getHost(), mail.getPort(), mail.getUsername(), mail.getPassword());
      while (next < batch.size() && connection.isConnected()) {
        Message message = batch.get(next);
        silent =
            LogField.MESSAGE.during(message.id(), () -> fallsSilent(message, connection, outcomes));
        next++;
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
  private boolean fallsSilent(Message message, Transport connection, Outcomes outcomes) {
    if (!outcomes.mayStillGo(message)) {
      return false;
    }
    try {
      MimeMessage mime = mime(message, outcomes);
      connection.sendMessage(mime, mime.getAllRecipients());
      outcomes.accepted(message);
      return false;
    } catch (MessagingException e) {
      SmtpReply reply = SmtpReply.of(e);
      if (reply.nobodyThere()) {
        outcomes.nobodyThere(message, reply.text());
      } else if (reply.forGood()) {
        outcomes.refused(message, reply.text());
      } else {
        outcomes.later(message, reply.text());
      }
      return reply.silence();
    }
  }

  private MimeMessage mime(Message message, Outcomes outcomes) throws MessagingException {
    MimeMessage mime =
        new MimeMessage(mail.getSession()) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", message.mimeId());
          }

          @Override
          public void writeTo(OutputStream server, String[] without)
              throws IOException, MessagingException {
            super.writeTo(server, without);
            // Who stood still until here, at any point of the conversation, would send what another
            // node has sent meanwhile. The mail counts once the server has its last line, which
            // comes after this: without it the server forgets what it has read (RFC 5321, 4.1.1.4).
            if (!isStillOurs(message, outcomes)) {
              throw new IOException("it took too long, the message may be another node's");
            }
          }
        };
    mime.setFrom(new InternetAddress(ids.from(), true));
    mime.setReplyTo(new InternetAddress[] {new InternetAddress(ids.replyAddress(message.id()))});
    mime.setRecipient(RecipientType.TO, new InternetAddress(message.recipient(), true));
    mime.setSubject(message.subject(), "UTF-8");
    mime.setSentDate(Date.from(message.decidedAt()));
    mime.setContentLanguage(new String[] {message.locale()});
    // RFC 3834: nobody's robot needs to answer ours.
    mime.setHeader("Auto-Submitted", "auto-generated");
    if (message.purpose() != Purpose.SERVICE) {
      // RFC 8058: the reader's mail program can offer to stop us, and does it with one POST.
      mime.setHeader("List-Unsubscribe", "<" + preferences.in(message.id()) + ">");
      mime.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }
    MimeMultipart both = new MimeMultipart("alternative");
    both.addBodyPart(part(message.text(), "text/plain"));
    both.addBodyPart(part(message.html(), "text/html"));
    mime.setContent(both);
    mime.saveChanges();
    return mime;
  }

  /** Who cannot find out breaks the mail off, in the way the library knows. */
  private static boolean isStillOurs(Message message, Outcomes outcomes) throws IOException {
    try {
      return outcomes.stillOurs(message);
    } catch (DataAccessException e) {
      throw new IOException("nobody could be asked whose message it is", e);
    }
  }

  private static MimeBodyPart part(@Nullable String content, String type)
      throws MessagingException {
    if (content == null) {
      throw new MessagingException("Nothing was written for this message");
    }
    MimeBodyPart part = new MimeBodyPart();
    part.setContent(content, type + "; charset=UTF-8");
    return part;
  }
}
