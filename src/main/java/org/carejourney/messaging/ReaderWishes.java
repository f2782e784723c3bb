package org.carejourney.messaging;

import java.util.List;
import java.util.Locale;
import org.carejourney.customer.Consent;
import org.carejourney.customer.Customer;
import org.carejourney.customer.Preference;
import org.carejourney.customer.Preferences;
import org.carejourney.messaging.MessageRequest.Purpose;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the reader of a letter asks for. It counts for the customer the letter was meant for, and
 * who stops us stops us at the address, too: another customer there is read by the same eyes.
 */
@Component
public class ReaderWishes {

  private final Preferences preferences;
  private final Suppressions suppressions;

  ReaderWishes(Preferences preferences, Suppressions suppressions) {
    this.preferences = preferences;
    this.suppressions = suppressions;
  }

  /**
   * What is in force, purpose by purpose and channel by channel: what they said, or was stopped.
   */
  public List<Preference> of(Customer customer) {
    return preferences.of(customer).stream().map(this::atAddress).toList();
  }

  private Preference atAddress(Preference one) {
    boolean allowed =
        one.allowed()
            && (one.address() == null
                || !suppressions.unwished(one.channel(), one.address(), purpose(one.purpose())));
    return new Preference(one.purpose(), one.channel(), one.address(), allowed, one.said());
  }

  /**
   * No more but answers.
   *
   * @param wording which words the reader had before them
   */
  @Transactional
  public void stop(Message letter, String source, String wording) {
    // The customer's row is locked by this, so that the same wish sent twice is kept once.
    preferences.stop(letter.customerId(), source, wording, letter.id());
    Preferences.PURPOSES.forEach(purpose -> stopThere(letter, purpose(purpose)));
  }

  /**
   * No more of the letter's kind by its way; nothing happens when there is no choice about it.
   *
   * @return whether there was
   */
  @Transactional
  public boolean stopKind(Message letter, String source) {
    String purpose = letter.purpose().name().toLowerCase(Locale.ROOT);
    if (!Preferences.PURPOSES.contains(purpose)) {
      return false;
    }
    Consent no = new Consent(purpose, letter.channel(), false, source, null, null);
    preferences.choose(letter.customerId(), List.of(no), letter.id());
    stopThere(letter, letter.purpose());
    return true;
  }

  private void stopThere(Message letter, Purpose purpose) {
    if (letter.recipient() != null) {
      suppressions.stop(letter.channel(), letter.recipient(), purpose, letter.id());
    }
  }

  /** The choices of a form; a yes counts at the customer's address, too. */
  @Transactional
  public void choose(Customer customer, List<Consent> told, Message letter) {
    preferences.choose(customer.customerId(), told, letter.id());
    for (Consent said : told) {
      String address = customer.address(said.channel());
      if (said.granted() && address != null) {
        suppressions.welcomeBack(
            said.channel(), address, purpose(said.purpose()), "The reader wants them again");
      }
    }
  }

  private static Purpose purpose(String word) {
    return Purpose.valueOf(word.toUpperCase(Locale.ROOT));
  }
}
