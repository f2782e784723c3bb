package org.carejourney.engine.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jayway.jsonpath.JsonPath;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.carejourney.CareTest;
import org.carejourney.Visitor;
import org.carejourney.engine.Unattended;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The accounts, rights and lists that every start makes sure of, as staff meet them in Tasklist.
 */
@CareTest
class StaffTest {

  private static final String WEBAPP = "/camunda/api/engine/engine/default";

  @LocalServerPort int port;
  @Autowired RepositoryService repository;
  @Autowired RuntimeService runtime;
  @Autowired FilterService filters;
  @Autowired AuthorizationService authorizations;
  @Autowired IdentityService identity;
  @Autowired Staff staff;
  @Autowired Unattended unattended;

  private String deployment;
  private String instance;

  @BeforeEach
  void anImportantOverdueTaskOfTheServiceTeam() {
    deployment =
        repository
            .createDeployment()
            .addString(
                "staff.bpmn",
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                  xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="test">
                  <process id="staffTest" isExecutable="true" camunda:historyTimeToLive="P1D">
                    <startEvent id="s"/>
                    <sequenceFlow id="f" sourceRef="s" targetRef="t"/>
                    <userTask id="t" name="Help" camunda:candidateGroups="${team}"
                      camunda:priority="${priority}" camunda:dueDate="${dateTime().minusDays(1).toDate()}"/>
                  </process>
                </definitions>""")
            .deploy()
            .getId();
    instance =
        runtime
            .startProcessInstanceByKey(
                "staffTest", "T-900001", Map.of("team", "service-team", "priority", 90))
            .getId();
  }

  @AfterEach
  void remove() {
    repository.deleteDeployment(deployment, true);
  }

  @Test
  void anAgentFindsClaimsAndSubmitsWorkInTheSharedFilters() {
    Visitor agent = Visitor.tasklist(port, "agent");
    HttpResponse<String> list =
        agent.get(WEBAPP + "/filter?resourceType=Task&maxResults=2000&itemCount=false");
    List<String> names = JsonPath.read(list.body(), "$[*].name");
    assertThat(names)
        .containsExactlyInAnyOrder(
            "My tasks", "My team", "Overdue", "Important customers", "Messages to sort");

    assertThat(tasksIn(agent, "My team")).contains(instance);
    assertThat(tasksIn(agent, "Overdue")).contains(instance);
    assertThat(tasksIn(agent, "Important customers")).contains(instance);
    assertThat(tasksIn(agent, "My tasks")).doesNotContain(instance);

    HttpResponse<String> found =
        agent.get(WEBAPP + "/task?maxResults=1&processInstanceId=" + instance);
    String task = JsonPath.read(found.body(), "$[0].id");
    ok(agent.post(WEBAPP + "/task/" + task + "/claim", "{\"userId\":\"agent\"}"));
    assertThat(tasksIn(agent, "My tasks")).contains(instance);
    assertThat(tasksIn(agent, "My team")).doesNotContain(instance);

    String definition = JsonPath.read(found.body(), "$[0].processDefinitionId");
    ok(agent.get(WEBAPP + "/task/" + task + "/form"));
    ok(agent.get(WEBAPP + "/task/" + task + "/identity-links"));
    ok(agent.get(WEBAPP + "/process-definition/" + definition + "/xml"));
    ok(agent.get(WEBAPP + "/history/user-operation?maxResults=50&taskId=" + task));
    ok(agent.get(WEBAPP + "/user/lead/profile"));
    ok(agent.post(WEBAPP + "/task/" + task + "/submit-form", "{\"variables\":{}}"));
  }

  @Test
  void anotherTeamDoesNotSeeItButTheLeadDoes() {
    assertThat(tasksIn(Visitor.tasklist(port, "carer"), "Overdue")).doesNotContain(instance);
    Visitor lead = Visitor.tasklist(port, "lead");
    assertThat(tasksIn(lead, "Overdue")).contains(instance);
    String task =
        JsonPath.read(
            lead.get(WEBAPP + "/task?maxResults=1&processInstanceId=" + instance).body(),
            "$[0].id");
    ok(lead.post(WEBAPP + "/task/" + task + "/assignee", "{\"userId\":\"agent\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"agent", "lead", "carer", "designer", "operator"})
  void nobodyButTheAdministratorManagesStaffAndFilters(String user) {
    Map<String, String> attempts =
        Map.of(
            "POST /user/create",
            "{'profile':{'id':'x'},'credentials':{'password':'Welcome-2-Care!'}}",
            "POST /group/create",
            "{'id':'x','name':'x'}",
            "POST /authorization/create",
            "{'type':1,'permissions':['ALL'],'userId':'%s','resourceType':0,'resourceId':'*'}"
                .formatted(user),
            "PUT /group/camunda-admin/members/" + user,
            "{}",
            "POST /filter/create",
            "{'resourceType':'Task','name':'x','query':{}}");
    attempts.forEach(
        (request, body) -> {
          String[] words = request.split(" ", -1);
          HttpResponse<String> answer =
              Visitor.program(port, user)
                  .json(words[0], "/engine-rest" + words[1], body.replace('\'', '"'));
          assertThat(answer.statusCode()).as(request + answer.body()).isEqualTo(403);
        });
  }

  @Test
  void aSecondStartAddsNothing() {
    long grants = authorizations.createAuthorizationQuery().count();
    long lists = filters.createTaskFilterQuery().count();

    staff.afterSingletonsInstantiated();

    assertThat(authorizations.createAuthorizationQuery().count()).isEqualTo(grants);
    assertThat(filters.createTaskFilterQuery().count()).isEqualTo(lists);
  }

  @Test
  void whatABusinessSystemCausesDoesNotDependOnTheCallersRights() {
    identity.setAuthentication("nobody", List.of());
    try {
      assertThat(runtime.createProcessInstanceQuery().processInstanceId(instance).count()).isZero();
      assertThat(
              unattended.call(
                  () -> runtime.createProcessInstanceQuery().processInstanceId(instance).count()))
          .isOne();
      assertThatThrownBy(
              () ->
                  unattended.run(
                      () -> {
                        throw new IllegalStateException("on purpose");
                      }))
          .hasMessage("on purpose");
      assertThat(identity.getCurrentAuthentication().getUserId()).isEqualTo("nobody");
    } finally {
      identity.clearAuthentication();
    }
  }

  private static List<String> tasksIn(Visitor visitor, String filter) {
    List<String> ids =
        JsonPath.read(
            visitor.get(WEBAPP + "/filter?resourceType=Task&maxResults=2000").body(),
            "$[?(@.name == '%s')].id".formatted(filter));
    HttpResponse<String> tasks =
        visitor.post(WEBAPP + "/filter/" + ids.get(0) + "/list?firstResult=0&maxResults=200", "{}");
    ok(tasks);
    return JsonPath.read(tasks.body(), "$[*].processInstanceId");
  }

  private static void ok(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
  }
}
