package org.carejourney.messaging;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.carejourney.engine.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/**
 * The names a message has on the wire: its {@code Message-ID} (RFC 5322, 3.6.4) and the signed
 * address its replies come back to (sub-addressing, RFC 5233).
 */
@Component
class MailIds {

  /**
   * @param from who our mail is from, such as {@code Lumen & Oak <care@lumen-and-oak.example>}
   * @param replyTo mailbox for replies; a signed part is added to it
   * @param returnPath mailbox for mail that comes back, with a signed part too; null for the
   *     address of {@code from}, as it is
   * @param separator what stands between a mailbox and the signed part
   */
  @ConfigurationProperties("care.mail")
  record MailProperties(
      String from,
      String replyTo,
      @Nullable String returnPath,
      @DefaultValue("+") String separator) {}

  private static final String REPLY = "reply";
  private static final String RETURN = "return";

  private static final int SIGNATURE_BYTES = 6;
  private static final int LONGEST_ID = 300;
  private static final Pattern ID = Pattern.compile("<[^<>\\s]+>");

  /** Behind any separator: it may have been another when the letter went. */
  private static final Pattern SIGNED =
      Pattern.compile(".*[^0-9a-z]([0-9a-f]{32})-([0-9a-f]{12})@.*", Pattern.CASE_INSENSITIVE);

  private final MailProperties mail;
  private final Secret secret;

  MailIds(MailProperties mail, Secret secret) {
    this.mail = mail;
    this.secret = secret;
  }

  String from() {
    return mail.from();
  }

  String messageId(String id) {
    return "<" + id + "@" + mail.replyTo().replaceFirst(".*@", "") + ">";
  }

  /** The address that brings a reply back to its message; 64 characters at most before the @. */
  String replyAddress(String id) {
    return signed(mail.replyTo(), REPLY, id);
  }

  /**
   * The address that a letter comes back to when it cannot be delivered (RFC 5321, 4.4), one for
   * each message: even a bounce that says nothing tells which. Null when it is not set.
   */
  @Nullable String returnPath(String id) {
    String mailbox = Text.orNull(mail.returnPath());
    return mailbox == null ? null : signed(mailbox, RETURN, id);
  }

  private String signed(String mailbox, String purpose, String id) {
    String compact = id.replace("-", "");
    String signature = HexFormat.of().formatHex(secret.sign(purpose, compact, SIGNATURE_BYTES));
    int at = mailbox.indexOf('@');
    return mailbox.substring(0, at)
        + mail.separator()
        + compact
        + "-"
        + signature
        + mailbox.substring(at);
  }

  /** The ids in a header's value, each cut to what fits our columns. */
  static Stream<String> in(String value) {
    return ID.matcher(value)
        .results()
        .map(MatchResult::group)
        .map(id -> id.substring(0, Math.min(id.length(), LONGEST_ID)));
  }

  /** Whether an address is the one we write from or get replies at, with or without a tag. */
  boolean isOurs(String address) {
    String bare = withoutTag(address);
    return bare.equals(withoutTag(mail.replyTo())) || bare.equals(withoutTag(fromAddress()));
  }

  /** Whether a {@code List-Id} (RFC 2919) is that of our own mailbox, as groups make it. */
  boolean isOurList(String listId) {
    String list = listId.replaceFirst(".*<", "").replaceFirst(">.*", "").strip();
    return Stream.of(mail.replyTo(), fromAddress())
        .map(address -> withoutTag(address).replace('@', '.'))
        .anyMatch(list::equalsIgnoreCase);
  }

  private String fromAddress() {
    try {
      return new InternetAddress(mail.from(), false).getAddress();
    } catch (AddressException e) {
      return mail.from();
    }
  }

  private static String withoutTag(String address) {
    return address
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceFirst("(\\+[^@]*|[^0-9a-z][0-9a-f]{32}-[0-9a-f]{12})@", "@");
  }

  /** The id of the message that an address was made for; empty when the signature is not ours. */
  Optional<String> messageOf(String address) {
    return Stream.of(REPLY, RETURN).flatMap(purpose -> signedIn(address, purpose)).findFirst();
  }

  /** Whether an address is one that only a letter that could not be delivered comes back to. */
  boolean isReturnPath(String address) {
    return signedIn(address, RETURN).findFirst().isPresent();
  }

  private Stream<String> signedIn(String address, String purpose) {
    Matcher matcher = SIGNED.matcher(address.trim());
    if (!matcher.matches()) {
      return Stream.empty();
    }
    String compact = matcher.group(1).toLowerCase(Locale.ROOT);
    byte[] signature = HexFormat.of().parseHex(matcher.group(2).toLowerCase(Locale.ROOT));
    return secret.signed(purpose, compact, signature)
        ? Stream.of(
            new UUID(
                    Long.parseUnsignedLong(compact.substring(0, 16), 16),
                    Long.parseUnsignedLong(compact.substring(16), 16))
                .toString())
        : Stream.empty();
  }
}
