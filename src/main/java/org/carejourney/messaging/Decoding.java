package org.carejourney.messaging;

import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carejourney.engine.Text;
import org.jspecify.annotations.Nullable;

/**
 * Bytes and headers of mails as text, also where what they say of themselves is missing or wrong.
 */
final class Decoding {

  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final char UNKNOWN = '\uFFFD';

  /** What is said by default, whatever was written. */
  private static final Set<Charset> UNSURE =
      Set.of(StandardCharsets.US_ASCII, StandardCharsets.UTF_8);

  private static final Pattern META_CHARSET =
      Pattern.compile(
          "<meta[^>]{0,200}charset\\s*=\\s*[\"']?([\\w:.-]{1,40})", Pattern.CASE_INSENSITIVE);
  private static final Pattern ENCODED_WORD_CHARSET =
      Pattern.compile("=\\?[^?\\s]{1,80}\\?([bBqQ])\\?");
  private static final Pattern FOLD = Pattern.compile("\\r?\\n[ \\t]*|[\\r\\n]+");
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\s]+");

  private Decoding() {}

  /**
   * A text by the charset it names. An unknown one, or none, is guessed: UTF-8 where the bytes are,
   * else what Windows writes.
   *
   * @param charset as named, or null
   */
  static String text(byte[] bytes, @Nullable String charset) {
    Charset named = known(charset);
    if (named != null && !UNSURE.contains(named)) {
      // What calls itself Latin 1 is mostly what Windows writes, which has more characters.
      Charset wider = named.equals(StandardCharsets.ISO_8859_1) ? WINDOWS : named;
      return Text.clean(new String(bytes, wider));
    }
    String unicode = new String(bytes, StandardCharsets.UTF_8);
    long broken = unicode.chars().filter(c -> c == UNKNOWN).count();
    long beyondAscii = unicode.chars().filter(c -> c > 127 && c != UNKNOWN).count();
    return Text.clean(broken > beyondAscii ? new String(bytes, WINDOWS) : unicode);
  }

  /** The charset that a page of html names in its head, or null. */
  static @Nullable String charsetOfHtml(byte[] bytes) {
    int head = Math.min(bytes.length, 2_048);
    Matcher meta = META_CHARSET.matcher(new String(bytes, 0, head, StandardCharsets.ISO_8859_1));
    return meta.find() ? meta.group(1) : null;
  }

  private static @Nullable Charset known(@Nullable String name) {
    if (name == null) {
      return null;
    }
    String plain = name.replaceAll("[\"'\\s]", "");
    try {
      // The library would take ASCII for Latin 1.
      return plain.equalsIgnoreCase("us-ascii")
          ? StandardCharsets.US_ASCII
          : Charset.forName(MimeUtility.javaCharset(plain));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return null;
    }
  }

  /** A header's value in one line: unfolded, decoded (RFC 2047), without control characters. */
  static String header(String raw) {
    String decoded = CONTROLS.matcher(words(unfolded(raw))).replaceAll(" ").strip();
    return Text.clean(decoded.isEmpty() ? CONTROLS.matcher(raw).replaceAll(" ").strip() : decoded);
  }

  /** In one line, but not decoded: what is decoded must not be taken for an address any more. */
  static String unfolded(String raw) {
    return Text.clean(FOLD.matcher(repaired(raw)).replaceAll(" ").strip());
  }

  private static String words(String header) {
    try {
      return MimeUtility.decodeText(header);
    } catch (UnsupportedEncodingException e) {
      return inWindows(header);
    }
  }

  private static String inWindows(String header) {
    try {
      return MimeUtility.decodeText(
          ENCODED_WORD_CHARSET.matcher(header).replaceAll("=?windows-1252?$1?"));
    } catch (UnsupportedEncodingException e) {
      return header;
    }
  }

  /** The library hands over unencoded bytes as one character each. */
  private static String repaired(String raw) {
    boolean bytes = raw.chars().allMatch(c -> c < 256) && raw.chars().anyMatch(c -> c > 127);
    return bytes ? text(raw.getBytes(StandardCharsets.ISO_8859_1), null) : raw;
  }
}
