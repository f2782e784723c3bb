package org.carejourney.engine;

import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Timers that are running already, and what they wait for. */
@Component
public class Timers {

  private static final int MOST = 200;

  private final RuntimeService runtime;
  private final ManagementService management;
  private final RepositoryService repository;
  private final Jobs jobs;
  private final Unattended unattended;

  Timers(
      RuntimeService runtime,
      ManagementService management,
      RepositoryService repository,
      Jobs jobs,
      Unattended unattended) {
    this.runtime = runtime;
    this.management = management;
    this.repository = repository;
    this.jobs = jobs;
    this.unattended = unattended;
  }

  /**
   * When the timer was due that brought the process where it is right now; empty when none did. A
   * timer rings late when no node was there for it, or its process stood still; one that failed is
   * due again at its next attempt. One that was set for a moment of the past, since we were told
   * late of what it counts from, was due when it was set.
   */
  public static Optional<Instant> rang() {
    CommandContext context = Context.getCommandContext();
    return context != null && context.getCurrentJob() instanceof TimerEntity timer
        ? Stream.of(timer.getDuedate(), timer.getCreateTime())
            .filter(Objects::nonNull)
            .map(Date::toInstant)
            .max(Comparator.naturalOrder())
        : Optional.empty();
  }

  /**
   * Computes anew when the timers under a business key ring, where the diagram works out a moment;
   * a duration goes on as it began. What is past by now rings at once.
   *
   * @throws ConcurrencyFailureException when a timer rang at the same moment; see {@link Conflicts}
   */
  @Transactional
  public void recompute(String businessKey) {
    unattended.run(
        () ->
            runtime
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(businessKey)
                .listPage(0, MOST)
                .forEach(instance -> recomputeIn(instance.getId())));
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            jobs.wake();
          }
        });
  }

  private void recomputeIn(String processInstanceId) {
    management
        .createJobQuery()
        .processInstanceId(processInstanceId)
        .timers()
        .listPage(0, MOST)
        .stream()
        .filter(this::worksOutMoment)
        .forEach(job -> management.recalculateJobDuedate(job.getId(), false));
  }

  private boolean worksOutMoment(Job job) {
    var definition =
        management
            .createJobDefinitionQuery()
            .jobDefinitionId(job.getJobDefinitionId())
            .singleResult();
    return definition != null
        && repository
                .getBpmnModelInstance(job.getProcessDefinitionId())
                .getModelElementById(definition.getActivityId())
            instanceof CatchEvent event
        && event.getEventDefinitions().stream()
            .filter(TimerEventDefinition.class::isInstance)
            .map(TimerEventDefinition.class::cast)
            .anyMatch(
                timer ->
                    timer.getTimeDate() != null
                        && timer.getTimeDate().getTextContent().contains("{"));
  }
}
