package org.carejourney.messaging;

import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.time.Clock;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.carejourney.messaging.MessageRequest.Purpose;
import org.carejourney.messaging.Pictures.Picture;
import org.eclipse.angus.mail.util.CRLFOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Makes of a message the mail that goes over the line (RFC 5322, MIME), signed if we have a key.
 */
@Component
class MailComposer {

  /** Content-IDs look like addresses (RFC 2045, 7). */
  private static final String AT_US = "@carejourney";

  private final MailIds ids;
  private final PreferenceLinks preferences;
  private final Pictures pictures;
  private final @Nullable Dkim dkim;
  private final Clock clock;

  MailComposer(
      MailIds ids,
      PreferenceLinks preferences,
      Pictures pictures,
      Environment settings,
      Clock clock) {
    this.clock = clock;
    this.ids = ids;
    this.preferences = preferences;
    this.pictures = pictures;
    this.dkim = Dkim.of(settings);
  }

  /** Who our mail is from; a name in any script is encoded. */
  InternetAddress from() throws MessagingException {
    InternetAddress from = new InternetAddress(ids.from(), true);
    try {
      from.setPersonal(from.getPersonal(), "UTF-8");
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
    return from;
  }

  /**
   * Where the mail comes back to when it cannot be delivered; null when there is no such address.
   */
  @Nullable String returnPath(Message message) {
    return ids.returnPath(message.id());
  }

  /**
   * The mail, byte by byte as the server gets it: a signature counts for nothing else.
   *
   * @throws MessagingException when the recipient's address is none, or nothing was written
   */
  byte[] compose(Message message, Session session) throws MessagingException {
    byte[] mail = bytes(mime(message, session));
    return dkim == null ? mail : dkim.sign(mail);
  }

  private static byte[] bytes(MimeMessage mime) throws MessagingException {
    var bytes = new ByteArrayOutputStream();
    try {
      mime.writeTo(new CRLFOutputStream(bytes));
    } catch (IOException e) {
      throw new MessagingException("It cannot be written", e);
    }
    return bytes.toByteArray();
  }

  private MimeMessage mime(Message message, Session session) throws MessagingException {
    MimeMessage mime =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", message.mimeId());
          }
        };
    mime.setFrom(from());
    mime.setReplyTo(new InternetAddress[] {new InternetAddress(ids.replyAddress(message.id()))});
    mime.setRecipient(RecipientType.TO, new InternetAddress(message.recipient(), true));
    mime.setSubject(message.subject(), "UTF-8");
    // Not when it was decided on: a letter that was held for weeks would be buried in the mailbox.
    mime.setSentDate(Date.from(clock.instant()));
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
    both.addBodyPart(html(message));
    mime.setContent(both);
    mime.saveChanges();
    return mime;
  }

  /** The html alone, or with its pictures beside it (RFC 2387). */
  private MimeBodyPart html(Message message) throws MessagingException {
    List<Picture> found = pictures.in(message.html());
    if (found.isEmpty() || message.html() == null) {
      return part(message.html(), "text/html");
    }
    Map<String, String> names = new LinkedHashMap<>();
    found.forEach(one -> names.put(one.path(), "picture-" + names.size() + "." + message.id()));
    MimeMultipart together = new MimeMultipart("related");
    together.addBodyPart(
        part(
            Pictures.renamed(
                message.html(), path -> "cid:" + names.getOrDefault(path, path) + AT_US),
            "text/html"));
    for (Picture picture : found) {
      MimeBodyPart part = new MimeBodyPart();
      part.setDataHandler(
          new DataHandler(new ByteArrayDataSource(picture.bytes(), picture.type())));
      part.setContentID("<" + names.get(picture.path()) + AT_US + ">");
      part.setDisposition(Part.INLINE);
      part.setFileName(picture.path().replaceFirst(".*/", ""));
      together.addBodyPart(part);
    }
    MimeBodyPart part = new MimeBodyPart();
    part.setContent(together);
    return part;
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
