package org.carejourney.engine;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.MessageCorrelationBuilderImpl;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.MessageCorrelationBuilder;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Starting processes and telling them what happened, always by message name and business key. What
 * a customer does is nobody's permission, so the engine acts without the caller's authorizations.
 */
@Component
public class Processes {

  private final RuntimeService runtime;
  private final Unattended unattended;

  Processes(RuntimeService runtime, Unattended unattended) {
    this.runtime = runtime;
    this.unattended = unattended;
  }

  /**
   * Starts the newest version of the process that begins with a message, in the caller's
   * transaction.
   *
   * @return false when no process starts with that message
   */
  @Transactional
  public boolean start(String message, String businessKey, Map<String, Object> variables) {
    return unattended.call(
        () -> {
          try {
            runtime
                .createMessageCorrelation(message)
                .processInstanceBusinessKey(businessKey)
                .setVariables(variables)
                .correlateStartMessage();
            return true;
          } catch (MismatchingMessageCorrelationException e) {
            return false;
          }
        });
  }

  /**
   * Hands a message to everything with this business key that waits for it.
   *
   * @param variables set for the whole process
   * @return how many processes took it; zero is no error. One that is suspended takes nothing
   * @throws ConcurrencyFailureException when something else happened to it at the same moment; see
   *     {@link Conflicts}
   */
  @Transactional
  public int correlate(String message, String businessKey, Map<String, Object> variables) {
    return unattended.call(
        () -> {
          int taken = 0;
          for (String instance : waiting(message, businessKey)) {
            taken += taken(message, instance, variables, Map.of()) ? 1 : 0;
          }
          return taken;
        });
  }

  /**
   * Hands a message to one process instance, when it waits for it.
   *
   * @return false when it does not wait, is suspended or over
   */
  @Transactional
  public boolean correlateTo(
      String processInstanceId, String message, Map<String, Object> variables) {
    return unattended.call(
        () -> {
          return taken(message, processInstanceId, variables, Map.of());
        });
  }

  /**
   * Whether a process instance took a message, by what the engine has done: what waited a moment
   * ago may be over or suspended by now.
   *
   * @param own set for what the message sets going alone
   */
  boolean taken(
      String message, String instance, Map<String, Object> variables, Map<String, Object> own) {
    return !toWaiting(message)
        .processInstanceId(instance)
        .setVariables(variables)
        .setVariablesToTriggeredScope(own)
        .correlateAllWithResult()
        .isEmpty();
  }

  /** Else the engine would also start what begins with the message. */
  private MessageCorrelationBuilder toWaiting(String message) {
    var correlation = (MessageCorrelationBuilderImpl) runtime.createMessageCorrelation(message);
    return correlation.executionsOnly();
  }

  /**
   * Hands a message to the processes that wait for it and have a value in a variable.
   *
   * @return how many took it; zero is no error
   */
  @Transactional
  public int correlateWith(String variable, String value, String message) {
    return unattended.call(
        () -> {
          List<String> waiting =
              runtime
                  .createExecutionQuery()
                  .messageEventSubscriptionName(message)
                  .processVariableValueEquals(variable, value)
                  .listPage(0, 100)
                  .stream()
                  .map(Execution::getProcessInstanceId)
                  .distinct()
                  .toList();
          return (int)
              waiting.stream().filter(instance -> correlateTo(instance, message, Map.of())).count();
        });
  }

  private List<String> waiting(String message, String businessKey) {
    return runtime
        .createExecutionQuery()
        .active()
        .messageEventSubscriptionName(message)
        .processInstanceBusinessKey(businessKey)
        .listPage(0, 100)
        .stream()
        .map(Execution::getProcessInstanceId)
        .distinct()
        .toList();
  }

  /** Whether anything with this business key waits for a message. */
  public boolean waits(String message, String businessKey) {
    return unattended.call(() -> !waiting(message, businessKey).isEmpty());
  }

  /** Whether a process instance of a definition's key is running. */
  public boolean runs(String process, String processInstanceId) {
    return unattended.call(
        () ->
            runtime
                    .createProcessInstanceQuery()
                    .processDefinitionKey(process)
                    .processInstanceId(processInstanceId)
                    .count()
                > 0);
  }

  /**
   * Ends everything that runs under a business key, with what it has called; listeners that
   * diagrams bring do not run.
   *
   * @param reason for the engine's history; nothing personal
   * @throws ConcurrencyFailureException when something else happened to it at the same moment; see
   *     {@link Conflicts}
   */
  @Transactional
  public void end(String businessKey, String reason) {
    unattended.run(
        () -> {
          for (var running = roots(businessKey); !running.isEmpty(); ) {
            running.forEach(
                instance ->
                    runtime.deleteProcessInstance(
                        instance.getId(), reason, true, true, true, false));
            running = roots(businessKey);
          }
        });
  }

  private List<ProcessInstance> roots(String businessKey) {
    return runtime
        .createProcessInstanceQuery()
        .processInstanceBusinessKey(businessKey)
        .rootProcessInstances()
        .listPage(0, 100);
  }

  /** Whether a process is under way about a ticket or customer. */
  public boolean underWay(String process, String businessKey) {
    return unattended.call(
        () ->
            runtime
                    .createProcessInstanceQuery()
                    .processDefinitionKey(process)
                    .processInstanceBusinessKey(businessKey)
                    .count()
                > 0);
  }
}
