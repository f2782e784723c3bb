package org.carejourney.engine;

import java.util.Comparator;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.User;
import org.springframework.stereotype.Component;

/** Who works in a team. */
@Component
public class Teams {

  private static final int MOST_MEMBERS = 500;

  private final IdentityService identity;
  private final TaskService tasks;
  private final Unattended unattended;

  Teams(IdentityService identity, TaskService tasks, Unattended unattended) {
    this.identity = identity;
    this.tasks = tasks;
    this.unattended = unattended;
  }

  /**
   * The member who has taken the fewest open tasks; of several, the first by user id. Empty when
   * the team has no member.
   */
  public Optional<String> leastBusy(String team) {
    return unattended.call(
        () ->
            identity
                .createUserQuery()
                .memberOfGroup(team)
                .orderByUserId()
                .asc()
                .listPage(0, MOST_MEMBERS)
                .stream()
                .map(User::getId)
                .min(Comparator.comparingLong(this::openTasks)));
  }

  private long openTasks(String user) {
    return tasks.createTaskQuery().active().taskAssignee(user).count();
  }
}
