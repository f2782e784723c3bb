package org.carejourney.messaging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.carejourney.customer.Customer;
import org.carejourney.customer.Place;
import org.carejourney.customer.Places;
import org.carejourney.engine.BusinessCalendar;
import org.carejourney.engine.Company;
import org.carejourney.messaging.MessageRequest.Purpose;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/** The hours at which a customer may be written to, where the customer lives. */
@Component
class SendWindows {

  /**
   * @param hours by channel, local ones such as {@code 07:00-21:00}; all else is quiet
   */
  @ConfigurationProperties("care.quiet")
  record Settings(@DefaultValue Map<String, Window> hours) {

    private static final Map<String, Window> DEFAULTS =
        Map.of(
            "email", Window.of("07:00-21:00"),
            "chat", Window.of("08:00-20:00"),
            "social", Window.of("08:00-20:00"),
            "sms", Window.of("09:00-20:00"),
            "phone", Window.of("09:00-19:00"));

    Settings {
      Map<String, Window> all = new HashMap<>(DEFAULTS);
      all.putAll(hours);
      hours = Map.copyOf(all);
    }
  }

  /** Channels that ring: not even an answer may come at night, unless they are awake. */
  private static final Set<String> LOUD = Set.of("sms", "phone");

  private static final Duration AWAKE = Duration.ofHours(1);
  private static final int MOST_DAYS = 366;
  private static final Duration FAR_OFF = Duration.ofDays(31);
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("EEEE d MMM yyyy HH:mm", Locale.ENGLISH);

  private final Settings settings;
  private final BusinessCalendar calendar;
  private final Company company;
  private final Places places;
  private final InboundMessages inbound;
  private final Clock clock;

  SendWindows(
      Settings settings,
      BusinessCalendar calendar,
      Company company,
      Places places,
      InboundMessages inbound,
      Clock clock) {
    this.settings = settings;
    this.calendar = calendar;
    this.company = company;
    this.places = places;
    this.inbound = inbound;
    this.clock = clock;
  }

  /** Whether it is a good hour at the customer's place, and else when the next one begins. */
  Rule.Answer judge(Rule.Case asked) {
    Instant now = clock.instant();
    if (asked.request().purpose() == Purpose.SERVICE && mayRingNow(asked, now)) {
      return new Rule.Passes();
    }
    Place place = places.of(asked.customer());
    Instant next = next(asked, place, now);
    return next.isAfter(now)
        ? new Rule.Waits(
            "Waits for %s in %s".formatted(MOMENT.format(next.atZone(place.zone())), where(place)),
            next)
        : new Rule.Passes();
  }

  /** Whose zone it is needs no words where it is the customer's own. */
  private static String where(Place place) {
    if (place.source() == Place.Source.CUSTOMER) {
      return place.zone().getId();
    }
    return place.zones().size() == 1
        ? place.words()
        : place.zone().getId() + "; the hour is good in " + place.words();
  }

  /** The first good moment that is not before another one. */
  Instant notBefore(Rule.Case asked, Instant from) {
    return next(asked, places.of(asked.customer()), from);
  }

  private boolean mayRingNow(Rule.Case asked, Instant now) {
    return !LOUD.contains(asked.channel())
        || inbound.heardSince(asked.request().customerId(), now.minus(AWAKE));
  }

  /**
   * Good wherever the customer may be; where the step's window never is, by the quiet hours alone,
   * and where not even those leave an hour, in the middle of all zones.
   */
  private Instant next(Rule.Case asked, Place place, Instant from) {
    Window loud =
        settings.hours().getOrDefault(asked.channel(), new Window(LocalTime.MIN, LocalTime.MAX));
    Window wished = asked.request().timing().window();
    Window hours = wished == null ? loud : wished.within(loud);
    return inAll(asked, hours, place.zones(), from)
        .or(() -> inAll(asked, loud, place.zones(), from))
        .orElseGet(() -> in(asked, hours, place.zone(), from));
  }

  private Optional<Instant> inAll(Rule.Case asked, Window hours, List<ZoneId> zones, Instant from) {
    Instant moment = from;
    Instant before;
    do {
      before = moment;
      for (ZoneId zone : zones) {
        moment = in(asked, hours, zone, moment);
      }
      if (zones.size() > 1 && moment.isAfter(from.plus(FAR_OFF))) {
        return Optional.empty();
      }
    } while (!moment.equals(before));
    return Optional.of(moment);
  }

  private Instant in(Rule.Case asked, Window hours, ZoneId zone, Instant from) {
    ZonedDateTime now = from.atZone(zone);
    for (int days = 0; days <= MOST_DAYS; days++) {
      LocalDate day = now.toLocalDate().plusDays(days);
      ZonedDateTime opens = hours.opensOn(day, zone);
      if (suits(day, asked) && now.isBefore(hours.closesOn(day, zone))) {
        return now.isBefore(opens) ? opens.toInstant() : from;
      }
    }
    throw new IllegalStateException("No day of a whole year suits " + asked.request().template());
  }

  private boolean suits(LocalDate day, Rule.Case asked) {
    if (!asked.request().timing().businessDays()) {
      return true;
    }
    Customer customer = asked.customer();
    String region = customer == null ? null : customer.region();
    return calendar.businessDay(day, region == null ? company.country() : region);
  }
}
