package org.carejourney.engine;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the engine has to do, has not done in time, and could not do. */
@Component
class EngineFigures {

  /** What is due for longer than this stands in line. */
  private static final Duration IN_TIME = Duration.ofMinutes(1);

  /**
   * @param due may run now, or runs
   * @param overdue of these, for more than a minute
   * @param oldest since when the oldest is due, or null
   * @param stuck taken up by this node and not ended within their lease
   * @param failed used up their retries
   */
  record Work(long due, long overdue, @Nullable Instant oldest, long stuck, long failed) {}

  private final JdbcClient jdbc;
  private final Clock clock;
  private final ObjectProvider<ProcessEngineConfigurationImpl> engine;
  private final Reading<Work> work;

  EngineFigures(
      Figures figures,
      JdbcClient jdbc,
      Clock clock,
      ObjectProvider<ProcessEngineConfigurationImpl> engine) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.engine = engine;
    this.work = figures.reading(this::read);
    figures.gauge(
        "care.jobs.due", null, "Timers and save points due now or running", work, Work::due);
    figures.gauge(
        "care.jobs.overdue", null, "Jobs due for more than a minute", work, Work::overdue);
    figures.gauge(
        "care.jobs.oldest.late",
        "seconds",
        "How late the oldest due job is",
        work,
        all -> Figures.secondsSince(all.oldest(), clock.instant()));
    figures.gauge(
        "care.jobs.failed", null, "Jobs that wait for a person's retry", work, Work::failed);
    figures.nodeGauge(
        "care.job.executor.active",
        "1 while this node takes up jobs, else 0",
        () -> engine.getObject().getJobExecutor().isActive() ? 1 : 0);
  }

  /** As last read; empty while the database cannot be read. */
  Reading<Work> work() {
    return work;
  }

  private Work read() {
    Instant now = clock.instant();
    long failed =
        jdbc.sql("select count(*) from ACT_RU_INCIDENT where INCIDENT_TYPE_ = 'failedJob'")
            .query(Long.class)
            .single();
    // A save point has no due moment: it is due since it was made.
    return jdbc.sql(
            """
            select count(*), count(case when moment < :late then 1 end), min(moment),
              count(case when LOCK_OWNER_ = :me and LOCK_EXP_TIME_ < :now then 1 end)
            from (select coalesce(DUEDATE_, CREATE_TIME_) as moment, LOCK_OWNER_, LOCK_EXP_TIME_
                  from ACT_RU_JOB
                  where (DUEDATE_ is null or DUEDATE_ <= :now)
                    and RETRIES_ > 0 and SUSPENSION_STATE_ = 1) waiting""")
        .param("me", engine.getObject().getJobExecutor().getLockOwner())
        .param("late", Timestamp.from(now.minus(IN_TIME)))
        .param("now", Timestamp.from(now))
        .query(
            (row, index) ->
                new Work(
                    row.getLong(1),
                    row.getLong(2),
                    instant(row.getTimestamp(3)),
                    row.getLong(4),
                    failed))
        .single();
  }

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
