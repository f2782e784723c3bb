package org.carejourney.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When we forget, and what after how long.
 *
 * @param enabled whether the clean-up comes by itself
 * @param from local start of the nightly window, in the company's zone
 * @param until local end of it; before the start when it goes over midnight
 * @param raw what came in byte by byte, with its attachments
 * @param inbound the words of what came in, and of answers to our questions
 * @param messages the words of what we sent, and where to
 * @param answers what was typed into forms
 * @param events what the company's systems told with an event
 * @param timeline the entries of the customer's story
 * @param imports what was wrong with the rows of a customer list
 */
@ConfigurationProperties("care.retention")
public record Retention(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("02:00") LocalTime from,
    @DefaultValue("05:00") LocalTime until,
    @DefaultValue("P90D") Keep raw,
    @DefaultValue("P2Y") Keep inbound,
    @DefaultValue("P2Y") Keep messages,
    @DefaultValue("P2Y") Keep answers,
    @DefaultValue("P2Y") Keep events,
    @DefaultValue("P2Y") Keep timeline,
    @DefaultValue("P90D") Keep imports) {

  public Retention {
    if (from.equals(until)) {
      throw new IllegalArgumentException(
          "care.retention.from and care.retention.until must be different times");
    }
  }

  /** The day on which the window began that is open at a moment; empty when none is. */
  Optional<LocalDate> night(Instant now, ZoneId zone) {
    LocalDateTime local = now.atZone(zone).toLocalDateTime();
    LocalDate today = local.toLocalDate();
    LocalTime time = local.toLocalTime();
    boolean sinceFrom = !time.isBefore(from);
    boolean beforeUntil = time.isBefore(until);
    if (from.isBefore(until)) {
      return sinceFrom && beforeUntil ? Optional.of(today) : Optional.empty();
    }
    if (sinceFrom) {
      return Optional.of(today);
    }
    return beforeUntil ? Optional.of(today.minusDays(1)) : Optional.empty();
  }
}
