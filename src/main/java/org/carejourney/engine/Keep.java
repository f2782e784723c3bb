package org.carejourney.engine;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * For how long something is kept: a period of a day or more, or for good.
 *
 * @param time null for good
 */
public record Keep(@Nullable Period time) {

  private static final String FOR_GOOD = "none";
  private static final LocalDate ANY_DAY = LocalDate.EPOCH;

  /**
   * Reads a setting.
   *
   * @param text {@code P90D}, {@code P2Y}, or {@code none} for good
   * @throws IllegalArgumentException when it is neither
   */
  public static Keep valueOf(String text) {
    if (text.strip().equalsIgnoreCase(FOR_GOOD)) {
      return new Keep(null);
    }
    try {
      Period time = Period.parse(text.strip());
      if (!ANY_DAY.plus(time).isAfter(ANY_DAY)) {
        throw new IllegalArgumentException("'%s' is not a day or more".formatted(text));
      }
      return new Keep(time);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'%s' is neither a period such as P90D or P2Y, nor %s".formatted(text, FOR_GOOD), e);
    }
  }

  /** What is older than this is kept no more; empty when everything is. */
  Optional<Instant> since(Instant now, ZoneId zone) {
    return Optional.ofNullable(time).map(ago -> now.atZone(zone).minus(ago).toInstant());
  }
}
