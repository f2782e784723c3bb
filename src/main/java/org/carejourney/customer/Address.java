package org.carejourney.customer;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;
import org.carejourney.engine.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.lang.Contract;

/**
 * Where a message came from, recognisable whatever way it is written.
 *
 * @param value as it is kept
 * @param key the same for every way of writing it
 */
record Address(Kind kind, String value, String key) {

  enum Kind {
    EMAIL,
    PHONE,
    HANDLE
  }

  private static final Pattern EMAIL =
      Pattern.compile(
          "[^\\s@<>()\\[\\]\\\\,;:\"\\p{Cc}\\p{Cf}]{1,64}"
              + "@(?=.{4,253}$)[\\p{L}\\p{M}\\p{N}-]+(\\.[\\p{L}\\p{M}\\p{N}-]+)+");

  static boolean isEmail(String text) {
    return EMAIL.matcher(text).matches();
  }

  /** E-mail in either case is the same address. */
  @Contract("!null -> !null")
  static @Nullable String emailKey(@Nullable String email) {
    return email == null ? null : Text.lower(Normalizer.normalize(email, Normalizer.Form.NFC));
  }

  /**
   * Reads an address of a channel by its looks. A name in a chat or a network belongs to that
   * channel alone: {@code anna} here need not be {@code anna} there.
   *
   * @param region ISO country for phone numbers without a country code, or null
   */
  static Address of(String channel, String written, @Nullable String region) {
    String address = Text.fit(written, 320).strip();
    boolean calls = channel.equals("phone") || channel.equals("sms");
    if (!calls && isEmail(address)) {
      return new Address(Kind.EMAIL, address, emailKey(address));
    }
    Optional<String> phone =
        calls || address.startsWith("+") ? Phones.e164(address, region) : Optional.empty();
    if (phone.isPresent()) {
      return new Address(Kind.PHONE, phone.get(), phone.get());
    }
    String name = address.startsWith("@") ? address.substring(1) : address;
    return new Address(Kind.HANDLE, address, channel + ":" + emailKey(name));
  }

  /** Unlike any other kind of address with the same key. */
  String senderKey() {
    return kind + ":" + key;
  }
}
