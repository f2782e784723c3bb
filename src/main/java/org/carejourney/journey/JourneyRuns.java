package org.carejourney.journey;

import java.util.Optional;
import org.carejourney.engine.Processes;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which process that starts on an event runs for which customer: a unique row, written in the
 * transaction that starts the instance, so that of two starts at the same moment one loses.
 */
@Component
public class JourneyRuns {

  private final JdbcClient jdbc;
  private final Processes processes;

  JourneyRuns(JdbcClient jdbc, Processes processes) {
    this.jdbc = jdbc;
    this.processes = processes;
  }

  /** Whether a process runs for a customer. */
  public boolean running(String process, String customerId) {
    return instance(process, customerId).filter(id -> processes.runs(process, id)).isPresent();
  }

  /**
   * Writes that an instance begins.
   *
   * @return false when another one runs already; nothing has happened then
   * @throws DuplicateKeyException when another one begins at the same moment
   */
  public boolean begin(String process, String customerId, String processInstanceId) {
    Optional<String> other = instance(process, customerId);
    if (other.isPresent()) {
      if (processes.runs(process, other.get())) {
        return false;
      }
      // It was migrated to another diagram, say. By its own id: a new row here is another's.
      end(other.get());
    }
    jdbc.sql(
            """
            insert into journey_run (process, customer_id, process_instance_id)
            values (?, ?, ?)""")
        .params(process, customerId, processInstanceId)
        .update();
    return true;
  }

  private Optional<String> instance(String process, String customerId) {
    return jdbc.sql(
            "select process_instance_id from journey_run where process = ? and customer_id = ?")
        .params(process, customerId)
        .query(String.class)
        .optional();
  }

  /** Forgets an instance that has ended, in whichever way. */
  public void end(String processInstanceId) {
    jdbc.sql("delete from journey_run where process_instance_id = ?")
        .param(processInstanceId)
        .update();
  }
}
