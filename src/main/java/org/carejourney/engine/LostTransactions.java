package org.carejourney.engine;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * A node that stands still in the middle of a transaction keeps its locks, and the others wait for
 * them. So PostgreSQL ends a transaction that has been silent for as long as a job may be locked:
 * from then on its work is somebody else's.
 */
@Component
class LostTransactions implements BeanPostProcessor {

  private final long silentMillis;

  LostTransactions(@Value("${camunda.bpm.job-execution.lock-time-in-millis}") long silentMillis) {
    this.silentMillis = silentMillis;
  }

  @Override
  public Object postProcessBeforeInitialization(Object bean, String name) {
    if (bean instanceof HikariDataSource pool
        && String.valueOf(pool.getJdbcUrl()).startsWith("jdbc:postgresql:")
        && pool.getConnectionInitSql() == null) {
      pool.setConnectionInitSql("set idle_in_transaction_session_timeout = " + silentMillis);
    }
    return bean;
  }
}
