package org.carejourney.support.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.carejourney.CareTest;
import org.carejourney.engine.Teams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Whom the block Assign agent names, in a team of its own. */
@CareTest
class AssignAgentTest {

  private static final String TEAM = "test-team";

  @Autowired private Teams teams;
  @Autowired private IdentityService identity;
  @Autowired private TaskService tasks;
  private final List<String> made = new ArrayList<>();

  @BeforeEach
  void team() {
    identity.saveGroup(identity.newGroup(TEAM));
  }

  @AfterEach
  void remove() {
    made.forEach(id -> tasks.deleteTask(id, true));
    identity
        .createUserQuery()
        .memberOfGroup(TEAM)
        .list()
        .forEach(u -> identity.deleteUser(u.getId()));
    identity.deleteGroup(TEAM);
  }

  @Test
  void nobodyIsNamedInAnEmptyOrUnknownTeam() {
    assertThat(teams.leastBusy(TEAM)).isEmpty();
    assertThat(teams.leastBusy("no-such-team")).isEmpty();
  }

  @Test
  void whoHasTheFewestOpenTasksIsNamedAndOfSeveralTheFirst() {
    member("zoe");
    member("ben");
    assertThat(teams.leastBusy(TEAM)).contains("ben");
    busy("ben");
    assertThat(teams.leastBusy(TEAM)).contains("zoe");
    busy("zoe");
    assertThat(teams.leastBusy(TEAM)).contains("ben");
  }

  private void member(String id) {
    identity.saveUser(identity.newUser(id));
    identity.createMembership(id, TEAM);
  }

  private void busy(String user) {
    Task task = tasks.newTask();
    task.setAssignee(user);
    tasks.saveTask(task);
    made.add(task.getId());
  }
}
