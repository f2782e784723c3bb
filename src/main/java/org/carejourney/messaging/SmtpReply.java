package org.carejourney.messaging;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carejourney.engine.Discretion;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Why a mail server did not take a mail.
 *
 * @param code as in RFC 5321, 4.2; -1 when the server said nothing
 * @param text what it said, without addresses, which servers like to repeat: the ledger outlives
 *     the customer
 * @param about what the server was asked to take when it said so
 */
record SmtpReply(int code, String text, About about) {

  enum About {
    SENDER,
    RECIPIENT,
    MAIL
  }

  /**
   * Bad mailbox, bad host, bad syntax, mailbox moved, host takes no mail (RFC 7505), mailbox
   * disabled: nothing we write will arrive there. Subject 7, policy, is about us (RFC 3463, 3.8).
   */
  private static final Set<String> NOBODY_THERE =
      Set.of("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1");

  /** What servers without these codes mean when they say so in words. */
  private static final Set<Integer> MAILBOX_CODES = Set.of(550, 551, 553);

  private static final Pattern ENHANCED =
      Pattern.compile("^\\d{3}[ -]#?([245]\\.\\d{1,3}\\.\\d{1,3})\\b");

  /** System, network, policy: RFC 3463, 3.4, 3.5 and 3.8. Others there fare alike. */
  private static final Pattern OF_ALL_THERE = Pattern.compile("4\\.[347]\\..*");

  private static final Pattern OF_THE_MAILBOX =
      Pattern.compile("user|mailbox|recipient|address|account|no such|unrouteable");
  private static final Pattern OF_A_POLICY =
      Pattern.compile(
          "spam|polic|block|black|listed|reputation|relay|denied|prohibit|allowed|permitted|spf"
              + "|dkim|dmarc|dns|virus|auth|rate|quota|full|sender|content|#5\\.7");

  /** What the server said, wherever the mail library has put it. */
  static SmtpReply of(MessagingException e) {
    for (Exception cause = e; cause != null; cause = next(cause)) {
      if (cause instanceof SMTPAddressFailedException refused) {
        return new SmtpReply(refused.getReturnCode(), said(refused), About.RECIPIENT);
      }
      if (cause instanceof SMTPSenderFailedException refused) {
        return new SmtpReply(refused.getReturnCode(), said(refused), About.SENDER);
      }
      if (cause instanceof SMTPSendFailedException refused && refused.getNextException() == null) {
        return new SmtpReply(refused.getReturnCode(), said(refused), About.MAIL);
      }
      if (cause instanceof AddressException) {
        return new SmtpReply(553, "553 5.1.3 The address cannot be written to", About.RECIPIENT);
      }
    }
    return new SmtpReply(-1, said(e), About.MAIL);
  }

  /** Whether the server said nothing: it hung until we lost patience, or the line broke. */
  boolean silence() {
    return code < 0;
  }

  /** Whether others to the same domain would be put off as well; true when in doubt. */
  boolean putsOffAllThere() {
    if (silence()) {
      return true;
    }
    Matcher enhanced = ENHANCED.matcher(text);
    return !forGood()
        && about != About.SENDER
        && (!enhanced.find() || OF_ALL_THERE.matcher(enhanced.group(1)).matches());
  }

  /** Whether the same mail would be refused again. */
  boolean forGood() {
    return code >= 500 && code < 600;
  }

  /** Whether nothing at all can arrive at the address; false when in doubt. */
  boolean nobodyThere() {
    if (!forGood() || about == About.SENDER) {
      return false;
    }
    Matcher enhanced = ENHANCED.matcher(text);
    if (enhanced.find()) {
      return NOBODY_THERE.contains(enhanced.group(1));
    }
    String words = text.toLowerCase(Locale.ROOT);
    return about == About.RECIPIENT
        && MAILBOX_CODES.contains(code)
        && OF_THE_MAILBOX.matcher(words).find()
        && !OF_A_POLICY.matcher(words).find();
  }

  private static String said(Exception e) {
    return Discretion.withoutAddresses(String.valueOf(e.getMessage()).strip());
  }

  private static @Nullable Exception next(Exception e) {
    return e instanceof MessagingException m ? m.getNextException() : null;
  }
}
