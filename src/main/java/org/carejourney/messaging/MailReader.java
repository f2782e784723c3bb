package org.carejourney.messaging;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.carejourney.engine.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads a mail as it is, not as it should be: what can be understood is, the rest stays in the raw
 * mail. Knows its limits, so that no mail can take the memory of the node.
 */
@Component
class MailReader {

  /** What no mail has that a person wrote. */
  static final class Unreadable extends Exception {

    private static final long serialVersionUID = 1L;

    Unreadable(String reason) {
      super(reason);
    }
  }

  private static final int MOST_HEADER_BYTES = 512 * 1024;
  private static final int MOST_DASHED_LINES = 20_000;
  private static final int MOST_HEADERS = 1_000;
  private static final int LONGEST_VALUE = 16_000;
  private static final int MOST_REFERENCES = 50;

  /** Where mail systems write whom a mail was for; the envelope is gone when we see it. */
  static final Set<String> RECIPIENTS =
      Set.of(
          "to",
          "cc",
          "delivered-to",
          "x-original-to",
          "envelope-to",
          "x-envelope-to",
          "x-delivered-to",
          "resent-to",
          "apparently-to");

  static final Pattern ADDRESS =
      Pattern.compile("[^\\s<>()\\[\\],;:\"@]{1,64}@[^\\s<>()\\[\\],;:\"@]{1,253}");

  private static final Pattern ESCAPED = Pattern.compile("\\\\(.)", Pattern.DOTALL);

  private final MailIds ids;

  MailReader(MailIds ids) {
    this.ids = ids;
  }

  /**
   * Reads a mail.
   *
   * @throws Unreadable when it is too much for us, or nothing that a mail program writes
   */
  ReadMail read(Spool raw) throws Unreadable {
    try {
      measure(raw);
      MimeMessage message = MailParts.message(raw);
      Map<String, List<String>> headers = headers(message);
      String subject = Text.orNull(Decoding.header(first(headers, "subject")));
      MailBody body = MailBody.of(message);
      String letterId = letter(headers);
      Sender sender = sender(headers);
      return new ReadMail(
          Text.fit(sender.address(), 320),
          Text.fit(Text.orNull(sender.name()), 200),
          Text.fit(subject, 1_000),
          QuotedText.of(body.text(), subject),
          body.html(),
          ids(headers, "message-id").findFirst().orElse(null),
          references(headers, body),
          letterId,
          headers,
          body.report().told(),
          body.report().returned(),
          body.attachments(),
          body.note());
    } catch (MessagingException | IOException e) {
      throw new Unreadable("It is not written as mails are: " + e.getClass().getSimpleName());
    }
  }

  /** Before the library builds its tree: what would fill the memory is told by its bytes. */
  private static void measure(Spool raw) throws IOException, Unreadable {
    if (raw.size() == 0) {
      throw new Unreadable("It is empty");
    }
    long at = 0;
    long lineFrom = 0;
    long headersEnd = -1;
    int dashes = 0;
    int dashed = 0;
    byte[] buffer = new byte[64 * 1024];
    try (InputStream bytes = raw.open()) {
      for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
        for (int i = 0; i < read; i++, at++) {
          byte b = buffer[i];
          if (b == '\n') {
            headersEnd = headersEnd < 0 && at == lineFrom ? at : headersEnd;
            lineFrom = at + 1;
            dashes = 0;
          } else if (b == '\r' && at == lineFrom) {
            lineFrom = at + 1;
          } else if (b == '-' && at - lineFrom == dashes && dashes < 2 && ++dashes == 2) {
            dashed++;
          }
        }
        if (headersEnd < 0 && at > MOST_HEADER_BYTES) {
          throw new Unreadable("Its headers are longer than 512 KB");
        }
        if (dashed > MOST_DASHED_LINES) {
          throw new Unreadable("It has more parts than we take apart");
        }
      }
    }
  }

  private static Map<String, List<String>> headers(MimeMessage message) throws MessagingException {
    Map<String, List<String>> headers = new HashMap<>();
    var all = message.getAllHeaders();
    for (int i = 0; i < MOST_HEADERS && all.hasMoreElements(); i++) {
      Header header = all.nextElement();
      String raw = header.getValue() == null ? "" : header.getValue();
      headers
          .computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(Decoding.unfolded(raw.substring(0, Math.min(raw.length(), LONGEST_VALUE))));
    }
    return headers;
  }

  private static String first(Map<String, List<String>> headers, String name) {
    return headers.getOrDefault(name, List.of("")).get(0);
  }

  private record Sender(String address, @Nullable String name) {}

  /**
   * Who wrote. A web form writes in our own name and puts the customer into {@code Reply-To}, so
   * that counts when the mail is from ourselves.
   */
  private Sender sender(Map<String, List<String>> headers) {
    Optional<Sender> from =
        Stream.of("from", "sender", "return-path")
            .flatMap(name -> headers.getOrDefault(name, List.of()).stream())
            .flatMap(value -> addresses(value).stream())
            .findFirst();
    if (from.isPresent() && ids.isOurs(from.get().address())) {
      return headers.getOrDefault("reply-to", List.of()).stream()
          .flatMap(value -> addresses(value).stream())
          .filter(other -> !ids.isOurs(other.address()))
          .findFirst()
          .orElse(from.get());
    }
    return from.orElse(new Sender("", null));
  }

  private static List<Sender> addresses(String value) {
    try {
      List<Sender> proper =
          Stream.of(InternetAddress.parseHeader(value, false))
              .filter(address -> ADDRESS.matcher(String.valueOf(address.getAddress())).matches())
              .map(address -> new Sender(address.getAddress(), name(address)))
              .toList();
      if (!proper.isEmpty()) {
        return proper;
      }
    } catch (AddressException e) {
      // Then by its looks.
    }
    return ADDRESS.matcher(value).results().map(m -> new Sender(m.group(), null)).toList();
  }

  /** As it was written: the library decodes each word alone, and many cut a character in two. */
  private static @Nullable String name(InternetAddress address) {
    if (address.getPersonal() == null) {
      return null;
    }
    String whole = address.toString();
    String phrase = whole.substring(0, whole.lastIndexOf(" <"));
    boolean quoted = phrase.length() > 1 && phrase.startsWith("\"") && phrase.endsWith("\"");
    return Decoding.header(
        quoted
            ? ESCAPED.matcher(phrase.substring(1, phrase.length() - 1)).replaceAll("$1")
            : phrase);
  }

  private @Nullable String letter(Map<String, List<String>> headers) {
    return RECIPIENTS.stream()
        .flatMap(name -> headers.getOrDefault(name, List.of()).stream())
        .flatMap(value -> ADDRESS.matcher(value).results())
        .map(MatchResult::group)
        .flatMap(address -> ids.messageOf(address).stream())
        .findFirst()
        .orElse(null);
  }

  /** In-Reply-To before References, which name the nearest last. */
  private static List<String> references(Map<String, List<String>> headers, MailBody body) {
    List<String> thread = new ArrayList<>(ids(headers, "references").toList());
    Collections.reverse(thread);
    Collection<String> all = new LinkedHashSet<>();
    ids(headers, "in-reply-to").forEach(all::add);
    all.addAll(thread);
    if (body.report().told() != null) {
      all.addAll(body.report().returned().ids());
    }
    return all.stream().limit(MOST_REFERENCES).toList();
  }

  private static Stream<String> ids(Map<String, List<String>> headers, String name) {
    return headers.getOrDefault(name, List.of()).stream().flatMap(MailIds::in);
  }
}
