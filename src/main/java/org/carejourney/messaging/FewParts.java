package org.carejourney.messaging;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimePartDataSource;
import jakarta.mail.internet.SharedInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The parts directly inside of a part. The library makes all of them at once and reads all their
 * headers; here those that nobody looks at are empty, and what headers take is limited for the mail
 * as a whole, so that none is more in memory than in the mail.
 */
final class FewParts extends MimeMultipart {

  /** So many of a mail are looked at. */
  static final int MOST = 500;

  private static final int MOST_HEADER_BYTES = 1024 * 1024;

  /** What is left for the headers of parts. */
  private static final class Budget {
    private int bytes = MOST_HEADER_BYTES;
  }

  private final Budget budget;
  private final MimeBodyPart unseen = new MimeBodyPart();
  private int made;

  FewParts(MimePart around) throws MessagingException {
    super(new MimePartDataSource(around));
    boolean within = around instanceof BodyPart part && part.getParent() instanceof FewParts;
    this.budget = within ? ((FewParts) ((BodyPart) around).getParent()).budget : new Budget();
  }

  /**
   * @throws MessagingException when the headers are longer than any that a mail program writes
   */
  @Override
  protected MimeBodyPart createMimeBodyPart(InputStream part) throws MessagingException {
    if (++made > MOST) {
      return unseen;
    }
    try (InputStream headers = ((SharedInputStream) part).newStream(0, -1)) {
      spend(headers);
    } catch (IOException e) {
      throw new MessagingException("The headers of a part cannot be read", e);
    }
    return super.createMimeBodyPart(part);
  }

  /** Up to the first empty line. */
  private void spend(InputStream headers) throws IOException, MessagingException {
    int line = 0;
    for (int b = headers.read(); b >= 0 && (b != '\n' || line > 0); b = headers.read()) {
      line = b == '\n' ? 0 : b == '\r' ? line : line + 1;
      if (--budget.bytes < 0) {
        throw new MessagingException("The headers of its parts are too long");
      }
    }
  }
}
