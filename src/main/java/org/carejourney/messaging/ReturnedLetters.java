package org.carejourney.messaging;

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

  ReturnedLetters(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * The letter that a report proves to know.
   *
   * @param mimeId the {@code Message-ID} that it gives back, or null
   * @param recipients whom it says the letter was for, in small letters; none when it does not say
   */
  Optional<Message> known(ReadMail report, @Nullable String mimeId, Set<String> recipients) {
    return Stream.of(
            Optional.ofNullable(report.letterId()).flatMap(ledger::find),
            Optional.ofNullable(mimeId).flatMap(ledger::findByMimeId))
        .flatMap(Optional::stream)
        .filter(letter -> isFor(letter, recipients))
        .findFirst();
  }

  private static boolean isFor(Message letter, Set<String> recipients) {
    return letter.recipient() != null
        && (recipients.isEmpty()
            || recipients.contains(letter.recipient().toLowerCase(Locale.ROOT)));
  }
}
