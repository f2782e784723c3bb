package org.carejourney.customer;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Customers who want to hear nothing but answers for a while: on holiday, in hospital, or tired of
 * us. Unlike a no, it ends by itself.
 */
@Component
public class CarePauses {

  private final JdbcClient jdbc;
  private final CustomerRows rows;
  private final Timeline timeline;
  private final ApplicationEventPublisher news;
  private final Clock clock;

  CarePauses(
      JdbcClient jdbc,
      CustomerRows rows,
      Timeline timeline,
      ApplicationEventPublisher news,
      Clock clock) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.timeline = timeline;
    this.news = news;
    this.clock = clock;
  }

  /** Until when a customer's pause lasts; empty when there is none now. */
  public Optional<Instant> until(String customerId) {
    return jdbc.sql(
            "select paused_until from care_pause where customer_id = ? and paused_until > ?")
        .params(customerId, Timestamp.from(clock.instant()))
        .query(Timestamp.class)
        .optional()
        .map(Timestamp::toInstant);
  }

  /**
   * Pauses from now on, instead of any pause before; does nothing when the customer was erased.
   *
   * @param messageId the message that led the customer here, or null
   */
  @Transactional
  public void pause(String customerId, Instant until, @Nullable String messageId) {
    if (rows.lock(customerId)) {
      erase(customerId);
      jdbc.sql("insert into care_pause (customer_id, since, paused_until) values (?, ?, ?)")
          .params(customerId, Timestamp.from(clock.instant()), Timestamp.from(until))
          .update();
      changed(customerId, "Customer pauses all but service messages", messageId);
    }
  }

  /** Ends a pause now; does nothing when there is none. */
  @Transactional
  public void resume(String customerId, @Nullable String messageId) {
    if (rows.lock(customerId) && until(customerId).isPresent()) {
      jdbc.sql("update care_pause set paused_until = ? where customer_id = ?")
          .params(Timestamp.from(clock.instant()), customerId)
          .update();
      changed(customerId, "Customer ends the pause", messageId);
    }
  }

  void erase(String customerId) {
    jdbc.sql("delete from care_pause where customer_id = ?").param(customerId).update();
  }

  private void changed(String customerId, String title, @Nullable String messageId) {
    timeline.write(
        customerId,
        TimelineEntry.of(clock.instant(), "note", title)
            .withReason("preference page")
            .withMessage(messageId));
    news.publishEvent(new CarePauseChanged(customerId));
  }
}
