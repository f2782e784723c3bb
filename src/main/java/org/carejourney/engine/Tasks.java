package org.carejourney.engine;

import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people have to do for a ticket or a customer, across called processes. */
@Component
public class Tasks {

  private static final String PRIORITY = "priority";

  private final TaskService tasks;
  private final RuntimeService runtime;
  private final Unattended unattended;

  Tasks(TaskService tasks, RuntimeService runtime, Unattended unattended) {
    this.tasks = tasks;
    this.runtime = runtime;
    this.unattended = unattended;
  }

  /**
   * Raises the priority of what is to be done now and next under a business key; never lowers it.
   *
   * @param alsoFor a group that may now take the open tasks too, or null
   */
  @Transactional
  public void raise(String businessKey, int priority, @Nullable String alsoFor) {
    unattended.run(
        () -> {
          for (Task task : open(businessKey)) {
            raise(task, priority, alsoFor);
          }
          for (var instance :
              runtime
                  .createProcessInstanceQuery()
                  .processInstanceBusinessKey(businessKey)
                  .listPage(0, 100)) {
            Object now = runtime.getVariable(instance.getId(), PRIORITY);
            if (now instanceof Number number && number.intValue() < priority) {
              runtime.setVariable(instance.getId(), PRIORITY, priority);
            }
          }
        });
  }

  /**
   * Raises the open tasks of one process instance alone.
   *
   * @return what they are called
   */
  @Transactional
  public List<String> raiseIn(String processInstanceId, int priority, @Nullable String alsoFor) {
    return unattended.call(
        () -> {
          var open = tasks.createTaskQuery().processInstanceId(processInstanceId).listPage(0, 100);
          open.forEach(task -> raise(task, priority, alsoFor));
          return open.stream().map(Task::getName).toList();
        });
  }

  private void raise(Task task, int priority, @Nullable String alsoFor) {
    if (task.getPriority() < priority) {
      tasks.setPriority(task.getId(), priority);
    }
    if (alsoFor != null) {
      tasks.addCandidateGroup(task.getId(), alsoFor);
    }
  }

  /** The open tasks under a business key. */
  public List<Task> open(String businessKey) {
    return unattended.call(
        () -> tasks.createTaskQuery().processInstanceBusinessKey(businessKey).listPage(0, 100));
  }

  /** The business key of a task's process, or null when there is no such task. */
  public @Nullable String businessKey(String taskId) {
    return unattended.call(
        () -> {
          Task task = tasks.createTaskQuery().taskId(taskId).singleResult();
          return task == null
              ? null
              : runtime
                  .createProcessInstanceQuery()
                  .processInstanceId(task.getProcessInstanceId())
                  .singleResult()
                  .getBusinessKey();
        });
  }

  /** A variable of a task's process as text; empty when there is no such task or variable. */
  public Optional<String> variable(String taskId, String name) {
    return unattended.call(
        () ->
            tasks.createTaskQuery().taskId(taskId).count() == 0
                ? Optional.empty()
                : Optional.ofNullable(tasks.getVariable(taskId, name)).map(Object::toString));
  }
}
