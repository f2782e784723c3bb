package org.carejourney.engine;

import java.time.Duration;
import java.time.Instant;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.joda.time.DateTimeUtils;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The demo's clock, which can be set forward. An offset to real time, kept over restarts and
 * applied before the engine looks at the clock for the first time; everything that speaks of
 * business time sees it. Production has no such bean.
 */
@Component
@Profile("demo")
@DependsOnDatabaseInitialization
public class DemoClock extends AbstractProcessEnginePlugin {

  private final JdbcClient jdbc;
  // The engine's clock is one for the whole JVM, and never goes back.
  private static volatile long offsetMillis;

  DemoClock(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl engine) {
    long kept =
        jdbc.sql("select offset_millis from demo_clock where id = 1")
            .query(Long.class)
            .optional()
            .orElse(0L);
    offsetMillis = Math.max(offsetMillis, kept);
    DateTimeUtils.setCurrentMillisProvider(() -> System.currentTimeMillis() + offsetMillis);
  }

  /** What the demo holds for now. */
  public Instant now() {
    return Instant.ofEpochMilli(DateTimeUtils.currentTimeMillis());
  }

  /** Sets the clock forward to a moment; a moment that has passed changes nothing. */
  public synchronized void forwardTo(Instant moment) {
    long ahead = Duration.between(now(), moment).toMillis();
    if (ahead <= 0) {
      return;
    }
    long offset = offsetMillis + ahead;
    int rows =
        jdbc.sql("update demo_clock set offset_millis = ? where id = 1").param(offset).update();
    if (rows == 0) {
      jdbc.sql("insert into demo_clock (id, offset_millis) values (1, ?)").param(offset).update();
    }
    offsetMillis = offset;
  }
}
