package org.carejourney.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Lets one node after the other look for the engine's tables and make them: the engine itself looks
 * first and makes them later, so that of two nodes on an empty database one would fail. The
 * database lets go of the lock when a node dies.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class OneBuildAtATime extends AbstractProcessEnginePlugin {

  /** Any number that nobody else on this database locks: "care" in ASCII. */
  private static final int LOCK = 0x63617265;

  private final DataSource database;
  private @Nullable Connection lock;

  OneBuildAtATime(DataSource database) {
    this.database = database;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl engine) {
    try {
      Connection connection = database.getConnection();
      if (!connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
        // The demo's database belongs to one node.
        connection.close();
        return;
      }
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        // Making tables may take longer than a transaction may be silent otherwise.
        statement.execute("set local idle_in_transaction_session_timeout = 0");
        statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
      }
      lock = connection;
    } catch (SQLException e) {
      throw new IllegalStateException("The database did not let us prepare the engine", e);
    }
  }

  @Override
  public void postProcessEngineBuild(ProcessEngine engine) {
    if (lock == null) {
      return;
    }
    try (Connection connection = lock) {
      connection.rollback();
    } catch (SQLException e) {
      throw new IllegalStateException("The database did not let others prepare the engine", e);
    } finally {
      lock = null;
    }
  }
}
