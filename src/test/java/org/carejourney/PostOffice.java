package org.carejourney;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * One real mail server for all tests: what we send arrives in it, and what customers send to us.
 */
public class PostOffice implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  private static final GreenMail SERVER = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));

  /** Where customers' mails to us arrive; apart, so that nobody takes them for ours. */
  private static final GreenMail INBOX = new GreenMail(new ServerSetup(0, "127.0.0.1", "imap"));

  private static final GreenMailUser CARE;

  /** What stands in its door. */
  public static final MoodySmtp DOOR;

  static {
    SERVER.start();
    INBOX.start();
    CARE = INBOX.setUser("care@lumen-and-oak.example", "care", "Mail-2-Care!");
    DOOR = new MoodySmtp(SERVER.getSmtp().getPort());
    Runtime.getRuntime().addShutdownHook(new Thread(SERVER::stop));
    Runtime.getRuntime().addShutdownHook(new Thread(INBOX::stop));
  }

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    TestPropertyValues.of(
            "spring.mail.host=127.0.0.1",
            "spring.mail.port=" + DOOR.port(),
            "spring.mail.properties.mail.smtp.timeout=3000",
            "care.figures.every=PT0.2S",
            "care.mail.return-path=returned@lumen-and-oak.example",
            "care.mail.look-every=PT0.5S",
            "care.mailboxes.care.host=127.0.0.1",
            "care.mailboxes.care.port=" + INBOX.getImap().getPort(),
            "care.mailboxes.care.username=care",
            "care.mailboxes.care.password=Mail-2-Care!",
            "care.mailboxes.care.security=none",
            "care.mailboxes.care.every=PT0.5S",
            "care.answers.per-domain=8",
            "care.answers.per-thread=12",
            "care.answers.shared-domains=example.org",
            "care.outbound.allow-list=*@example.org,*.example,+4915*,chat-*")
        .and(Gateways.ALL.settings())
        .and(Seal.settings())
        .and(MailCompanies.settings())
        .applyTo(context);
  }

  /** A customer's mail arrives in our mailbox. */
  public static void arrives(byte[] mail) {
    try {
      CARE.deliver(new MimeMessage(null, new ByteArrayInputStream(mail)));
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Everything that arrived for an address, oldest first. */
  public static List<MimeMessage> mailsTo(String address) {
    return Arrays.stream(SERVER.getReceivedMessages())
        .filter(mail -> recipients(mail).contains(address))
        .toList();
  }

  /** The first mail to an address whose subject says so; waits for it. */
  public static MimeMessage mailTo(String address, String subjectPart) {
    return Awaitility.await("a mail to " + address + " about " + subjectPart)
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                mailsTo(address).stream()
                    .filter(about(subjectPart))
                    .reduce((first, last) -> last)
                    .orElse(null),
            mail -> mail != null);
  }

  private static Predicate<MimeMessage> about(String subjectPart) {
    return mail -> subject(mail).contains(subjectPart);
  }

  public static String subject(MimeMessage mail) {
    try {
      return mail.getSubject();
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The words of one part: {@code text/plain} or {@code text/html}. */
  public static String part(MimeMessage mail, String type) {
    try {
      Multipart parts = (Multipart) mail.getContent();
      for (int i = 0; i < parts.getCount(); i++) {
        BodyPart part = parts.getBodyPart(i);
        if (part.isMimeType(type)) {
          return part.getContent().toString();
        }
      }
      throw new AssertionError("The mail has no part " + type);
    } catch (MessagingException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A mail as it went over the line. */
  public static byte[] bytes(MimeMessage mail) {
    try {
      var bytes = new ByteArrayOutputStream();
      mail.writeTo(bytes);
      return bytes.toByteArray();
    } catch (MessagingException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> recipients(MimeMessage mail) {
    try {
      return Arrays.stream(mail.getAllRecipients()).map(Address::toString).toList();
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }
}
