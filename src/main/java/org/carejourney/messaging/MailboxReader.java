package org.carejourney.messaging;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.search.ComparisonTerm;
import jakarta.mail.search.ReceivedDateTerm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.carejourney.messaging.MailboxCursor.Position;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one mailbox: mail by mail in the order of their numbers (UID), each kept and committed
 * before the cursor moves. Nothing in the mailbox is changed, and what others do there, such as
 * reading a mail, changes nothing here.
 */
class MailboxReader {

  private static final Logger log = LoggerFactory.getLogger(MailboxReader.class);

  /** The folder is opened anew after so many: the library remembers something of each. */
  private static final int MAILS = 500;

  private static final int TRIALS = 5;
  private static final int MOST_HEADER_BYTES = 256 * 1024;
  private static final Duration A_DAY = Duration.ofDays(1);
  private static final Duration LEASE_BEYOND = Duration.ofMinutes(2);

  private final String name;
  private final Mailbox mailbox;
  private final Session session;
  private final MailboxCursor cursor;
  private final Inbox inbox;
  private final Consumer<MailKept> news;
  private final BooleanSupplier goOn;
  private final long most;
  private final String owner = UUID.randomUUID().toString();
  private final Duration lease;
  private long troublesome;
  private int trials;

  /**
   * @param news hears of each mail that is kept
   * @param goOn asked between two mails
   * @param most bytes of a mail that is kept as a whole
   */
  MailboxReader(
      String name,
      Mailbox mailbox,
      MailboxCursor cursor,
      Inbox inbox,
      Consumer<MailKept> news,
      BooleanSupplier goOn,
      long most) {
    this.name = name;
    this.mailbox = mailbox;
    this.session = Session.getInstance(mailbox.session());
    this.cursor = cursor;
    this.inbox = inbox;
    this.news = news;
    this.goOn = goOn;
    this.most = most;
    this.lease = mailbox.every().plus(LEASE_BEYOND);
  }

  /**
   * Reads what is new, all of it.
   *
   * @throws MessagingException when the mail server is not there, or goes away
   */
  void look() throws MessagingException {
    if (cursor.claim(name, owner, lease).isEmpty()) {
      return;
    }
    try (Store store = session.getStore(mailbox.protocol())) {
      store.connect(mailbox.host(), mailbox.portOrUsual(), mailbox.username(), mailbox.password());
      boolean more = true;
      while (more && goOn.getAsBoolean()) {
        more = part(store);
      }
    }
  }

  void release() {
    cursor.release(name, owner);
  }

  /** Reads some; false when nothing is left, or the mailbox is another node's by now. */
  private boolean part(Store store) throws MessagingException {
    IMAPFolder folder = (IMAPFolder) store.getFolder(mailbox.folder());
    folder.open(Folder.READ_ONLY);
    try {
      Optional<Position> mine = cursor.claim(name, owner, lease);
      if (mine.isEmpty()) {
        return false;
      }
      long validity = folder.getUIDValidity();
      long last = mine.get().lastUid();
      if (mine.get().uidValidity() == null || mine.get().uidValidity() != validity) {
        last = begin(folder, mine.get());
        log.info("The mailbox {} is read from its mail {} on", name, last + 1);
        if (!cursor.move(name, owner, validity, last, lease)) {
          return false;
        }
      }
      for (int read = 0; read < MAILS; ) {
        List<NextMail> next = NextMail.after(folder, last);
        if (next.isEmpty()) {
          cursor.looked(name, owner);
          return false;
        }
        Map<Long, byte[]> small = SmallMails.of(folder, next);
        for (NextMail found : next) {
          if (!goOn.getAsBoolean()) {
            return false;
          }
          take(folder, validity, found, small.get(found.uid()));
          last = found.uid();
          read++;
          if (!cursor.move(name, owner, validity, last, lease)) {
            return false;
          }
        }
      }
      return true;
    } finally {
      if (folder.isOpen()) {
        folder.close(false);
      }
    }
  }

  /**
   * The number before the first that is wanted, at the first look and when the server has numbered
   * anew: then mails are met again, and known by their bytes.
   */
  private long begin(IMAPFolder folder, Position before) throws MessagingException {
    Instant since = cursor.realTime().minus(mailbox.reachBack());
    Instant lookedAt = before.lookedAt();
    if (lookedAt != null && lookedAt.minus(A_DAY).isBefore(since)) {
      // A server searches by days, and those of its own time zone.
      since = lookedAt.minus(A_DAY);
    }
    // Before the search: what arrives behind it must not count as seen.
    int count = folder.getMessageCount();
    Message[] wanted = folder.search(new ReceivedDateTerm(ComparisonTerm.GE, Date.from(since)));
    if (wanted.length > 0) {
      return folder.getUID(wanted[0]) - 1;
    }
    return count == 0
        ? Math.max(0, folder.getUIDNext() - 1)
        : folder.getUID(folder.getMessage(count));
  }

  /** Keeps a mail, whatever is wrong with it: one mail never holds up those behind it. */
  private void take(IMAPFolder folder, long validity, NextMail mail, byte @Nullable [] fetched)
      throws MessagingException {
    long uid = mail.uid();
    try {
      if (fetched == null) {
        keep(folder, mail);
      } else {
        told(inbox.keepMail(new ByteArrayInputStream(fetched)));
      }
      trials = 0;
    } catch (FetchedMail.Gone e) {
      log.info("The mail {} has gone from the mailbox {} before it was read", uid, name);
    } catch (FetchedMail.Failed e) {
      trials = uid == troublesome ? trials + 1 : 1;
      troublesome = uid;
      if (trials < TRIALS) {
        throw new MessagingException("The mail %d could not be fetched".formatted(uid), e);
      }
      log.error("The mail {} of the mailbox {} cannot be fetched and is passed over", uid, name);
      told(
          inbox.keepHeaders(
              "X-Not-Fetched: %s %d %d\r\n\r\n"
                  .formatted(name, validity, uid)
                  .getBytes(StandardCharsets.UTF_8),
              "The mail server does not hand it over: mail %d of the mailbox %s"
                  .formatted(uid, name)));
    } catch (IOException e) {
      // Nothing is wrong with the mail: there is no room for it here.
      throw new MessagingException("The mail %d could not be kept".formatted(uid), e);
    }
  }

  private void keep(IMAPFolder folder, NextMail mail) throws IOException {
    if (mail.size() > most) {
      keepHeaders(folder, mail.uid());
      return;
    }
    try {
      told(inbox.keepMail(FetchedMail.whole(folder, mail.uid())));
    } catch (Spool.TooLarge e) {
      keepHeaders(folder, mail.uid());
    }
  }

  private void keepHeaders(IMAPFolder folder, long uid) throws IOException {
    told(
        inbox.keepHeaders(
            FetchedMail.headers(folder, uid).readNBytes(MOST_HEADER_BYTES),
            "It is larger than %d MB: only its headers are kept, the mail is in the mailbox %s"
                .formatted(Inbox.MOST_BYTES / 1024 / 1024, name)));
  }

  private void told(String inboundId) {
    news.accept(new MailKept(inboundId));
  }
}
