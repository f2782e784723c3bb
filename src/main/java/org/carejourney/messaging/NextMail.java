package org.carejourney.messaging;

import jakarta.mail.FetchProfile;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.UIDFolder;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.angus.mail.imap.IMAPFolder;

/**
 * A mail that lies in a mailbox.
 *
 * @param uid its number
 * @param size in bytes, as the server says, which may be anything
 */
record NextMail(long uid, long size) {

  private static final int AT_ONCE = 50;

  /** The next few mails after a number, found by halves, without a list of all. */
  static List<NextMail> after(IMAPFolder folder, long uid) throws MessagingException {
    int count = folder.getMessageCount();
    if (count == 0 || folder.getUID(folder.getMessage(count)) <= uid) {
      return List.of();
    }
    int low = 1;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (folder.getUID(folder.getMessage(middle)) > uid) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    Message[] next = folder.getMessages(low, Math.min(low + AT_ONCE - 1, count));
    FetchProfile profile = new FetchProfile();
    profile.add(UIDFolder.FetchProfileItem.UID);
    profile.add(FetchProfile.Item.SIZE);
    folder.fetch(next, profile);
    List<NextMail> found = new ArrayList<>();
    for (Message message : next) {
      if (!message.isExpunged()) {
        found.add(new NextMail(folder.getUID(message), message.getSize()));
      }
    }
    return found;
  }
}
