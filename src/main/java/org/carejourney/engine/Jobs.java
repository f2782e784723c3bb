package org.carejourney.engine;

import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.runtime.Job;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What the engine does by itself: timers and save points, and those that failed. */
@Component
public class Jobs {

  /**
   * A job that has used up its retries and waits for a person.
   *
   * @param message what went wrong, as the step said it
   * @param businessKey ticket number or customer id, or null
   */
  public record Failed(
      String jobId,
      String process,
      String step,
      @Nullable String businessKey,
      @Nullable String message,
      Instant since) {}

  private final ManagementService management;
  private final RuntimeService runtime;
  private final HistoryService history;
  private final ObjectProvider<ProcessEngineConfigurationImpl> engine;
  private final Unattended unattended;
  private final Clock clock;

  Jobs(
      ManagementService management,
      RuntimeService runtime,
      HistoryService history,
      ObjectProvider<ProcessEngineConfigurationImpl> engine,
      Unattended unattended,
      Clock clock) {
    this.management = management;
    this.runtime = runtime;
    this.history = history;
    this.engine = engine;
    this.unattended = unattended;
    this.clock = clock;
  }

  /** How many jobs are due and may run now. */
  public long due() {
    return unattended.call(() -> management.createJobQuery().executable().active().count());
  }

  /** The due moment of the next timer or retry that is not due yet, or empty. */
  public Optional<Instant> nextDue() {
    return unattended.call(
        () ->
            management
                .createJobQuery()
                .active()
                .withRetriesLeft()
                .duedateHigherThan(Date.from(clock.instant()))
                .orderByJobDuedate()
                .asc()
                .listPage(0, 1)
                .stream()
                .map(Job::getDuedate)
                .map(Date::toInstant)
                .findFirst());
  }

  /** How many jobs have run to their end so far. */
  public long finished() {
    return unattended.call(() -> history.createHistoricJobLogQuery().successLog().count());
  }

  /** Has the executor look for due jobs now instead of after its next pause. */
  public void wake() {
    engine.getObject().getJobExecutor().jobWasAdded();
  }

  /** Failed jobs, the newest first, 100 at most. */
  public List<Failed> failed() {
    return unattended.call(
        () ->
            runtime
                .createIncidentQuery()
                .incidentType("failedJob")
                .orderByIncidentTimestamp()
                .desc()
                .listPage(0, 100)
                .stream()
                .map(
                    incident -> {
                      var instance =
                          runtime
                              .createProcessInstanceQuery()
                              .processInstanceId(incident.getProcessInstanceId())
                              .singleResult();
                      return new Failed(
                          incident.getConfiguration(),
                          incident.getProcessDefinitionId().replaceFirst(":.*", ""),
                          incident.getFailedActivityId(),
                          instance == null ? null : instance.getBusinessKey(),
                          incident.getIncidentMessage(),
                          incident.getIncidentTimestamp().toInstant());
                    })
                .toList());
  }

  /** Has a failed job tried once more; {@link Problem} 404 when it is gone. */
  public void retry(String jobId) {
    unattended.run(
        () -> {
          if (management.createJobQuery().jobId(jobId).count() == 0) {
            throw Problem.notFound("unknown-job", "There is no job " + jobId + " any more");
          }
          management.setJobRetries(jobId, 1);
        });
    wake();
  }
}
