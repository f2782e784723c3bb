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
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * The names a message has on the wire: its {@code Message-ID} (RFC 5322, 3.6.4) and the signed
 * address its replies come back to (sub-addressing, RFC 5233).
 */
@Component
class MailIds {

  /**
   * @param from who our mail is from, such as {@code Lumen & Oak <care@lumen-and-oak.example>}
   * @param replyTo mailbox for replies; a signed part is added after {@code +}
   */
  @ConfigurationProperties("care.mail")
  record MailProperties(String from, String replyTo) {}

  private static final int SIGNATURE_BYTES = 6;
  private static final int LONGEST_ID = 300;
  private static final Pattern ID = Pattern.compile("<[^<>\\s]+>");
  private static final Pattern SIGNED =
      Pattern.compile("[^+]*\\+([0-9a-f]{32})-([0-9a-f]{12})@.*", Pattern.CASE_INSENSITIVE);

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
    String compact = id.replace("-", "");
    return mail.replyTo()
        .replaceFirst(
            "@",
            "+%s-%s@"
                .formatted(
                    compact,
                    HexFormat.of().formatHex(secret.sign("reply", compact, SIGNATURE_BYTES))));
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

  private String fromAddress() {
    try {
      return new InternetAddress(mail.from(), false).getAddress();
    } catch (AddressException e) {
      return mail.from();
    }
  }

  private static String withoutTag(String address) {
    return address.strip().toLowerCase(Locale.ROOT).replaceFirst("\\+[^@]*@", "@");
  }

  /** The id of the message that an address was made for; empty when the signature is not ours. */
  Optional<String> messageOf(String address) {
    Matcher matcher = SIGNED.matcher(address.trim());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String compact = matcher.group(1).toLowerCase(Locale.ROOT);
    byte[] signature = HexFormat.of().parseHex(matcher.group(2).toLowerCase(Locale.ROOT));
    return secret.signed("reply", compact, signature)
        ? Optional.of(
            new UUID(
                    Long.parseUnsignedLong(compact.substring(0, 16), 16),
                    Long.parseUnsignedLong(compact.substring(16), 16))
                .toString())
        : Optional.empty();
  }
}
