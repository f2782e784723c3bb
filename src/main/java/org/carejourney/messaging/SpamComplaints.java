package org.carejourney.messaging;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carejourney.customer.Consent;
import org.carejourney.customer.Preferences;
import org.carejourney.messaging.Suppression.Cause;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What follows when the reader of a letter presses "spam" and their mail provider tells us (RFC
 * 5965): who did so wants no more of what they did not ask for.
 */
@Component
public class SpamComplaints {

  private static final String SOURCE = "spam complaint";

  /** Without a type it is a provider that knows no other. */
  private static final Set<String> TYPES = Set.of("", "abuse", "fraud", "opt-out", "opt-out-list");

  private static final Pattern REDACTED =
      Pattern.compile(
          "(.*(redacted|hidden|removed|undisclosed|anonymi[sz]ed).*|[x*.-]+|[0-9a-f]{32,})@.*");

  private final JdbcClient jdbc;
  private final Ledger ledger;
  private final ReturnedLetters letters;
  private final Suppressions suppressions;
  private final Preferences preferences;

  SpamComplaints(
      JdbcClient jdbc,
      Ledger ledger,
      ReturnedLetters letters,
      Suppressions suppressions,
      Preferences preferences) {
    this.jdbc = jdbc;
    this.ledger = ledger;
    this.letters = letters;
    this.suppressions = suppressions;
    this.preferences = preferences;
  }

  /** Whether a feedback report is a reader's complaint; others praise, or speak of signatures. */
  static boolean complains(ReadMail report) {
    return TYPES.contains(type(report));
  }

  /** As reported, in small letters, or empty. */
  static String type(ReadMail report) {
    return fields(report)
        .flatMap(block -> Optional.ofNullable(block.get("feedback-type")).stream())
        .findFirst()
        .map(type -> type.replaceFirst("[;(].*", "").strip().toLowerCase(Locale.ROOT))
        .orElse("");
  }

  private static Stream<Map<String, String>> fields(ReadMail report) {
    return report.report() == null ? Stream.empty() : report.report().blocks().stream();
  }

  /** Writes down which letter a complaint is about, when it is read. */
  void note(String inboundId, ReadMail mail) {
    letters
        .known(mail, BounceReader.original(mail), recipients(mail))
        .ifPresent(
            letter ->
                jdbc.sql("update inbound set returned_letter = ? where id = ?")
                    .params(letter.id(), inboundId)
                    .update());
  }

  /** In small letters; many providers leave them out, or black them out (RFC 6590). */
  private static Set<String> recipients(ReadMail mail) {
    return Stream.concat(
            fields(mail)
                .flatMap(
                    block -> Stream.of("original-rcpt-to", "removal-recipient").map(block::get))
                .filter(value -> value != null)
                .flatMap(value -> MailReader.ADDRESS.matcher(value).results())
                .map(MatchResult::group),
            mail.returned().recipients().stream())
        .map(address -> address.toLowerCase(Locale.ROOT))
        .filter(address -> !REDACTED.matcher(address).matches())
        .collect(Collectors.toSet());
  }

  /**
   * Acts on a complaint that was read: the address and the customer get no more care and marketing
   * by that channel, until the customer says otherwise. What they ask for is answered.
   *
   * @return what followed, or why nothing did, in words
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public String act(InboundMessage mail) {
    Optional<Message> letter = Optional.ofNullable(mail.returnedLetter()).flatMap(ledger::find);
    letter.ifPresent(this::stop);
    return letter.isPresent()
        ? "Nothing goes there any more but answers"
        : "Only noted: it names no letter of ours to that recipient";
  }

  private void stop(Message letter) {
    if (letter.recipient() != null) {
      suppressions.add(
          letter.channel(),
          letter.recipient(),
          Cause.COMPLAINED,
          "The reader at the address called a letter of ours spam",
          letter.id());
    }
    preferences.choose(
        letter.customerId(),
        Preferences.PURPOSES.stream()
            .map(purpose -> new Consent(purpose, letter.channel(), false, SOURCE, null, null))
            .toList(),
        letter.id());
  }
}
