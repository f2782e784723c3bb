package org.carejourney.messaging;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carejourney.engine.Text;
import org.jspecify.annotations.Nullable;

/**
 * Bytes and headers of mails as text, also where what they say of themselves is missing or wrong.
 */
final class Decoding {

  private static final Charset WINDOWS = Charset.forName("windows-1252");

  /** What is mostly written under another's name: it has more characters. */
  private static final Map<String, String> WIDER =
      Map.of(
          "ISO-8859-1", "windows-1252",
          "ISO-8859-8", "windows-1255",
          "ISO-8859-9", "windows-1254",
          "TIS-620", "x-windows-874",
          "Shift_JIS", "windows-31j",
          "ISO-2022-JP", "x-windows-iso2022jp",
          "EUC-KR", "x-windows-949");

  private static final char UNKNOWN = '\uFFFD';

  /** What is said by default, whatever was written. */
  private static final Set<Charset> UNSURE =
      Set.of(StandardCharsets.US_ASCII, StandardCharsets.UTF_8);

  private static final Pattern META_CHARSET =
      Pattern.compile(
          "<meta[^>]{0,200}charset\\s*=\\s*[\"']?([\\w:.-]{1,40})", Pattern.CASE_INSENSITIVE);

  /** Longer than allowed, since many are; a language may stand behind the charset (RFC 2231). */
  private static final Pattern ENCODED_WORD =
      Pattern.compile("=\\?([^?*\\s]{1,80})(?:\\*[^?\\s]{0,20})?\\?([bBqQ])\\?(.{0,2000}?)\\?=");

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
      return Text.clean(new String(bytes, named));
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
    // Hebrew adds which way it is written, which is the reader's affair.
    String plain = name.replaceAll("[\"'\\s]", "").replaceFirst("(?i)^(iso-8859-8)-[ei]$", "$1");
    try {
      // The library would take ASCII for Latin 1.
      Charset said =
          plain.equalsIgnoreCase("us-ascii")
              ? StandardCharsets.US_ASCII
              : Charset.forName(MimeUtility.javaCharset(plain));
      String wider = WIDER.get(said.name());
      return wider != null && Charset.isSupported(wider) ? Charset.forName(wider) : said;
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

  /**
   * Decodes the encoded words (RFC 2047). Several of a charset are decoded as one: many mail
   * programs cut a character in two between them.
   */
  private static String words(String header) {
    StringBuilder text = new StringBuilder();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String charset = null;
    int end = 0;
    for (MatchResult word :
        (Iterable<MatchResult>) ENCODED_WORD.matcher(header).results()::iterator) {
      String between = header.substring(end, word.start());
      boolean next = charset != null && between.isBlank();
      if (charset != null && !(next && charset.equalsIgnoreCase(word.group(1)))) {
        text.append(text(bytes.toByteArray(), charset));
        bytes.reset();
      }
      text.append(next ? "" : between);
      charset = word.group(1);
      bytes.writeBytes(decoded(word.group(2), word.group(3)));
      end = word.end();
    }
    if (charset != null) {
      text.append(text(bytes.toByteArray(), charset));
    }
    return text.append(header.substring(end)).toString();
  }

  private static byte[] decoded(String encoding, String word) {
    boolean base64 = encoding.equalsIgnoreCase("b");
    byte[] coded = (base64 ? word : word.replace("_", "=20")).getBytes(StandardCharsets.UTF_8);
    try (InputStream bytes =
        MimeUtility.decode(
            new ByteArrayInputStream(coded), base64 ? "base64" : "quoted-printable")) {
      return bytes.readAllBytes();
    } catch (MessagingException | IOException e) {
      return coded;
    }
  }

  /** The library hands over unencoded bytes as one character each. */
  private static String repaired(String raw) {
    boolean bytes = raw.chars().allMatch(c -> c < 256) && raw.chars().anyMatch(c -> c > 127);
    return bytes ? text(raw.getBytes(StandardCharsets.ISO_8859_1), null) : raw;
  }
}
