package org.carejourney.messaging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carejourney.engine.WrongSetting;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * Signs mails with DKIM (RFC 6376), rsa-sha256 and relaxed/relaxed: the receiving side can tell
 * that the domain stands for them, under the key that {@code <selector>._domainkey.<domain>}
 * publishes.
 */
final class Dkim {

  private static final String SETTING = "care.mail.dkim.";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?");
  private static final Pattern PEM =
      Pattern.compile(
          "\\s*-----BEGIN PRIVATE KEY-----(.*)-----END PRIVATE KEY-----\\s*", Pattern.DOTALL);

  private static final Pattern HEADER_END = Pattern.compile("\r\n(?![ \t])");
  private static final byte[] LINE_END = {'\r', '\n'};

  /** RFC 8301, 3.2: signatures with shorter ones do not count. */
  private static final int SHORTEST_KEY = 1024;

  /** Signed once more than they are there, so that nobody can add a second one (RFC 6376, 8.15). */
  private static final List<String> ALONE =
      List.of("From", "Reply-To", "To", "Subject", "Date", "Message-ID", "Content-Type");

  /** RFC 8058, 4, wants the two of the one-click button signed. */
  private static final List<String> WHEN_THERE =
      List.of(
          "MIME-Version",
          "Content-Language",
          "Auto-Submitted",
          "List-Unsubscribe",
          "List-Unsubscribe-Post");

  private final String domain;
  private final String selector;
  private final PrivateKey key;

  private Dkim(String domain, String selector, PrivateKey key) {
    this.domain = domain;
    this.selector = selector;
    this.key = key;
  }

  /**
   * As the settings {@code care.mail.dkim} say; null without them.
   *
   * @throws WrongSetting when they name no key to sign with
   */
  static @Nullable Dkim of(Environment settings) {
    String domain = settings.getProperty(SETTING + "domain", "");
    String selector = settings.getProperty(SETTING + "selector", "");
    String key = settings.getProperty(SETTING + "private-key", "");
    if (domain.isBlank() && selector.isBlank() && key.isBlank()) {
      return null;
    }
    return new Dkim(name("domain", domain), name("selector", selector), key(key));
  }

  private static String name(String setting, String text) {
    if (!NAME.matcher(text).matches()) {
      throw wrong(setting, "is no name as it stands in the DNS: " + text);
    }
    return text;
  }

  private static PrivateKey key(String text) {
    try {
      var pem = PEM.matcher(text.startsWith("file:") ? read(text.substring(5)) : text);
      if (pem.matches()) {
        byte[] bytes = Base64.getMimeDecoder().decode(pem.group(1));
        PrivateKey key =
            KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
        if (key instanceof RSAPrivateKey rsa && rsa.getModulus().bitLength() >= SHORTEST_KEY) {
          return key;
        }
        throw wrong("private-key", "has less than %d bits".formatted(SHORTEST_KEY));
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // Told below, without a word of the key.
    }
    throw wrong("private-key", "is no RSA key as PEM in PKCS#8 (BEGIN PRIVATE KEY)");
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException | InvalidPathException e) {
      throw wrong("private-key", "names a file that cannot be read: " + file);
    }
  }

  private static WrongSetting wrong(String setting, String what) {
    return new WrongSetting(
        SETTING + setting + " " + what,
        "Set domain, selector and private-key as operating.md says under Mail that goes out,"
            + " or none of the three");
  }

  /** The same mail with the signature in front. */
  byte[] sign(byte[] mail) {
    int body = bodyFrom(mail);
    Map<String, String> headers = headers(mail, body);
    List<String> names = new ArrayList<>(ALONE);
    Stream.of(ALONE, WHEN_THERE)
        .flatMap(List::stream)
        .filter(headers::containsKey)
        .forEach(names::add);
    String header =
        "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=%s; s=%s;\r\n\th=%s;\r\n\tbh=%s;\r\n\tb="
            .formatted(
                domain,
                selector,
                folded(String.join(":", names), "(.{1,70}:)(?=.)"),
                bodyHash(mail, body));
    // A name that is there once and listed twice stands for its header and for no second one.
    String said =
        names.stream()
            .distinct()
            .filter(headers::containsKey)
            .map(name -> headers.get(name) + "\r\n")
            .collect(Collectors.joining());
    String signature =
        folded(Base64.getEncoder().encodeToString(rsa(said + relaxed(header))), "(.{70})(?=.)");
    byte[] first = (header + signature + "\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] signed = Arrays.copyOf(first, first.length + mail.length);
    System.arraycopy(mail, 0, signed, first.length, mail.length);
    return signed;
  }

  private byte[] rsa(String text) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.ISO_8859_1));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The key of DKIM signs nothing", e);
    }
  }

  private static String folded(String value, String line) {
    return value.replaceAll(line, "$1\r\n\t ");
  }

  /** Right behind the empty line, or the end. */
  private static int bodyFrom(byte[] mail) {
    for (int i = 3; i < mail.length; i++) {
      if (mail[i] == '\n' && mail[i - 2] == '\n') {
        return i + 1;
      }
    }
    return mail.length;
  }

  /** The headers as they are signed, by their names in any case. */
  private static Map<String, String> headers(byte[] mail, int end) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    String all = new String(mail, 0, end, StandardCharsets.ISO_8859_1);
    HEADER_END
        .splitAsStream(all)
        .filter(header -> !header.isBlank())
        .forEach(header -> headers.put(header.substring(0, header.indexOf(':')), relaxed(header)));
    return headers;
  }

  /** One header in the form "relaxed" (RFC 6376, 3.4.2). */
  private static String relaxed(String header) {
    int colon = header.indexOf(':');
    String value = header.substring(colon + 1).replace("\r\n", "").replaceAll("[ \t]+", " ");
    return header.substring(0, colon).strip().toLowerCase(Locale.ROOT) + ":" + value.strip();
  }

  /**
   * Of the body in the form "relaxed" (RFC 6376, 3.4.4): white space and last lines do not count.
   */
  private static String bodyHash(byte[] mail, int from) {
    var relaxed = new ByteArrayOutputStream(mail.length - from + 2);
    boolean space = false;
    int lines = 0;
    for (int i = from; i < mail.length; i++) {
      byte b = mail[i];
      if (b == '\n') {
        lines++;
        space = false;
      } else if (b == ' ' || b == '\t') {
        space = true;
      } else if (b != '\r') {
        for (; lines > 0; lines--) {
          relaxed.writeBytes(LINE_END);
        }
        if (space) {
          relaxed.write(' ');
          space = false;
        }
        relaxed.write(b);
      }
    }
    if (relaxed.size() > 0) {
      relaxed.writeBytes(LINE_END);
    }
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(relaxed.toByteArray());
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
