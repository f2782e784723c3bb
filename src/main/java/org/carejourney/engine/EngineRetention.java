package org.carejourney.engine;

import java.time.Instant;
import java.time.Period;
import java.util.Collection;
import java.util.Date;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.db.entitymanager.operation.DbOperation;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * The engine's history, after the time that each diagram gives it, and what was typed into forms.
 * The engine's own clean-up would be a job, due again each night, also on the way of a clock that
 * is set forward by a year; so its deletions are called from ours.
 */
@Configuration(proxyBeanMethods = false)
class EngineRetention {

  private static final int BATCH = 500;

  /** How often the engine did what: counted by itself, read by nobody here. */
  private static final Period METRICS = Period.ofDays(365);

  @Bean
  @Order(100)
  Expiring typedAnswers(Expiry expiry, Retention retention) {
    return expiry.rows(
        "answers",
        retention.answers(),
        "form_answer",
        "answered_at",
        """
        delete from form_answer
        where seq > :after and seq <= :end and answered_at < :before and\s"""
            + Expiry.nothingRunsFor("form_answer.business_key"));
  }

  @Bean
  @Order(200)
  Expiring engineHistory(
      ObjectProvider<ProcessEngineConfigurationImpl> engine,
      ManagementService management,
      Unattended unattended) {
    return new History(engine, management, unattended);
  }

  private record History(
      ObjectProvider<ProcessEngineConfigurationImpl> engine,
      ManagementService management,
      Unattended unattended)
      implements Expiring {

    @Override
    public String what() {
      return "history";
    }

    @Override
    public Sweep sweep(Instant now) {
      return new Batches(now);
    }

    private final class Batches implements Sweep {

      private final Instant now;
      private boolean metricsDone;

      Batches(Instant now) {
        this.now = now;
      }

      @Override
      public OptionalLong next() {
        if (!metricsDone) {
          metricsDone = true;
          unattended.run(() -> management.deleteMetrics(Date.from(now.minus(METRICS))));
        }
        Collection<DbOperation> deleted =
            engine.getObject().getCommandExecutorTxRequiresNew().execute(this::delete);
        long rows = deleted.stream().mapToLong(DbOperation::getRowsAffected).sum();
        return rows == 0 ? OptionalLong.empty() : OptionalLong.of(rows);
      }

      /** Everything whose removal time has come; in which minute it ended does not matter. */
      private Collection<DbOperation> delete(CommandContext command) {
        var moment = Date.from(now);
        return Stream.of(
                command
                    .getHistoricProcessInstanceManager()
                    .deleteHistoricProcessInstancesByRemovalTime(moment, 0, 59, BATCH)
                    .values()
                    .stream(),
                command
                    .getHistoricDecisionInstanceManager()
                    .deleteHistoricDecisionsByRemovalTime(moment, 0, 59, BATCH)
                    .values()
                    .stream(),
                Stream.of(
                    command
                        .getHistoricBatchManager()
                        .deleteHistoricBatchesByRemovalTime(moment, 0, 59, BATCH)))
            .flatMap(operations -> operations)
            .toList();
      }
    }
  }
}
