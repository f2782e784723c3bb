package org.carejourney.messaging;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a bounce means: a delivery status (RFC 3464) word by word, and the letters that other
 * mail systems write instead by what they have in common. In doubt nothing is over.
 */
final class BounceReader {

  /** As much as a mail system explains; what is longer, nobody has written who means well. */
  private static final int MOST_SAID = 20_000;

  /** RFC 3463; no part of a number with more dots, such as the address of a machine. */
  private static final Pattern CODE =
      Pattern.compile("(?<![\\d.])([45]\\.\\d{1,3}\\.\\d{1,3})(?!\\.?\\d)");

  /** RFC 5321, as quoted from a conversation. */
  private static final Pattern REPLY = Pattern.compile("(?<![\\d.:])([45][0-5]\\d)(?=[ -])");

  /** Where the explanation ends and our own mail begins. */
  private static final Pattern COPY =
      Pattern.compile(
          "^.*(below this line is a copy|this is a copy of (the|your) |unsent message below).*$|"
              + "^[-=_*# \\t]*+(original|returned) (message|e-?mail)( follows| headers?)?"
              + "[-=_*#:. \\t]*+$|^(return-path|received|message-id)[ \\t]*+:",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.MULTILINE);

  private static final Pattern MESSAGE_ID =
      Pattern.compile("(?im)^[ \\t>]*+message-id[ \\t]*+:\\s*+(<[^<>\\s]{1,998}>)");

  private static final Pattern UNICODE_POINT = Pattern.compile("\\\\x\\{([0-9A-Fa-f]{2,6})\\}");

  private static final Pattern FAILED_LINE =
      Pattern.compile(
          "(?m)^[ \\t]*+<?(" + MailReader.ADDRESS.pattern() + ")>?+(?:[ \\t]*+:?+[ \\t]*+$|:)");

  private final ReadMail mail;
  private final String text;
  private final String said;
  private final Map<String, String> block;

  private BounceReader(ReadMail mail, @Nullable String recipient) {
    this.mail = mail;
    this.text = mail.text().words() + "\n" + mail.text().quoted();
    String words = mail.text().words();
    Matcher copy = COPY.matcher(words.substring(0, Math.min(words.length(), MOST_SAID)));
    this.said = words.substring(0, copy.find() ? copy.start() : copy.regionEnd());
    this.block = block(mail, recipient);
  }

  /** What is told of each recipient who was not reached, else of the first; may be empty. */
  private static List<Map<String, String>> blocks(ReadMail mail) {
    List<Map<String, String>> about =
        (mail.report() == null ? List.<Map<String, String>>of() : mail.report().blocks())
            .stream()
                .filter(one -> one.containsKey("action") || one.containsKey("final-recipient"))
                .toList();
    List<Map<String, String>> failed =
        about.stream().filter(one -> action(one).equals("failed")).toList();
    return failed.isEmpty() ? about.stream().limit(1).toList() : failed;
  }

  /** What is told of a recipient; of the first when it is null, or not among them. */
  private static Map<String, String> block(ReadMail mail, @Nullable String recipient) {
    List<Map<String, String>> blocks = blocks(mail);
    return blocks.stream()
        .filter(one -> recipient != null && reported(one).anyMatch(recipient::equalsIgnoreCase))
        .findFirst()
        .or(() -> blocks.stream().findFirst())
        .orElse(Map.of());
  }

  private static String action(Map<String, String> block) {
    return block.getOrDefault("action", "").replaceFirst("[\\s;(].*", "").toLowerCase(Locale.ROOT);
  }

  /** What a mail says that was recognised as a bounce. */
  static Bounce read(ReadMail mail) {
    return read(mail, null);
  }

  /**
   * The same.
   *
   * @param recipient whom our mail was for, when several were not reached; null when nobody knows
   */
  static Bounce read(ReadMail mail, @Nullable String recipient) {
    return new BounceReader(mail, recipient).bounce();
  }

  /** Whether a report says that a mail did arrive (RFC 3464, 2.3.3). */
  static boolean tellsOfArrival(ReadMail mail) {
    return Set.of("delivered", "relayed", "expanded").contains(action(block(mail, null)));
  }

