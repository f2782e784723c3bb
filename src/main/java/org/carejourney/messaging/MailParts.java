package org.carejourney.messaging;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The parts of a mail (RFC 2045 and what is sent instead), each at its place. */
final class MailParts {

  private static final Session SESSION;
  private static final String PACKED = "~";

  static {
    LenientMail.set();
    Properties settings = new Properties();
    settings.setProperty("mail.mime.address.strict", "false");
    SESSION = Session.getInstance(settings);
  }

  private MailParts() {}

  static MimeMessage message(Spool mail) throws MessagingException {
    return new MimeMessage(SESSION, mail.open());
  }

  /** The parts directly inside of a part; null for a part that has none. */
  static @Nullable MimeMultipart inside(MimePart part) throws MessagingException {
    return part.isMimeType("multipart/*") ? new FewParts(part) : null;
  }

  /**
   * The part at a place.
   *
   * @param place numbers from 0, outermost first, such as {@code 1.0}; empty for the mail itself
   */
  private static MimePart at(Spool mail, String place) throws MessagingException, IOException {
    MimePart part = message(mail);
    for (String number : place.isEmpty() ? new String[0] : place.split("\\.")) {
      MimeMultipart parts = inside(part);
      if (parts == null) {
        throw new MessagingException("The mail has no part " + place);
      }
      part = (MimePart) parts.getBodyPart(Integer.parseInt(number));
    }
    return part;
  }

  static String within(String place, int number) {
    return place.isEmpty() ? Integer.toString(number) : place + "." + number;
  }

  /** The place of a file that is in a {@code winmail.dat} at a place. */
  static String packed(String place, int number) {
    return place + PACKED + number;
  }

  /** The decoded bytes at a place. */
  static InputStream open(Spool mail, String place) throws MessagingException, IOException {
    int packed = place.indexOf(PACKED);
    return packed < 0
        ? content(at(mail, place))
        : Tnef.file(
            content(at(mail, place.substring(0, packed))),
            Integer.parseInt(place.substring(packed + PACKED.length())));
  }

  /** The decoded bytes of a part; as they stand when nobody knows their encoding. */
  static InputStream content(MimePart part) throws MessagingException, IOException {
    try {
      return part.getInputStream();
    } catch (MessagingException | IOException e) {
      return part instanceof MimeBodyPart inner
          ? inner.getRawInputStream()
          : ((MimeMessage) part).getRawInputStream();
    }
  }
}
