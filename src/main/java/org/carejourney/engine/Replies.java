package org.carejourney.engine;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.runtime.Execution;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Brings an answer to the process it is meant for. */
@Component
public class Replies {

  private final RuntimeService runtime;
  private final HistoryService history;
  private final Unattended unattended;

  Replies(RuntimeService runtime, HistoryService history, Unattended unattended) {
    this.runtime = runtime;
    this.history = history;
    this.unattended = unattended;
  }

  /**
   * Hands a message to the one instance that a person would: the one that wrote, else one that it
   * called or was called by, else another one with the same business key.
   *
   * @param wroteIn id of the process instance that asked, which may be over
   * @param facts set for the process and, beside that, for what the message sets going alone, so
   *     that two replies at once are not mixed up
   * @return false when none of them waits for it
   */
  @Transactional
  public boolean deliver(
      String message, String businessKey, String wroteIn, Map<String, Object> facts) {
    return unattended.call(
        () -> {
          Optional<Execution> nearest = nearest(message, businessKey, wroteIn);
          try {
            nearest.ifPresent(
                execution ->
                    runtime
                        .createMessageCorrelation(message)
                        .processInstanceId(execution.getProcessInstanceId())
                        .setVariables(facts)
                        .setVariablesToTriggeredScope(facts)
                        .correlateAll());
          } catch (OptimisticLockingException e) {
            throw new ConcurrencyFailureException(e.getMessage(), e);
          }
          return nearest.isPresent();
        });
  }

  private Optional<Execution> nearest(String message, String businessKey, String wroteIn) {
    String family = family(wroteIn);
    return runtime
        .createExecutionQuery()
        .messageEventSubscriptionName(message)
        .processInstanceBusinessKey(businessKey)
        .listPage(0, 100)
        .stream()
        .min(Comparator.comparingInt(execution -> distance(execution, wroteIn, family)));
  }

  private static int distance(Execution execution, String wroteIn, String family) {
    if (execution.getProcessInstanceId().equals(wroteIn)) {
      return 0;
    }
    return ((ExecutionEntity) execution).getRootProcessInstanceId().equals(family) ? 1 : 2;
  }

  /** The outermost of the instances that called each other; from history, since it may be over. */
  private String family(String processInstanceId) {
    var known = history.createHistoricProcessInstanceQuery().processInstanceId(processInstanceId);
    return Optional.ofNullable(known.singleResult())
        .map(instance -> instance.getRootProcessInstanceId())
        .orElse(processInstanceId);
  }
}
