package org.carejourney.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What people typed into forms: kept here, erasable, and never in the engine, whose history keeps
 * copies even of removed variables.
 */
@Component
public class Answers {

  private final JdbcClient jdbc;

  Answers(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Keeps an answer, in the caller's transaction.
   *
   * @param place id of the task, or of the process that a form starts
   */
  public void keep(Answer answer, String place) {
    jdbc.sql(
            """
            insert into form_answer
              (business_key, place, form, field, label, answer, actor, answered_at)
            values (?, ?, ?, ?, ?, ?, ?, ?)""")
        .params(answer.businessKey(), place, answer.form(), answer.field(), answer.label())
        .params(answer.answer(), answer.actor(), Timestamp.from(answer.at()))
        .update();
  }

  /** Whether a form was filled in at a place. */
  public boolean given(String place) {
    return jdbc.sql("select count(*) from form_answer where place = ?")
            .param(place)
            .query(Integer.class)
            .single()
        > 0;
  }

  /** Everything answered for a business key, oldest first. */
  public List<Answer> of(String businessKey) {
    return jdbc.sql("select * from form_answer where business_key = ? order by seq")
        .param(businessKey)
        .query(Answers::answer)
        .list();
  }

  /** The newest answer to each field, by field key. */
  public Map<String, String> latest(String businessKey) {
    Map<String, String> latest = new LinkedHashMap<>();
    of(businessKey).forEach(answer -> latest.put(answer.field(), answer.answer()));
    return latest;
  }

  /** Forgets everything answered for a business key. */
  public void erase(String businessKey) {
    jdbc.sql("delete from form_answer where business_key = ?").param(businessKey).update();
  }

  /** Moves answers that were given before the business key was known. */
  public void rename(String from, String to) {
    jdbc.sql("update form_answer set business_key = ? where business_key = ?")
        .params(to, from)
        .update();
  }

  private static Answer answer(ResultSet row, int index) throws SQLException {
    return new Answer(
        row.getString("business_key"),
        row.getString("form"),
        row.getString("field"),
        row.getString("label"),
        row.getString("answer"),
        row.getString("actor"),
        row.getTimestamp("answered_at").toInstant());
  }
}
