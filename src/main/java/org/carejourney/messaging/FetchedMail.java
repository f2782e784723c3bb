package org.carejourney.messaging;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.angus.mail.iap.ByteArray;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one mail, piece by piece from the server, without marking it as read. Asked for by
 * the mail's number and not by its place in the list, which moves when other mails vanish.
 */
final class FetchedMail extends InputStream {

  /** The mail is not in the mailbox any more. */
  static final class Gone extends IOException {

    private static final long serialVersionUID = 1L;

    Gone() {
      super("the mail has gone");
    }
  }

  /** The server does not hand it over, now or ever. */
  static final class Failed extends IOException {

    private static final long serialVersionUID = 1L;

    Failed(String why) {
      super(why);
    }

    Failed(MessagingException why) {
      super(why);
    }
  }

  private static final int PIECE = 1024 * 1024;

  private final IMAPFolder folder;
  private final long uid;
  private final String section;
  private byte[] piece = {};
  private int at;
  private long offset;
  private boolean ended;

  private FetchedMail(IMAPFolder folder, long uid, String section) {
    this.folder = folder;
    this.uid = uid;
    this.section = section;
  }

  static FetchedMail whole(IMAPFolder folder, long uid) {
    return new FetchedMail(folder, uid, "");
  }

  static FetchedMail headers(IMAPFolder folder, long uid) {
    return new FetchedMail(folder, uid, "HEADER");
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (at == piece.length && !next()) {
      return -1;
    }
    int read = Math.min(length, piece.length - at);
    System.arraycopy(piece, at, bytes, from, read);
    at += read;
    return read;
  }

  /** A piece that is shorter than asked for is the last one. */
  private boolean next() throws IOException {
    if (ended) {
      return false;
    }
    try {
      Object fetched = folder.doCommand(this::fetch);
      if (fetched == null) {
        throw new Gone();
      }
      piece = (byte[]) fetched;
    } catch (MessagingException e) {
      throw new Failed(e);
    }
    if (offset == 0 && isNothing(piece)) {
      // So some servers say that they stumble over it; all such mails would be one by their bytes.
      throw new Failed("the server has nothing of it");
    }
    at = 0;
    offset += piece.length;
    ended = piece.length < PIECE;
    return piece.length > 0;
  }

  static boolean isNothing(byte[] piece) {
    for (byte b : piece) {
      if (b > ' ' || b < 0) {
        return false;
      }
    }
    return true;
  }

  /** The next piece; null when the server knows no such mail. */
  private byte @Nullable [] fetch(IMAPProtocol protocol) throws ProtocolException {
    Response[] answers =
        protocol.command(
            "UID FETCH %d (BODY.PEEK[%s]<%d.%d>)".formatted(uid, section, offset, PIECE), null);
    Response last = answers[answers.length - 1];
    byte[] found = null;
    for (int i = 0; i < answers.length; i++) {
      if (answers[i] instanceof FetchResponse fetched) {
        byte[] bytes = bytes(fetched);
        if (bytes != null) {
          found = bytes;
          answers[i] = null;
        }
      }
    }
    protocol.notifyResponseHandlers(answers);
    protocol.handleResult(last);
    return found;
  }

  /** What an answer gives of a mail; null when it is about something else. */
  static byte @Nullable [] bytes(FetchResponse answer) {
    BODY body = answer.getItem(BODY.class);
    if (body == null) {
      return null;
    }
    ByteArray bytes = body.getByteArray();
    return bytes == null ? new byte[0] : bytes.getNewBytes();
  }
}
