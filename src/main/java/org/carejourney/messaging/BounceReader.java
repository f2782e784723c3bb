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

  private static final int UNICODE = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

  /** RFC 3463; no part of a number with more dots, such as the address of a machine. */
  private static final Pattern CODE =
      Pattern.compile("(?<![\\d.])([45]\\.\\d{1,3}\\.\\d{1,3})(?!\\.?\\d)");

  /** RFC 5321, as quoted from a conversation. */
  private static final Pattern REPLY = Pattern.compile("(?<![\\d.:])([45][0-5]\\d)(?=[ -])");

  /** Where the explanation ends and our own mail begins. */
  private static final Pattern COPY =
      Pattern.compile(
          "^.*(below this line is a copy|this is a copy of (the|your) |unsent message below).*$|"
              + "^[-=_*#\\s]*(original|returned) (message|e-?mail)( follows| headers?)?"
              + "[-=_*#:.\\s]*$|^(return-path|received|message-id)\\s*:",
          UNICODE | Pattern.MULTILINE);

  private static final Pattern MESSAGE_ID =
      Pattern.compile("(?im)^[ \\t>]*message-id\\s*:\\s*(<[^<>\\s]{1,998}>)");

  private static final Pattern FAILED_LINE =
      Pattern.compile(
          "(?m)^[ \\t]*<?(" + MailReader.ADDRESS.pattern() + ")>?(?:[ \\t]*:?[ \\t]*$|:)");

  private static final Pattern NOT_YET =
      Pattern.compile(
          "delay|temporar|will (be )?retr|will keep trying|try again|not yet been delivered|warning:|"
              + "verzöger|vorübergehend|später erneut|retard|temporaire|retras|ritard|vertrag|"
              + "opóźni|mailbox (is )?full|over ?quota|quota exceeded|exceed\\w* .{0,40}quota|"
              + "postfach.{0,20}voll|boîte.{0,20}pleine|buzón.{0,20}lleno|casella.{0,20}piena|"
              + "vol postvak|insufficient (system )?storage|greylist",
          UNICODE);

  private static final Pattern NOBODY_THERE =
      Pattern.compile(
          "(user|recipient|address|mailbox|account|addressee)s? .{0,60}"
              + "(unknown|not known|not found|does ?n.t exist|do(es)? not exist|disabled|inactive|"
              + "invalid|no longer|unavailable|not be found|deactivated|suspended)|"
              + "(unknown|no such|invalid|non-?existent|inactive|bad destination) "
              + "(user|recipient|address|mailbox|account|local part|person)|"
              + "(can ?not|could not|couldn.t) (be found|find (any host|the recipient))|"
              + "(host|domain) .{0,60}(not found|unknown)|mailbox unavailable|not a valid|"
              + "no mailbox here|user doesn.t have|empfänger.{0,60}unbekannt|unbekannte[rn]? "
              + "empfänger|(adresse|postfach|benutzer|empfänger|konto).{0,60}(existiert nicht|nicht "
              + "gefunden|ungültig|nicht bekannt|nicht vorhanden|deaktiviert)|(utilisateur|"
              + "destinataire|adresse).{0,60}(inconnu|n.existe|introuvable)|(usuario|destinatario|"
              + "dirección|cuenta).{0,60}(desconocid|no existe|no se encontró)|(utente|destinatario|"
              + "indirizzo).{0,60}(sconosciut|non esiste|inesistente)|(gebruiker|adres|postvak)"
              + ".{0,60}(onbekend|bestaat niet)|(użytkownik|adres|skrzynka).{0,60}(nie istnieje|"
              + "nieznan)",
          UNICODE | Pattern.DOTALL);

  private static final Pattern FOR_GOOD =
      Pattern.compile(
          "permanent|fatal error|I.ve given up|giving up|gebe ich auf|dauerhaft|endgültig|"
              + "définiti|permanente|definitiv",
          UNICODE);

  /** Of the mail or of us, not of the address. */
  private static final Pattern UNWANTED =
      Pattern.compile(
          "spam|policy|block(ed|list)|black ?list|reputation|dmarc|\\bspf\\b|dkim|content|virus|"
              + "too (large|big)|size limit|relay",
          UNICODE);

  private static final Pattern ADDRESS_CODE =
      Pattern.compile("5\\.(1\\.(?![78]$).*|2\\.1|4\\.[14])");

  private final ReadMail mail;
  private final String text;
  private final String said;
  private final Map<String, String> block;

  private BounceReader(ReadMail mail) {
    this.mail = mail;
    this.text = mail.text().words() + "\n" + mail.text().quoted();
    Matcher copy = COPY.matcher(mail.text().words());
    this.said = mail.text().words().substring(0, copy.find() ? copy.start() : copy.regionEnd());
    this.block = block(mail);
  }

  /** What is told of the recipient who was not reached, else of the first. */
  private static Map<String, String> block(ReadMail mail) {
    List<Map<String, String>> blocks = mail.report() == null ? List.of() : mail.report().blocks();
    List<Map<String, String>> about =
        blocks.stream()
            .filter(one -> one.containsKey("action") || one.containsKey("final-recipient"))
            .toList();
    return about.stream()
        .filter(one -> action(one).equals("failed"))
        .findFirst()
        .or(() -> about.stream().findFirst())
        .orElse(Map.of());
  }

  private static String action(Map<String, String> block) {
    return block.getOrDefault("action", "").replaceFirst("[\\s;(].*", "").toLowerCase(Locale.ROOT);
  }

  /** What a mail says that was recognised as a bounce. */
  static Bounce read(ReadMail mail) {
    return new BounceReader(mail).bounce();
  }

  /** Whether a report says that a mail did arrive (RFC 3464, 2.3.3). */
  static boolean tellsOfArrival(ReadMail mail) {
    return Set.of("delivered", "relayed", "expanded").contains(action(block(mail)));
  }

  /** Whether a report says that it is tried again. */
  static boolean tellsOfDelay(ReadMail mail) {
    return action(block(mail)).equals("delayed");
  }

  /** Everybody whom it names as not reached, in small letters. */
  static Set<String> recipients(ReadMail mail) {
    return new BounceReader(mail)
        .named()
        .map(address -> address.toLowerCase(Locale.ROOT))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The mail that came back, by its {@code Message-ID}; null when nothing of it is given back. */
  static @Nullable String original(ReadMail mail) {
    return new BounceReader(mail).original();
  }

  private Bounce bounce() {
    String told = block.getOrDefault("diagnostic-code", "");
    String words = told.isBlank() ? said : told;
    String status = code(block.getOrDefault("status", "")).or(() -> code(words)).orElse(null);
    // Some say no more than "failed" as their status, and the rest in words.
    String exact = status == null || status.endsWith(".0.0") ? code(words).orElse(status) : status;
    boolean hard = isHard(exact, words);
    boolean dead = hard && isDead(exact, words);
    boolean over = hard || action(block).equals("failed");
    return new Bounce(named().findFirst().orElse(null), hard, over, dead, status, original());
  }

  private static Optional<String> code(String text) {
    return CODE.matcher(text).results().map(MatchResult::group).findFirst();
  }

  private boolean isHard(@Nullable String code, String words) {
    boolean vague = code == null || code.endsWith(".0.0");
    if (action(block).equals("delayed") || (code != null && code.matches("4\\..*|5\\.2\\.2"))) {
      return false;
    }
    if (!vague) {
      return true;
    }
    if (NOT_YET.matcher(words).find()) {
      return false;
    }
    Matcher reply = REPLY.matcher(words);
    return reply.find() ? reply.group(1).startsWith("5") : code != null || saysForGood(words);
  }

  private boolean saysForGood(String words) {
    return action(block).equals("failed")
        || NOBODY_THERE.matcher(words).find()
        || FOR_GOOD.matcher(words).find();
  }

  private static boolean isDead(@Nullable String code, String words) {
    boolean byCode = code != null && ADDRESS_CODE.matcher(code).matches();
    boolean byWords =
        (code == null || !code.startsWith("5.7"))
            && !UNWANTED.matcher(words).find()
            && NOBODY_THERE.matcher(words).find();
    return byCode || byWords;
  }

  private @Nullable String original() {
    return Stream.of(
            mail.returned().ids().stream(),
            MESSAGE_ID.matcher(text).results().flatMap(found -> MailIds.in(found.group(1))))
        .flatMap(ids -> ids)
        .findFirst()
        .orElse(null);
  }

  /** The likeliest first: as reported, as a header says, as a letter says it. */
  private Stream<String> named() {
    List<String> reported =
        Stream.of("final-recipient", "original-recipient")
            .flatMap(field -> addresses(block.getOrDefault(field, "").replaceFirst("^[^;]*;", "")))
            .toList();
    return reported.isEmpty() ? written() : reported.stream();
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
