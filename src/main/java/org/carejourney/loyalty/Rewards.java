package org.carejourney.loyalty;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.carejourney.customer.Customer;
import org.carejourney.customer.Customers;
import org.carejourney.customer.Places;
import org.carejourney.customer.Timeline;
import org.carejourney.customer.TimelineEntry;
import org.carejourney.engine.Occasion;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** What we gave customers, each with a code of its own. */
@Component
@Transactional
public class Rewards {

  private static final int TRIES = 5;

  private final JdbcClient jdbc;
  private final Codes codes;
  private final Customers customers;
  private final Timeline timeline;
  private final Places places;
  private final Clock clock;
  private final TransactionTemplate savepoint;

  Rewards(
      JdbcClient jdbc,
      Codes codes,
      Customers customers,
      Timeline timeline,
      Places places,
      Clock clock,
      PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.codes = codes;
    this.customers = customers;
    this.timeline = timeline;
    this.places = places;
    this.clock = clock;
    // A code that somebody has already undoes the insert only, not the caller's work.
    this.savepoint = new TransactionTemplate(transactions);
    this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
  }

  /**
   * Gives a reward. The same occasion never gives twice: it gets the reward it got before. Who was
   * erased gets one without a code.
   *
   * @param name key of what it is, such as {@code thank-you-10}
   * @param validFor from the customer's today; it ends with its last day there
   */
  public Reward give(String customerId, String name, Period validFor, Occasion occasion) {
    return find(occasion)
        .orElseGet(
            () -> {
              Customer customer = customers.find(customerId).orElse(null);
              Instant now = clock.instant();
              Instant expires = endOf(now, validFor, zone(customer));
              insert(customerId, name, customer != null, now, expires, occasion);
              timeline.write(
                  customerId,
                  TimelineEntry.of(now, "reward", "Reward given: " + name)
                      .withProcess(occasion.process()));
              return find(occasion).orElseThrow();
            });
  }

  private ZoneId zone(@Nullable Customer customer) {
    return places.of(customer).zone();
  }

  /** The second before the next day begins, which is not always at midnight. */
  static Instant endOf(Instant given, Period validFor, ZoneId zone) {
    return given
        .atZone(zone)
        .toLocalDate()
        .plus(validFor)
        .plusDays(1)
        .atStartOfDay(zone)
        .minusSeconds(1)
        .toInstant();
  }

  private void insert(
      String customerId,
      String name,
      boolean withCode,
      Instant now,
      Instant expires,
      Occasion occasion) {
    for (int attempt = 1; ; attempt++) {
      String code = withCode ? codes.next() : null;
      try {
        savepoint.executeWithoutResult(
            tx ->
                jdbc.sql(
                        """
                        insert into reward
                          (id, customer_id, process, process_instance_id, step, occasion, name,
                           code, given_at, expires_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                    .params(UUID.randomUUID().toString(), customerId, occasion.process())
                    .params(occasion.processInstanceId(), occasion.step(), occasion.occasion())
                    .params(name, code, Timestamp.from(now), Timestamp.from(expires))
                    .update());
        return;
      } catch (DuplicateKeyException taken) {
        if (attempt == TRIES) {
          throw taken;
        }
      }
    }
  }

  /** Takes a code in; false when it is unknown, too old or redeemed already. */
  public boolean redeem(String code) {
    Timestamp now = Timestamp.from(clock.instant());
    boolean redeemed =
        jdbc.sql(
                    """
                    update reward set redeemed_at = ?
                    where code = ? and redeemed_at is null and expires_at >= ?""")
                .params(now, code, now)
                .update()
            > 0;
    if (redeemed) {
      Reward reward =
          jdbc.sql("select * from reward where code = ?")
              .param(code)
              .query(Rewards::reward)
              .single();
      timeline.write(
          reward.customerId(),
          TimelineEntry.of(clock.instant(), "reward", "Reward redeemed: " + reward.name()));
    }
    return redeemed;
  }

  /** What a customer got, newest first. */
  @Transactional(readOnly = true)
  public List<Reward> of(String customerId, int limit) {
    return jdbc.sql(
            """
            select * from reward where customer_id = ?
            order by seq desc fetch first ? rows only""")
        .params(customerId, limit)
        .query(Rewards::reward)
        .list();
  }

  /** The newest one that can still be redeemed, or empty. */
  Optional<Reward> newestGood(String customerId) {
    return jdbc.sql(
            """
            select * from reward
            where customer_id = ? and code is not null and redeemed_at is null and expires_at >= ?
            order by seq desc fetch first 1 row only""")
        .params(customerId, Timestamp.from(clock.instant()))
        .query(Rewards::reward)
        .optional();
  }

  void erase(String customerId) {
    jdbc.sql("update reward set code = null where customer_id = ?").param(customerId).update();
  }

  private Optional<Reward> find(Occasion occasion) {
    return jdbc.sql(
            "select * from reward where process_instance_id = ? and step = ? and occasion = ?")
        .params(occasion.processInstanceId(), occasion.step(), occasion.occasion())
        .query(Rewards::reward)
        .optional();
  }

  private static Reward reward(ResultSet row, int index) throws SQLException {
    Timestamp redeemed = row.getTimestamp("redeemed_at");
    return new Reward(
        row.getLong("seq"),
        row.getString("id"),
        row.getString("customer_id"),
        row.getString("name"),
        row.getString("code"),
        row.getTimestamp("given_at").toInstant(),
        row.getTimestamp("expires_at").toInstant(),
        redeemed == null ? null : redeemed.toInstant());
  }
}
