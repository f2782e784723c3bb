package org.carejourney.engine;

import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.TaskQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How much there is to do for people, over all customers. */
@Component
public class Workload {

  private static final String TEAM = "TEAM";

  /**
   * What there is to do.
   *
   * @param team name of the team, or null for the whole house
   * @param open every task offered to or taken in the team
   * @param overdue due before now
   * @param dueToday due from now to the end of the day
   * @param unassigned taken by nobody yet
   */
  public record Due(
      @Nullable String team, long open, long overdue, long dueToday, long unassigned) {}

  private final TaskService tasks;
  private final IdentityService identity;
  private final Unattended unattended;
  private final Clock clock;

  Workload(TaskService tasks, IdentityService identity, Unattended unattended, Clock clock) {
    this.tasks = tasks;
    this.identity = identity;
    this.unattended = unattended;
    this.clock = clock;
  }

  /** Everything, also what is offered to no team. */
  public Due house(Instant endOfToday) {
    return unattended.call(() -> due(null, endOfToday, query -> query));
  }

  /** A row for every team, by name. */
  public List<Due> teams(Instant endOfToday) {
    return unattended.call(
        () ->
            identity
                .createGroupQuery()
                .groupType(TEAM)
                .orderByGroupName()
                .asc()
                .listPage(0, 50)
                .stream()
                .map(
                    team ->
                        due(
                            team.getName(),
                            endOfToday,
                            query -> query.taskCandidateGroup(team.getId()).includeAssignedTasks()))
                .toList());
  }

  private Due due(@Nullable String name, Instant endOfToday, UnaryOperator<TaskQuery> whose) {
    Date now = Date.from(clock.instant());
    return new Due(
        name,
        open(whose).count(),
        open(whose).dueBefore(now).count(),
        open(whose).dueAfter(now).dueBefore(Date.from(endOfToday)).count(),
        open(whose).taskUnassigned().count());
  }

  private TaskQuery open(UnaryOperator<TaskQuery> whose) {
    return whose.apply(tasks.createTaskQuery().active());
  }
}
