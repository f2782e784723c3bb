package org.carejourney.engine;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Execution;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Brings an answer to the process it is meant for. */
@Component
public class Replies {

  private final RuntimeService runtime;
  private final HistoryService history;
  private final Processes processes;
  private final Unattended unattended;

  Replies(
      RuntimeService runtime, HistoryService history, Processes processes, Unattended unattended) {
    this.processes = processes;
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
   * @return false when none of them takes it; one that is suspended does not
   */
  @Transactional
  public boolean deliver(
      String message, String businessKey, String wroteIn, Map<String, Object> facts) {
    return unattended.call(
        () -> {
          Optional<Execution> nearest = nearest(message, businessKey, wroteIn);
          return nearest
              .map(Execution::getProcessInstanceId)
              .filter(instance -> processes.taken(message, instance, facts, facts))
              .isPresent();
        });
  }

  /**
   * Hands a message to all that waits for it in the process that was begun last with a business
   * key, and in what that one has called. An earlier one may still stand at somebody's task, but
   * the matter goes on in the last.
   *
   * @param facts set for what the message sets going alone, so that two replies at once are not
   *     mixed up
   * @return false when none of them takes it; one that is suspended does not
   */
  @Transactional
  public boolean deliverToLatest(String message, String businessKey, Map<String, Object> facts) {
    return unattended.call(
        () -> {
          Map<String, Set<String>> families =
              waiting(message, businessKey).stream()
                  .map(Execution::getProcessInstanceId)
                  .collect(groupingBy(this::family, toSet()));
          boolean taken = false;
          for (String instance : latest(families)) {
            taken |= processes.taken(message, instance, Map.of(), facts);
          }
          return taken;
        });
  }

  private Set<String> latest(Map<String, Set<String>> families) {
    if (families.size() < 2) {
      return families.values().stream().findFirst().orElse(Set.of());
    }
    String last =
        history
            .createHistoricProcessInstanceQuery()
            .processInstanceIds(families.keySet())
            .orderByProcessInstanceStartTime()
            .desc()
            .listPage(0, 1)
            .get(0)
            .getId();
    return families.getOrDefault(last, Set.of());
  }

  private Optional<Execution> nearest(String message, String businessKey, String wroteIn) {
    String family = family(wroteIn);
    return waiting(message, businessKey).stream()
        .min(Comparator.comparingInt(execution -> distance(execution, wroteIn, family)));
  }

  private List<Execution> waiting(String message, String businessKey) {
    return runtime
        .createExecutionQuery()
        .active()
        .messageEventSubscriptionName(message)
        .processInstanceBusinessKey(businessKey)
        .listPage(0, 100);
  }

  private int distance(Execution execution, String wroteIn, String family) {
    if (execution.getProcessInstanceId().equals(wroteIn)) {
      return 0;
    }
    return family(execution.getProcessInstanceId()).equals(family) ? 1 : 2;
  }

  /** The outermost of the instances that called each other; from history, since it may be over. */
  private String family(String processInstanceId) {
    var known = history.createHistoricProcessInstanceQuery().processInstanceId(processInstanceId);
    return Optional.ofNullable(known.singleResult())
        .map(instance -> instance.getRootProcessInstanceId())
        .orElse(processInstanceId);
  }
}
