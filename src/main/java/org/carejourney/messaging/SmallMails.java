package org.carejourney.messaging;

import static java.util.stream.Collectors.joining;

import jakarta.mail.FolderClosedException;
import jakarta.mail.MessagingException;
import jakarta.mail.StoreClosedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.UID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Small mails are asked for together: with a mail server far away each question takes longer than
 * all that is done about a mail.
 */
final class SmallMails {

  private static final Logger log = LoggerFactory.getLogger(SmallMails.class);
  private static final int SMALL = 64 * 1024;

  private SmallMails() {}

  /**
   * The whole bytes of those that are small, by their numbers, without marking them as read. What
   * is not among them has to be asked for alone: it is larger, has gone, or is one over which the
   * server stumbles.
   *
   * @throws MessagingException when the server goes away
   */
  static Map<Long, byte[]> of(IMAPFolder folder, List<NextMail> mails) throws MessagingException {
    String numbers =
        mails.stream()
            .filter(mail -> mail.size() < SMALL)
            .map(mail -> String.valueOf(mail.uid()))
            .collect(joining(","));
    Map<Long, byte[]> small = new HashMap<>();
    if (numbers.isEmpty()) {
      return small;
    }
    try {
      folder.doCommand(protocol -> fetch(protocol, numbers, small));
    } catch (FolderClosedException | StoreClosedException e) {
      throw e;
    } catch (MessagingException e) {
      log.info("The mail server does not hand over several mails at once: each is asked for alone");
    }
    return small;
  }

  private static Void fetch(IMAPProtocol protocol, String numbers, Map<Long, byte[]> small)
      throws ProtocolException {
    Response[] answers =
        protocol.command("UID FETCH %s (UID BODY.PEEK[]<0.%d>)".formatted(numbers, SMALL), null);
    for (int i = 0; i < answers.length; i++) {
      if (answers[i] instanceof FetchResponse fetched) {
        UID uid = fetched.getItem(UID.class);
        byte[] bytes = FetchedMail.bytes(fetched);
        if (uid != null && bytes != null) {
          answers[i] = null;
          // As many as were asked for: there may be more.
          if (bytes.length < SMALL && !FetchedMail.isNothing(bytes)) {
            small.put(uid.uid, bytes);
          }
        }
      }
    }
    protocol.notifyResponseHandlers(answers);
    protocol.handleResult(answers[answers.length - 1]);
    return null;
  }
}