  /** Whether a report says that it is tried again. */
  static boolean tellsOfDelay(ReadMail mail) {
    return action(block(mail, null)).equals("delayed");
  }

  /** Everybody whom it names as not reached, in small letters. */
  static Set<String> recipients(ReadMail mail) {
    List<String> reported = blocks(mail).stream().flatMap(BounceReader::reported).toList();
    return (reported.isEmpty() ? new BounceReader(mail, null).written() : reported.stream())
        .map(address -> address.toLowerCase(Locale.ROOT))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The mail that came back, by its {@code Message-ID}; null when nothing of it is given back. */
  static @Nullable String original(ReadMail mail) {
    return new BounceReader(mail, null).original();
  }

  private Bounce bounce() {
    String told = block.getOrDefault("diagnostic-code", "");
    String words = told.isBlank() ? said : told;
    String status = code(block.getOrDefault("status", "")).or(() -> code(words)).orElse(null);
    // Some say no more than "failed" as their status, and the rest in words.
    String exact = status == null || status.endsWith(".0.0") ? code(words).orElse(status) : status;
    boolean hard = isHard(exact, words);
    boolean dead = hard && BounceWords.nobodyIsThere(exact, words);
    boolean over = hard || action(block).equals("failed");
    return new Bounce(named().findFirst().orElse(null), hard, over, dead, status, original());
  }

  private static Optional<String> code(String text) {
    return CODE.matcher(text).results().map(MatchResult::group).findFirst();
  }

  private boolean isHard(@Nullable String code, String words) {
    boolean vague = code == null || code.endsWith(".0.0");
    if (action(block).equals("delayed") || BounceWords.maySoonPass(code, words)) {
      return false;
    }
    if (!vague) {
      return true;
    }
    if (BounceWords.tellOfDelay(words)) {
      return false;
    }
    Matcher reply = REPLY.matcher(words);
    return reply.find() ? reply.group(1).startsWith("5") : code != null || saysForGood(words);
  }

  private boolean saysForGood(String words) {
    return action(block).equals("failed") || BounceWords.tellOfTheEnd(words);
  }

  private @Nullable String original() {
    return Stream.of(
            mail.returned().ids().stream(),
            MESSAGE_ID.matcher(text).results().flatMap(found -> MailIds.in(found.group(1))),
            mail.references().stream())
        .flatMap(ids -> ids)
        .findFirst()
        .orElse(null);
  }

  /** The likeliest first: as reported, as a header says, as a letter says it. */
  private Stream<String> named() {
    List<String> reported = reported(block).toList();
    return reported.isEmpty() ? written() : reported.stream();
  }

  private static Stream<String> reported(Map<String, String> block) {
    return Stream.of("final-recipient", "original-recipient")
        .map(field -> block.getOrDefault(field, "").replaceFirst("^[^;]*;", ""))
        .map(BounceReader::inUnicode)
        .flatMap(BounceReader::addresses);
  }

  /** Letters beyond ASCII, as RFC 6533 writes them for mail systems that know no other. */
  private static String inUnicode(String field) {
    return UNICODE_POINT
        .matcher(field)
        .replaceAll(found -> Matcher.quoteReplacement(Character.toString(point(found.group(1)))));
  }

  private static int point(String hex) {
    int point = Integer.parseInt(hex, 16);
    return Character.isValidCodePoint(point) ? point : 0xFFFD;
  }

  private Stream<String> written() {
    Set<String> ours =
        Stream.of("to", "cc", "delivered-to", "x-original-to", "from")
            .flatMap(header -> mail.all(header).stream())
            .flatMap(BounceReader::addresses)
            .map(address -> address.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    List<String> found =
        Stream.of(
                mail.all("x-failed-recipients").stream().flatMap(BounceReader::addresses),
                FAILED_LINE.matcher(said).results().map(line -> line.group(1)),
                addresses(said))
            .flatMap(addresses -> addresses)
            .filter(address -> !ours.contains(address.toLowerCase(Locale.ROOT)))
            .distinct()
            .toList();
    return found.isEmpty() ? mail.returned().recipients().stream() : found.stream();
  }

  private static Stream<String> addresses(String text) {
    return MailReader.ADDRESS.matcher(text).results().map(MatchResult::group);
  }
}
