package org.carejourney.loyalty;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carejourney.customer.Timeline;
import org.carejourney.customer.TimelineEntry;
import org.carejourney.engine.Decisions;
import org.carejourney.engine.Occasion;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Customers' points: how many, what for, and how far they carry. */
@Component("loyaltyAccounts")
@Transactional
public class Accounts {

  private final JdbcClient jdbc;
  private final Decisions decisions;
  private final Timeline timeline;
  private final Clock clock;
  private final TransactionTemplate savepoint;

  Accounts(
      JdbcClient jdbc,
      Decisions decisions,
      Timeline timeline,
      Clock clock,
      PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.decisions = decisions;
    this.timeline = timeline;
    this.clock = clock;
    // A lost race for the customer's first row undoes the insert only, not the caller's work.
    this.savepoint = new TransactionTemplate(transactions);
    this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
  }

  /**
   * Gives points. The same occasion never gives twice: it gets the answer it got before.
   *
   * @param points negative for a correction, which lowers the balance but not the tier
   * @param reason why, in words staff understand; nothing personal
   */
  public Award award(String customerId, int points, String reason, Occasion occasion) {
    Account before = locked(customerId);
    PointsEntry earlier = find(occasion).orElse(null);
    if (earlier != null) {
      return new Award(before.balance(), earlier.tier(), earlier.tierReached());
    }
    int balance = Math.addExact(before.balance(), points);
    int earned = Math.addExact(before.earned(), Math.max(points, 0));
    Tier tier = points > 0 ? decide(earned) : before.tier();
    boolean reached = tier.above(before.tier());
    jdbc.sql("update loyalty_account set balance = ?, earned = ?, tier = ? where customer_id = ?")
        .params(balance, earned, tier.word(), customerId)
        .update();
    Instant now = clock.instant();
    jdbc.sql(
            """
            insert into points_entry
              (customer_id, process, process_instance_id, step, occasion, points, reason, tier,
               tier_reached, awarded_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
        .params(customerId, occasion.process(), occasion.processInstanceId(), occasion.step())
        .params(occasion.occasion(), points, reason, tier.word(), reached, Timestamp.from(now))
        .update();
    timeline.write(
        customerId,
        TimelineEntry.of(now, "points", title(points, reason, reached ? tier : null))
            .withProcess(occasion.process()));
    return new Award(balance, tier, reached);
  }

  private static String title(int points, String reason, @Nullable Tier reached) {
    return "%+d points: %s".formatted(points, reason)
        + (reached == null ? "" : " (reached " + reached.word() + ")");
  }

  private Tier decide(int earned) {
    Object tier = decisions.decide("decideTier", Map.of("points", earned)).get("tier");
    if (tier == null) {
      throw new IllegalStateException("No line of decideTier fits " + earned + " points");
    }
    return Tier.of(tier.toString());
  }

  /** What a customer has; an empty account when they never got a point. */
  @Transactional(readOnly = true)
  public Account of(String customerId) {
    return row(customerId, "").orElse(Account.empty(customerId));
  }

  /** What a customer got points for, newest first. */
  @Transactional(readOnly = true)
  public List<PointsEntry> history(String customerId, int limit) {
    return jdbc.sql(
            """
            select * from points_entry where customer_id = ?
            order by seq desc fetch first ? rows only""")
        .params(customerId, limit)
        .query(Accounts::entry)
        .list();
  }

  /** Stands in line for the customer's row, so that two awards at once see each other. */
  private Account locked(String customerId) {
    return row(customerId, " for update")
        .orElseGet(
            () -> {
              open(customerId);
              return row(customerId, " for update").orElseThrow();
            });
  }

  private void open(String customerId) {
    try {
      savepoint.executeWithoutResult(
          tx ->
              jdbc.sql(
                      """
                      insert into loyalty_account (customer_id, balance, earned, tier)
                      values (?, 0, 0, 'none')""")
                  .param(customerId)
                  .update());
    } catch (DuplicateKeyException faster) {
      // The other award opened it: it is there, and that is all we want.
    }
  }

  private Optional<Account> row(String customerId, String how) {
    return jdbc.sql("select * from loyalty_account where customer_id = ?" + how)
        .param(customerId)
        .query(
            (row, index) ->
                new Account(
                    customerId,
                    row.getInt("balance"),
                    row.getInt("earned"),
                    Tier.of(row.getString("tier"))))
        .optional();
  }

  private Optional<PointsEntry> find(Occasion occasion) {
    return jdbc.sql(
            """
            select * from points_entry
            where process_instance_id = ? and step = ? and occasion = ?""")
        .params(occasion.processInstanceId(), occasion.step(), occasion.occasion())
        .query(Accounts::entry)
        .optional();
  }

  private static PointsEntry entry(ResultSet row, int index) throws SQLException {
    return new PointsEntry(
        row.getLong("seq"),
        row.getString("customer_id"),
        row.getString("process"),
        row.getInt("points"),
        row.getString("reason"),
        Tier.of(row.getString("tier")),
        row.getBoolean("tier_reached"),
        row.getTimestamp("awarded_at").toInstant());
  }
}
