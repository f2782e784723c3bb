package org.carejourney.feedback;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.carejourney.engine.Occasion;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The questions we asked. Answers come in by {@link Scores}. */
@Component
@Transactional
public class Surveys {

  private final JdbcClient jdbc;
  private final Clock clock;

  Surveys(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Opens the survey of an occasion. Asked again without an answer, as after a hold, it is the same
   * survey, and the time to answer it begins anew.
   *
   * @param businessKey of the process that asks, or null
   * @param question which question, such as {@code check-in}
   */
  public Survey open(
      String customerId, @Nullable String businessKey, String question, Occasion occasion) {
    Timestamp now = Timestamp.from(clock.instant());
    int again =
        jdbc.sql(
                """
                update survey set asked_at = case when score is null then ? else asked_at end
                where process_instance_id = ? and step = ? and occasion = ?""")
            .params(now, occasion.processInstanceId(), occasion.step(), occasion.occasion())
            .update();
    if (again == 0) {
      jdbc.sql(
              """
              insert into survey
                (id, customer_id, business_key, process, process_instance_id, step, occasion,
                 question, asked_at, changes, low_heard)
              values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, false)""")
          .params(UUID.randomUUID().toString(), customerId, businessKey, occasion.process())
          .params(occasion.processInstanceId(), occasion.step(), occasion.occasion())
          .params(question, now)
          .update();
    }
    return jdbc.sql(
            "select * from survey where process_instance_id = ? and step = ? and occasion = ?")
        .params(occasion.processInstanceId(), occasion.step(), occasion.occasion())
        .query(Surveys::survey)
        .single();
  }

  /** A survey by its id, or empty. */
  @Transactional(readOnly = true)
  public Optional<Survey> find(String id) {
    return jdbc.sql("select * from survey where id = ?")
        .param(id)
        .query(Surveys::survey)
        .optional();
  }

  /** What the customer answered last, newest first. */
  @Transactional(readOnly = true)
  public List<Survey> scored(String customerId, int limit) {
    return jdbc.sql(
            """
            select * from survey where customer_id = ? and score is not null
            order by scored_at desc, seq desc fetch first ? rows only""")
        .params(customerId, limit)
        .query(Surveys::survey)
        .list();
  }

  /** The survey asked last for a business key that still takes an answer, or empty. */
  Optional<Survey> answerable(String customerId, String businessKey) {
    Instant now = clock.instant();
    return jdbc.sql(
            """
            select * from survey where business_key = ? and customer_id = ?
              and ((score is null and asked_at > ?) or scored_at > ?)
            order by asked_at desc, seq desc fetch first 1 row only""")
        .params(businessKey, customerId)
        .params(Timestamp.from(now.minus(Survey.ANSWERABLE)))
        .params(Timestamp.from(now.minus(Survey.CHANGEABLE)))
        .query(Surveys::survey)
        .optional();
  }

  /** A survey that nobody else changes until the transaction is over. */
  Optional<Survey> lock(String id) {
    return jdbc.sql("select * from survey where id = ? for update")
        .param(id)
        .query(Surveys::survey)
        .optional();
  }

  void score(String id, int score, Instant scoredAt, @Nullable String comment, int changes) {
    jdbc.sql("update survey set score = ?, scored_at = ?, comment = ?, changes = ? where id = ?")
        .params(score, Timestamp.from(scoredAt), comment, changes, id)
        .update();
  }

  void lowHeard(String id) {
    jdbc.sql("update survey set low_heard = true where id = ?").param(id).update();
  }

  /** Everything asked of a customer, oldest first. */
  List<Survey> of(String customerId) {
    return jdbc.sql("select * from survey where customer_id = ? order by seq")
        .param(customerId)
        .query(Surveys::survey)
        .list();
  }

  /** Every row, also without a comment: an answer on its way waits, and finds nobody then. */
  void erase(String customerId) {
    jdbc.sql("update survey set comment = null where customer_id = ?").param(customerId).update();
  }

  private static Survey survey(ResultSet row, int index) throws SQLException {
    Timestamp scoredAt = row.getTimestamp("scored_at");
    return new Survey(
        row.getLong("seq"),
        row.getString("id"),
        row.getString("customer_id"),
        row.getString("business_key"),
        row.getString("process"),
        row.getString("process_instance_id"),
        row.getString("question"),
        row.getTimestamp("asked_at").toInstant(),
        row.getObject("score", Integer.class),
        scoredAt == null ? null : scoredAt.toInstant(),
        row.getString("comment"),
        row.getInt("changes"),
        row.getBoolean("low_heard"));
  }
}
