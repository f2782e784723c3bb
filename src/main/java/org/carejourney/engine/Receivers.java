package org.carejourney.engine;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.EventSubscription;
import org.camunda.bpm.engine.runtime.Execution;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who listens to an event: processes that wait for it, and processes that start on it, of which
 * there may be several. Acts without the caller's authorizations, as {@link Processes} does.
 */
@Component
public class Receivers {

  private static final int MOST = 200;

  /**
   * A process that waits.
   *
   * @param data fields of the event's data that its diagram declares
   */
  public record Waiting(String processInstanceId, Set<String> data) {}

  /**
   * A process that starts on it, in its newest version.
   *
   * @param process key of the definition
   * @param name what people call it
   * @param data fields of the event's data that its diagram declares
   */
  public record Starting(String definitionId, String process, String name, Set<String> data) {}

  private final RuntimeService runtime;
  private final RepositoryService repository;
  private final DeclaredData declared;
  private final Unattended unattended;

  Receivers(
      RuntimeService runtime,
      RepositoryService repository,
      DeclaredData declared,
      Unattended unattended) {
    this.runtime = runtime;
    this.repository = repository;
    this.declared = declared;
    this.unattended = unattended;
  }

  /** Whether a message is one that only we send: its name begins with {@code care.} in any case. */
  public static boolean isOurs(String message) {
    return message.toLowerCase(Locale.ROOT).startsWith("care.");
  }

  /** What waits for a message under a business key, each process once. */
  public List<Waiting> waiting(String message, String businessKey) {
    return unattended.call(
        () ->
            runtime
                .createExecutionQuery()
                .messageEventSubscriptionName(message)
                .processInstanceBusinessKey(businessKey)
                .active()
                .listPage(0, MOST)
                .stream()
                .map(Execution::getProcessInstanceId)
                .distinct()
                .map(instance -> new Waiting(instance, declared(message, instance)))
                .toList());
  }

  private Set<String> declared(String message, String processInstanceId) {
    var instance =
        runtime.createProcessInstanceQuery().processInstanceId(processInstanceId).singleResult();
    return places(message, processInstanceId).stream()
        .flatMap(p -> declared.at(instance.getProcessDefinitionId(), p.getActivityId()).stream())
        .collect(Collectors.toSet());
  }

  private List<EventSubscription> places(String message, String processInstanceId) {
    return runtime
        .createEventSubscriptionQuery()
        .processInstanceId(processInstanceId)
        .eventType("message")
        .eventName(message)
        .listPage(0, MOST);
  }

  /** The processes that start on a message. */
  public List<Starting> starting(String message) {
    return unattended.call(
        () ->
            // Only newest versions listen, so this asks an index for a handful of rows.
            repository
                .createProcessDefinitionQuery()
                .messageEventSubscriptionName(message)
                .active()
                .orderByProcessDefinitionKey()
                .asc()
                .listPage(0, MOST)
                .stream()
                .map(
                    process ->
                        new Starting(
                            process.getId(),
                            process.getKey(),
                            process.getName() == null ? process.getKey() : process.getName(),
                            declared.atStart(process.getId(), message)))
                .toList());
  }

  /**
   * Hands a message to a process that waits for it.
   *
   * @param variables set for the whole process
   * @return false when it does not wait any more
   * @throws ConcurrencyFailureException when something else happened to it at the same moment; see
   *     {@link Conflicts}
   */
  @Transactional
  public boolean wake(Waiting receiver, String message, Map<String, Object> variables) {
    return guarded(
        () -> {
          boolean woken = false;
          for (EventSubscription place : places(message, receiver.processInstanceId())) {
            // One place may have ended another: an exit, for one.
            if (runtime.createEventSubscriptionQuery().eventSubscriptionId(place.getId()).count()
                > 0) {
              runtime.messageEventReceived(message, place.getExecutionId(), variables);
              woken = true;
            }
          }
          return woken;
        });
  }

  /** Starts a process with a message; throws as {@link #wake} does. */
  @Transactional
  public void start(
      Starting receiver, String message, String businessKey, Map<String, Object> variables) {
    guarded(
        () ->
            runtime
                .createMessageCorrelation(message)
                .processDefinitionId(receiver.definitionId())
                .processInstanceBusinessKey(businessKey)
                .setVariables(variables)
                .correlateStartMessage());
  }

  private <T> T guarded(Supplier<T> work) {
    return unattended.call(work);
  }
}
