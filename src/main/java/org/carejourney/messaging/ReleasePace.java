package org.carejourney.messaging;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.carejourney.engine.Conflicts;
import org.carejourney.engine.WrongSetting;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Spreads messages whose holds have ended: a thousand that were released together would come as one
 * wave, and their answers too. Each minute takes so many, on all nodes together.
 */
@Component
class ReleasePace {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration PAST = Duration.ofDays(1);

  private final JdbcClient jdbc;
  private final SendWindows windows;
  private final Clock clock;
  private final int rate;

  ReleasePace(
      JdbcClient jdbc,
      SendWindows windows,
      Clock clock,
      @Value("${care.release-rate:60}") int rate) {
    if (rate < 1) {
      throw new WrongSetting(
          "care.release-rate is " + rate, "Give how many messages may leave a minute, such as 60");
    }
    this.jdbc = jdbc;
    this.windows = windows;
    this.clock = clock;
    this.rate = rate;
  }

  /** How many may leave a minute. */
  int rate() {
    return rate;
  }

  /**
   * Takes a place for a message, in the caller's transaction: at a moment, or in the first minute
   * after it that has room and is a good hour for the customer.
   *
   * @throws ConcurrencyFailureException when somebody else took one at once; see {@link Conflicts}
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Instant place(Rule.Case asked, Instant from) {
    Instant at = from;
    while (true) {
      Instant roomy = notFull(at);
      at = windows.notBefore(asked, roomy);
      if (at.equals(roomy) && taken(at.truncatedTo(ChronoUnit.MINUTES))) {
        return at;
      }
    }
  }

  private Instant notFull(Instant at) {
    Instant minute = at.truncatedTo(ChronoUnit.MINUTES);
    Instant free = minute;
    for (Instant full : full(minute)) {
      if (full.isAfter(free)) {
        break;
      }
      free = full.plus(MINUTE);
    }
    return free.equals(minute) ? at : free;
  }

  private List<Instant> full(Instant from) {
    return jdbc
        .sql(
            """
            select begins from release_minute where begins >= ? and released >= ?
            order by begins""")
        .params(Timestamp.from(from), rate)
        .query(Timestamp.class)
        .list()
        .stream()
        .map(Timestamp::toInstant)
        .toList();
  }

  private boolean taken(Instant minute) {
    int rows =
        jdbc.sql(
                """
                update release_minute set released = released + 1
                where begins = ? and released < ?""")
            .params(Timestamp.from(minute), rate)
            .update();
    return rows == 1 || (unknown(minute) && begun(minute));
  }

  private boolean unknown(Instant minute) {
    return jdbc.sql("select count(*) from release_minute where begins = ?")
            .param(Timestamp.from(minute))
            .query(Integer.class)
            .single()
        == 0;
  }

  private boolean begun(Instant minute) {
    try {
      jdbc.sql("insert into release_minute (begins, released) values (?, 1)")
          .param(Timestamp.from(minute))
          .update();
    } catch (DuplicateKeyException e) {
      throw new ConcurrencyFailureException("Two began the minute " + minute, e);
    }
    jdbc.sql("delete from release_minute where begins < ?")
        .param(Timestamp.from(clock.instant().minus(PAST)))
        .update();
    return true;
  }
}
