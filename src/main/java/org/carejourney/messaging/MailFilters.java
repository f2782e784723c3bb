package org.carejourney.messaging;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What no person wrote to us, so that nobody has to read it and no robot of ours answers another:
 * the first that recognises a mail says why. In doubt it is a person's. The table in {@code
 * src/docs/operating.md} tells operators the same; a test holds both together.
 */
@Component
class MailFilters {

  /**
   * One reason for taking a mail for a robot's.
   *
   * @param kind what it makes of the mail
   * @param reason in words, or null when it does not recognise the mail
   */
  record Filter(String name, String kind, Function<ReadMail, @Nullable String> reason) {}

  /** What a filter has recognised. */
  record Recognised(String kind, @Nullable String reason) {}

  private static final Set<String> MACHINES =
      Set.of("mailer-daemon", "maildaemon", "mail-daemon", "mdaemon");

  /** Set by robots alone, whatever their value. */
  private static final List<String> ROBOTS_HEADERS =
      List.of(
          "x-autoreply",
          "x-autoreply-from",
          "x-autorespond",
          "x-autoresponder",
          "x-auto-reply-from",
          "x-mail-autoreply",
          "x-fc-machinegenerated");

  private static final Pattern RETURNED =
      Pattern.compile(
          "^(undeliver|delivery (status notification|failure|has failed|delayed)|"
              + "mail delivery|returned mail|failure notice|message delivery|unzustellbar|"
              + "fehler (bei|in) der (mail-?)?zustellung|non remis|échec|no se puede entregar|"
              + "impossibile recapitare|onbestelbaar|niedostarczalne|non recapitabile).*",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private static final Pattern ABSENT =
      Pattern.compile(
          "^(auto(matic|matische|matisch)?[ -]?(reply|response|antwort|antwoord|svar)\\b|auto:|"
              + "out[ -]of[ -](the[ -])?office|abwesenheit|abwesend|nicht im (büro|haus)|"
              + "réponse automatique|absence du bureau|respuesta automática|fuera de la oficina|"
              + "risposta automatica|fuori ufficio|afwezig|resposta automática|frånvaro|fravær|"
              + "automatyczna odpowied|vacation( reply|:)).*",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private final Ledger ledger;
  private final MailIds ids;
  private final List<Filter> filters =
      List.of(
          new Filter("own mail", "own", this::own),
          new Filter("complaint of a mail provider", "complaint", MailFilters::spamReport),
          new Filter("bounce", "bounce", this::bounce),
          new Filter("receipt", "auto-reply", MailFilters::receipt),
          new Filter("automatic by its own word", "auto-reply", MailFilters::autoSubmitted),
          new Filter("automatic by older words", "auto-reply", MailFilters::olderWords),
          new Filter("absence", "auto-reply", MailFilters::absence),
          new Filter("nobody to answer to", "auto-reply", MailFilters::noReturnPath),
          new Filter("list or mass mail", "list", MailFilters::list));

  MailFilters(Ledger ledger, MailIds ids) {
    this.ledger = ledger;
    this.ids = ids;
  }

  List<Filter> all() {
    return filters;
  }

  /** Empty for a mail that a person may have written. */
  Optional<Recognised> recognise(ReadMail mail) {
    for (Filter filter : filters) {
      String reason = filter.reason().apply(mail);
      if (reason != null) {
        return Optional.of(new Recognised(filter.kind(), reason));
      }
    }
    return Optional.empty();
  }

  private @Nullable String own(ReadMail mail) {
    if (mail.mimeId() != null && ledger.findByMimeId(mail.mimeId()).isPresent()) {
      return "Our own mail came back";
    }
    return ids.isOurs(mail.sender()) ? "A mail from our own address" : null;
  }

  private static @Nullable String spamReport(ReadMail mail) {
    return reports(mail, "feedback-report") && SpamComplaints.complains(mail)
        ? "A mail provider reports a letter as spam"
        : null;
  }

  private @Nullable String bounce(ReadMail mail) {
    if (reports(mail, "delivery-status")) {
      return BounceReader.tellsOfArrival(mail) ? null : returned(mail);
    }
    String name = localPart(mail);
    boolean machine =
        MACHINES.contains(name)
            || (name.equals("postmaster") && returnPathIsEmpty(mail))
            || (isTitledBounce(mail)
                && (name.equals("postmaster")
                    || name.startsWith("microsoftexchange")
                    || returnPathIsEmpty(mail)));
    return machine || mail.has("x-failed-recipients") || cameBack(mail) ? returned(mail) : null;
  }

  /** Robots answer to the return path too: only what says that nothing will arrive is a bounce. */
  private boolean cameBack(ReadMail mail) {
    return MailReader.RECIPIENTS.stream()
            .flatMap(header -> mail.all(header).stream())
            .flatMap(value -> MailReader.ADDRESS.matcher(value).results())
            .anyMatch(address -> ids.isReturnPath(address.group()))
        && BounceReader.read(mail).hard();
  }

  private static String returned(ReadMail mail) {
    Bounce bounce = BounceReader.read(mail);
    String what = "A mail of ours came back";
    if (BounceReader.tellsOfDelay(mail)) {
      what = "A mail of ours is delayed";
    } else if (bounce.over()) {
      what = "A mail of ours could not be delivered";
    }
    return bounce.status() == null ? what : what + ", status " + bounce.status();
  }

  private static boolean isTitledBounce(ReadMail mail) {
    return mail.subject() != null && RETURNED.matcher(mail.subject()).matches();
  }

  private static @Nullable String receipt(ReadMail mail) {
    if (reports(mail, "delivery-status") && BounceReader.tellsOfArrival(mail)) {
      return "A mail system says it was delivered";
    }
    if (reports(mail, "feedback-report")) {
      return "A mail provider reports: " + fit(SpamComplaints.type(mail));
    }
    return reports(mail, "disposition-notification") ? "A mail program says it was read" : null;
  }

  /** RFC 3834; {@code no} is what a person's mail may say. */
  private static @Nullable String autoSubmitted(ReadMail mail) {
    String said = mail.word("auto-submitted");
    return said.isEmpty() || said.equals("no") ? null : "Sent automatically: " + fit(said);
  }

  private static @Nullable String olderWords(ReadMail mail) {
    if (mail.word("precedence").replace('-', '_').equals("auto_reply")) {
      return "Sent automatically: Precedence";
    }
    return ROBOTS_HEADERS.stream()
        .filter(header -> mail.has(header) && !mail.word(header).equals("no"))
        .findFirst()
        .map(header -> "Sent automatically: " + header)
        .orElse(null);
  }

  /**
   * A subject as absence notes have it counts only in an answer, or beside {@code
   * X-Auto-Response-Suppress}; that header alone says that a mail wants no robots' answers, and
   * people's mail has it too.
   */
  private static @Nullable String absence(ReadMail mail) {
    boolean answers = mail.letterId() != null || !mail.references().isEmpty();
    boolean wantsNoRobots = !Set.of("", "none").contains(mail.word("x-auto-response-suppress"));
    boolean titled = mail.subject() != null && ABSENT.matcher(mail.subject()).matches();
    return titled && (answers || wantsNoRobots) ? "The sender is away" : null;
  }

  private static @Nullable String noReturnPath(ReadMail mail) {
    return returnPathIsEmpty(mail) ? "It names nobody who could be answered" : null;
  }

  /** A person may answer a letter of ours through a list, but then to our signed address. */
  private static @Nullable String list(ReadMail mail) {
    if (mail.letterId() != null) {
      return null;
    }
    if (mail.has("list-id")) {
      return "Sent through a mailing list";
    }
    return Set.of("bulk", "list", "junk").contains(mail.word("precedence"))
        ? "Sent to many: Precedence"
        : null;
  }

  private static boolean reports(ReadMail mail, String type) {
    return mail.report() != null && mail.report().type().equals(type);
  }

  private static boolean returnPathIsEmpty(ReadMail mail) {
    return mail.all("return-path").stream().findFirst().filter("<>"::equals).isPresent();
  }

  private static String localPart(ReadMail mail) {
    return Stream.of(mail.sender().split("@"))
        .findFirst()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .orElse("");
  }

  private static String fit(String word) {
    return word.substring(0, Math.min(word.length(), 40));
  }
}
