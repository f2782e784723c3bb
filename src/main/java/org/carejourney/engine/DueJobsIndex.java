package org.carejourney.engine;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * An index that the engine's own tables lack: without it each look for due jobs reads every timer
 * that waits, also when none is due, and a journey has one waiting for most of its life. Made here
 * and not by Flyway, which comes before the engine makes its tables.
 */
// Before others may build the engine.
@Component
@Order(Ordered.LOWEST_PRECEDENCE - 1)
class DueJobsIndex extends AbstractProcessEnginePlugin {

  private static final Logger log = LoggerFactory.getLogger(DueJobsIndex.class);

  private final JdbcClient jdbc;

  DueJobsIndex(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void postProcessEngineBuild(ProcessEngine engine) {
    try {
      jdbc.sql("create index if not exists CARE_IDX_JOB_DUE on ACT_RU_JOB (DUEDATE_)").update();
    } catch (DataAccessException e) {
      // Another node makes it at this moment, or we may not: everything works, if slower.
      log.warn("The index of due jobs was not made by this node: {}", e.getMessage());
    }
  }
}
