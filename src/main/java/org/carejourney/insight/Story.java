package org.carejourney.insight;

import java.time.Instant;
import java.util.List;
import org.carejourney.customer.Customer;
import org.carejourney.customer.Preference;
import org.carejourney.customer.TimelineEntry;
import org.carejourney.engine.Answer;
import org.carejourney.engine.Listing;
import org.carejourney.engine.Whereabouts.UnderWay;
import org.carejourney.feedback.Survey;
import org.carejourney.loyalty.Account;
import org.carejourney.loyalty.Reward;
import org.carejourney.messaging.Attachment;
import org.carejourney.messaging.Message;
import org.carejourney.messaging.Suppression;
import org.carejourney.support.Ticket;
import org.jspecify.annotations.Nullable;

/**
 * Everything a member of staff should know before they answer a customer.
 *
 * @param journeys what runs for the customer, the longest first
 * @param preferences what we may write them, for each purpose on each channel
 * @param suppressions what forbids to write to their addresses
 * @param tickets the open ones first, then the newest
 * @param forms what our people filled in for the customer and not for a ticket, newest first
 * @param messages what we wrote last, newest first
 */
public record Story(
    Customer customer,
    List<UnderWay> journeys,
    List<Preference> preferences,
    List<Suppression> suppressions,
    List<TicketStory> tickets,
    List<Filled> forms,
    List<Message> messages,
    Standing standing,
    Listing<TimelineEntry> timeline) {

  /** The tickets that are neither closed nor withdrawn. */
  public List<TicketStory> openTickets() {
    return tickets.stream().filter(story -> story.ticket().isOpen()).toList();
  }

  /** The channels on which they can be reached, or have said something. */
  public List<String> channels() {
    return preferences.stream()
        .filter(one -> one.reachable() || one.said() != null)
        .map(Preference::channel)
        .distinct()
        .toList();
  }

  /** What is in force for one purpose on one channel. */
  public Preference preference(String purpose, String channel) {
    return preferences.stream()
        .filter(one -> one.purpose().equals(purpose) && one.channel().equals(channel))
        .findFirst()
        .orElseThrow();
  }

  /** The story of one ticket, or null when it is not this customer's. */
  public @Nullable TicketStory about(String number) {
    return tickets.stream()
        .filter(story -> story.ticket().number().equals(number))
        .findFirst()
        .orElse(null);
  }

  /**
   * How we stand with each other: what they got from us, and what they think of us.
   *
   * @param rewards newest first
   * @param scores the surveys they answered, newest first
   */
  public record Standing(Account account, List<Reward> rewards, List<Survey> scores) {

    /** Whether there is nothing to say yet. */
    public boolean isEmpty() {
      return account.earned() == 0
          && account.balance() == 0
          && rewards.isEmpty()
          && scores.isEmpty();
    }
  }

  /**
   * One ticket with what was said about it.
   *
   * @param words what the customer said, oldest first
   * @param forms what people wrote, oldest first
   */
  public record TicketStory(Ticket ticket, List<Said> words, List<Filled> forms) {}

  /**
   * The customer's own words.
   *
   * @param subject or null
   * @param text null only where an agent wrote nothing down
   * @param from who wrote, as the message says, or null where an agent wrote it down
   * @param quoted what they quote of earlier mails, or null
   * @param inboundId the message that it came with, or null where an agent wrote it down
   */
  public record Said(
      Instant at,
      String channel,
      @Nullable String subject,
      @Nullable String text,
      @Nullable String from,
      @Nullable String quoted,
      @Nullable String inboundId,
      List<Attachment> attachments) {}

  /**
   * One form as one person filled it in, without the fields left empty.
   *
   * @param by id of the member of staff, or null
   */
  public record Filled(String form, @Nullable String by, Instant at, List<Answer> answers) {}
}
