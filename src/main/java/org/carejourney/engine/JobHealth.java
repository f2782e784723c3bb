package org.carejourney.engine;

import java.time.Clock;
import java.time.Duration;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/**
 * Whether this node takes up jobs, and whether it ends them. Only a node that takes up none, though
 * it should, counts as down: one that is late has work to do, and taking it away would not help.
 */
@Component("jobExecutorHealthIndicator")
class JobHealth implements HealthIndicator {

  /** By the settings, this node takes up no jobs. */
  static final Status OFF = new Status("OFF");

  /** It should take up jobs, and does not; counts as down outside of the demo. */
  static final Status STOPPED = new Status("STOPPED");

  /** It took up jobs and has not ended them within their lease. */
  static final Status HANGS = new Status("HANGS");

  /** It works, but something is due for minutes. */
  static final Status LATE = new Status("LATE");

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final ObjectProvider<ProcessEngineConfigurationImpl> engine;
  private final Reading<EngineFigures.Work> work;
  private final Clock clock;
  private final boolean wanted;
  private final Status stopped;

  JobHealth(
      ObjectProvider<ProcessEngineConfigurationImpl> engine,
      EngineFigures figures,
      Clock clock,
      Environment environment,
      @Value("${camunda.bpm.job-execution.enabled:true}") boolean wanted) {
    this.engine = engine;
    this.work = figures.work();
    this.clock = clock;
    this.wanted = wanted;
    this.stopped = environment.acceptsProfiles(Profiles.of("demo")) ? STOPPED : Status.DOWN;
  }

  @Override
  public Health health() {
    if (!wanted) {
      return Health.status(OFF).build();
    }
    if (!engine.getObject().getJobExecutor().isActive()) {
      return Health.status(stopped).withDetail("problem", "This node takes up no jobs").build();
    }
    return work.get().map(this::working).orElseGet(() -> Health.unknown().build());
  }

  private Health working(EngineFigures.Work now) {
    double late = Figures.secondsSince(now.oldest(), clock.instant());
    Status status = Status.UP;
    if (now.stuck() > 0) {
      status = HANGS;
    } else if (late > PATIENCE.toSeconds()) {
      status = LATE;
    }
    return Health.status(status)
        .withDetail("due", now.due())
        .withDetail("overdue", now.overdue())
        .withDetail("oldestLateSeconds", Math.round(late))
        .withDetail("stuckHere", now.stuck())
        .withDetail("failed", now.failed())
        .build();
  }
}
