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
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.carejourney.customer.Customer;
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
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("EEEE d MMM yyyy HH:mm", Locale.ENGLISH);

  private final Settings settings;
  private final BusinessCalendar calendar;
  private final Company company;
  private final InboundMessages inbound;
  private final Clock clock;

  SendWindows(
      Settings settings,
      BusinessCalendar calendar,
      Company company,
      InboundMessages inbound,
      Clock clock) {
    this.settings = settings;
    this.calendar = calendar;
    this.company = company;
    this.inbound = inbound;
    this.clock = clock;
  }

  /** Whether it is a good hour at the customer's place, and else when the next one begins. */
  Rule.Answer judge(Rule.Case asked) {
    Instant now = clock.instant();
    if (asked.request().purpose() == Purpose.SERVICE && mayRingNow(asked, now)) {
      return new Rule.Passes();
    }
    ZonedDateTime next = next(asked, now.atZone(zone(asked)));
    return next.toInstant().isAfter(now)
        ? new Rule.Waits(
            "Waits for %s in %s".formatted(MOMENT.format(next), next.getZone().getId()),
            next.toInstant())
        : new Rule.Passes();
  }

  /** The first good moment that is not before another one. */
  Instant notBefore(Rule.Case asked, Instant from) {
    return next(asked, from.atZone(zone(asked))).toInstant();
  }

  private ZoneId zone(Rule.Case asked) {
    Customer customer = asked.customer();
    return customer == null || customer.timeZone() == null
        ? company.timeZone()
        : customer.timeZone();
  }

  private boolean mayRingNow(Rule.Case asked, Instant now) {
    return !LOUD.contains(asked.channel())
        || inbound.heardSince(asked.request().customerId(), now.minus(AWAKE));
  }

  private ZonedDateTime next(Rule.Case asked, ZonedDateTime now) {
    Window hours = hours(asked);
    for (int days = 0; days <= MOST_DAYS; days++) {
      LocalDate day = now.toLocalDate().plusDays(days);
      ZonedDateTime opens = hours.opensOn(day, now.getZone());
      if (suits(day, asked) && now.isBefore(hours.closesOn(day, now.getZone()))) {
        return now.isBefore(opens) ? opens : now;
      }
    }
    throw new IllegalStateException("No day of a whole year suits " + asked.request().template());
  }

  private boolean suits(LocalDate day, Rule.Case asked) {
    if (!asked.request().timing().businessDays()) {
      return true;
    }
    Customer customer = asked.customer();
    return calendar.businessDay(
        day,
        customer == null || customer.country() == null ? company.country() : customer.country());
  }

  /** The step's own window as far as it is not quiet; quiet hours win. */
  private Window hours(Rule.Case asked) {
    Window loud =
        settings.hours().getOrDefault(asked.channel(), new Window(LocalTime.MIN, LocalTime.MAX));
    Window wished = asked.request().timing().window();
    return wished == null ? loud : wished.within(loud);
  }
}
