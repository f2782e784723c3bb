package org.carejourney.messaging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.carejourney.customer.Consent;
import org.carejourney.customer.Customer;
import org.carejourney.customer.Place;
import org.carejourney.customer.Places;
import org.carejourney.engine.Company;
import org.carejourney.messaging.Rule.Basis;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts what the rules looked at into words and facts, to be kept with the message. */
@Component
class Evidence {

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter WEEKDAY =
      DateTimeFormatter.ofPattern("EEEE d MMM yyyy HH:mm", Locale.ENGLISH);

  private final Company company;
  private final Places places;
  private final Clock clock;

  Evidence(Company company, Places places, Clock clock) {
    this.company = company;
    this.places = places;
    this.clock = clock;
  }

  /** What the clock on the customer's wall shows, as far as we know where they live. */
  Basis localTime(Customer customer) {
    Place place = places.of(customer);
    ZonedDateTime there = clock.instant().atZone(place.zone());
    return new Basis(
        "It is %s in %s".formatted(WEEKDAY.format(there), place.words()),
        facts(
            "localTime", there.toOffsetDateTime(),
            "zone", place.zone().getId(),
            "from", Ledger.word(place.source())));
  }

  /**
   * For which moment a message was meant, and how late it may be.
   *
   * @param meantFor that moment
   * @param late how long ago it was
   */
  Basis late(Instant meantFor, Duration late, Duration limit) {
    return new Basis(
        "Meant for " + at(meantFor),
        facts(
            "meantFor", meantFor,
            "late", late.truncatedTo(ChronoUnit.SECONDS).toString(),
            "limit", limit.toString()));
  }

  /** What the customer said last about a purpose on a channel. */
  Basis of(String purpose, String channel, Optional<Consent> said) {
    String words =
        said.map(
                one ->
                    "They said %s to %s by %s%s: %s"
                        .formatted(
                            one.granted() ? "yes" : "no",
                            purpose,
                            channel,
                            one.at() == null ? "" : " on " + at(one.at()),
                            one.source()))
            .orElse("They have said nothing about %s by %s".formatted(purpose, channel));
    return new Basis(
        words, facts("purpose", purpose, "channel", channel, "statement", said.orElse(null)));
  }

  Basis of(Suppression found) {
    return new Basis(
        "Known since " + at(found.since()),
        facts(
            "cause", Ledger.word(found.cause()),
            "since", found.since(),
            "messageId", found.messageId()));
  }

  Basis of(Holds.InForce hold) {
    return new Basis(
        "It is about " + hold.cause(), facts("hold", hold.cause(), "until", hold.until()));
  }

  Basis pause(Instant until) {
    return new Basis("They asked for a pause until " + at(until), facts("until", until));
  }

  /**
   * @param count of the messages that they heard or will hear
   */
  Basis heard(int count, int most, Instant since) {
    return new Basis(
        "%d of %d messages since %s".formatted(count, most, at(since)),
        facts("count", count, "most", most, "since", since));
  }

  private String at(Instant moment) {
    return MOMENT.format(moment.atZone(company.timeZone()));
  }

  /** Names and values in turn; what is null is left out. */
  private static Map<String, Object> facts(@Nullable Object... turns) {
    Map<String, Object> facts = new LinkedHashMap<>();
    for (int i = 0; i < turns.length; i += 2) {
      if (turns[i + 1] != null) {
        facts.put(String.valueOf(turns[i]), turns[i + 1]);
      }
    }
    return facts;
  }
}
