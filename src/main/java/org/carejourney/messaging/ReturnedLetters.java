package org.carejourney.messaging;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which letter of ours a report is about. Anybody can write a report: it counts only when it knows
 * the letter by an id that nobody can guess, and names no other recipient than the letter has.
 */
@Component
class ReturnedLetters {

  private final Ledger ledger;
  private final MailIds ids;

  ReturnedLetters(Ledger ledger, MailIds ids) {
    this.ledger = ledger;
    this.ids = ids;
  }

  /**
   * The letter that a report proves to know: by the address that it comes to, by the {@code
   * Message-ID}, or, where a provider on the way has set another, by the address for answers in
   * what it gives back.
   *
   * @param mimeId the {@code Message-ID} that it gives back, or null
   * @param recipients whom it says the letter was for, in small letters; none when it does not say
   */
  Optional<Message> known(ReadMail report, @Nullable String mimeId, Set<String> recipients) {
    return Stream.of(
            Stream.ofNullable(report.letterId()).map(ledger::find),
            Stream.ofNullable(mimeId).map(ledger::findByMimeId),
            report.returned().answersTo().stream()
                .flatMap(address -> ids.messageOf(address).stream())
                .map(ledger::find))
        .flatMap(found -> found)
        .flatMap(Optional::stream)
        .filter(letter -> isFor(letter, recipients))
        .findFirst();
  }

  private static boolean isFor(Message letter, Set<String> recipients) {
    return letter.recipient() != null
        && (recipients.isEmpty()
            || recipients.stream()
                .map(ReturnedLetters::key)
                .anyMatch(key(letter.recipient())::equals));
  }

  /** The same for each way of writing an address (RFC 6531, RFC 5891). */
  private static String key(String address) {
    String plain = Normalizer.normalize(address, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    int domain = plain.indexOf('@') + 1;
    try {
      return plain.substring(0, domain) + IDN.toASCII(plain.substring(domain));
    } catch (IllegalArgumentException e) {
      return plain;
    }
  }
}
