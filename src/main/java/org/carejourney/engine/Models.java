package org.carejourney.engine;

import java.util.List;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The deployed diagrams: their names, and how many instances of each are under way. */
@Component
public class Models {

  /**
   * A deployed process.
   *
   * @param process definition key
   * @param name as drawn
   * @param instances under way, over all versions
   */
  public record Running(String process, String name, long instances) {}

  private final RepositoryService repository;
  private final RuntimeService runtime;
  private final Unattended unattended;

  Models(RepositoryService repository, RuntimeService runtime, Unattended unattended) {
    this.repository = repository;
    this.runtime = runtime;
    this.unattended = unattended;
  }

  /** Every deployed process, by name. */
  public List<Running> running() {
    return unattended.call(
        () ->
            repository
                .createProcessDefinitionQuery()
                .latestVersion()
                .orderByProcessDefinitionName()
                .asc()
                .listPage(0, 200)
                .stream()
                .map(
                    definition ->
                        new Running(
                            definition.getKey(),
                            name(definition),
                            runtime
                                .createProcessInstanceQuery()
                                .processDefinitionKey(definition.getKey())
                                .count()))
                .toList());
  }

  /** A process as drawn in its newest version; the key itself when it is not deployed. */
  public String processName(String process) {
    ProcessDefinition newest = newest(process);
    return newest == null ? process : name(newest);
  }

  /** A step as drawn in the newest version of its process; its id when it is not drawn there. */
  public @Nullable String stepName(@Nullable String process, @Nullable String step) {
    ProcessDefinition newest = newest(process);
    if (newest == null || step == null) {
      return step;
    }
    var element =
        unattended
            .call(() -> repository.getBpmnModelInstance(newest.getId()))
            .getModelElementById(step);
    return element instanceof FlowElement drawn && drawn.getName() != null
        ? drawn.getName().replaceAll("\\s+", " ")
        : step;
  }

  private @Nullable ProcessDefinition newest(@Nullable String process) {
    return process == null
        ? null
        : unattended.call(
            () ->
                repository
                    .createProcessDefinitionQuery()
                    .processDefinitionKey(process)
                    .latestVersion()
                    .singleResult());
  }

  private static String name(ProcessDefinition definition) {
    return definition.getName() == null ? definition.getKey() : definition.getName();
  }
}
