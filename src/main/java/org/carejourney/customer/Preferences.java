package org.carejourney.customer;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What customers let us write, purpose by purpose and channel by channel, and their changes. */
@Component
public class Preferences {

  /** What there is a choice about. {@code service} is none: it answers what the customer asked. */
  public static final List<String> PURPOSES = List.of("care", "marketing");

  /** On which channels they are asked. */
  public static final List<String> CHANNELS = List.of("email", "sms", "chat", "phone");

  private final CustomerRows rows;
  private final Consents consents;
  private final Timeline timeline;
  private final Clock clock;

  Preferences(CustomerRows rows, Consents consents, Timeline timeline, Clock clock) {
    this.rows = rows;
    this.consents = consents;
    this.timeline = timeline;
    this.clock = clock;
  }

  /** Every purpose on every channel that a customer is asked about, reachable there or not. */
  public List<Preference> of(Customer customer) {
    List<Consent> counting = consents.counting(customer.customerId());
    return PURPOSES.stream()
        .flatMap(purpose -> CHANNELS.stream().map(channel -> of(customer, purpose, channel)))
        .map(place -> said(place, counting))
        .toList();
  }

  private static Preference of(Customer customer, String purpose, String channel) {
    return new Preference(purpose, channel, customer.address(channel), false, null);
  }

  private static Preference said(Preference place, List<Consent> counting) {
    Optional<Consent> newest = newest(place.purpose(), place.channel(), counting);
    boolean allowed = Consent.allows(place.purpose(), newest);
    return new Preference(
        place.purpose(), place.channel(), place.address(), allowed, newest.orElse(null));
  }

  /** Every statement ever made, the newest first. */
  public List<Consent> history(String customerId) {
    return consents.statements(customerId);
  }

  /**
   * The customer chooses: keeps what changes something we may do, of now, with a line in the
   * timeline.
   *
   * @param told statements without a time
   * @param messageId the message that led them there, or null
   */
  @Transactional
  public void choose(String customerId, List<Consent> told, @Nullable String messageId) {
    List<Consent> kept = keep(customerId, told, Preferences::changesSomething);
    tell(customerId, kept, "Customer says " + words(kept), messageId, null);
  }

  /**
   * The customer wants to hear from us only when they ask: no to all that is in force, also where
   * we have no address of theirs yet.
   *
   * @param wording which words they had before them
   * @param messageId the message that led them there, or null
   */
  @Transactional
  public void stop(String customerId, String source, String wording, @Nullable String messageId) {
    List<Consent> everything =
        PURPOSES.stream()
            .flatMap(
                purpose ->
                    Consent.CHANNELS.stream()
                        .sorted()
                        .map(
                            channel -> new Consent(purpose, channel, false, source, null, wording)))
            .toList();
    List<Consent> kept = keep(customerId, everything, Preferences::changesSomething);
    tell(customerId, kept, "Customer stops all but service messages", messageId, null);
  }

  /**
   * A member of staff was told: kept unless it was the customer's last word on it already.
   *
   * @param actor id of the member of staff
   */
  @Transactional
  public void told(String customerId, Consent said, String actor) {
    List<Consent> kept = keep(customerId, List.of(said), Preferences::saysSomething);
    tell(customerId, kept, "Customer says " + words(kept), null, actor);
  }

  /** A statement beside what was said before it. */
  private record Change(Consent told, Optional<Consent> before) {}

  private static boolean changesSomething(Change change) {
    return Consent.allows(change.told().purpose(), change.before()) != change.told().granted();
  }

  private static boolean saysSomething(Change change) {
    return change.before().map(said -> said.granted() != change.told().granted()).orElse(true);
  }

  private List<Consent> keep(String customerId, List<Consent> told, Predicate<Change> worth) {
    // One after the other: a form sent twice at once is written down once.
    if (!rows.lock(customerId)) {
      return List.of();
    }
    List<Consent> counting = consents.counting(customerId);
    List<Consent> kept =
        told.stream()
            .map(said -> new Change(said, newest(said.purpose(), said.channel(), counting)))
            .filter(worth)
            .map(this::dated)
            .toList();
    consents.state(customerId, kept);
    return kept;
  }

  private void tell(
      String customerId,
      List<Consent> kept,
      String title,
      @Nullable String messageId,
      @Nullable String actor) {
    if (!kept.isEmpty()) {
      timeline.write(
          customerId,
          TimelineEntry.of(clock.instant(), "note", title)
              .withReason(kept.get(0).source())
              .withMessage(messageId)
              .withActor(actor));
    }
  }

  /** Of now, and never behind a statement whose clock runs ahead of ours. */
  private Consent dated(Change change) {
    Consent told = change.told();
    Instant now = clock.instant();
    Instant at =
        change
            .before()
            .map(Consent::at)
            .map(last -> last.plusMillis(1))
            .filter(now::isBefore)
            .orElse(now);
    return new Consent(
        told.purpose(), told.channel(), told.granted(), told.source(), at, told.wording());
  }

  private static Optional<Consent> newest(String purpose, String channel, List<Consent> counting) {
    return counting.stream()
        .filter(said -> said.purpose().equals(purpose) && said.channel().equals(channel))
        .findFirst();
  }

  /** {@code no to care by email, sms; yes to marketing by email}. */
  private static String words(List<Consent> kept) {
    Map<String, List<String>> channels = new LinkedHashMap<>();
    for (Consent said : kept) {
      String word = (said.granted() ? "yes to " : "no to ") + said.purpose();
      channels.computeIfAbsent(word, w -> new ArrayList<>()).add(said.channel());
    }
    return channels.entrySet().stream()
        .map(said -> said.getKey() + " by " + String.join(", ", said.getValue()))
        .collect(Collectors.joining("; "));
  }
}
