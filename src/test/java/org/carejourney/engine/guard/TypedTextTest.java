package org.carejourney.engine.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.carejourney.CareTest;
import org.carejourney.Visitor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Text that people type comes into the engine by the forms or not at all. */
@CareTest
class TypedTextTest {

  private static final String VALUE = "{\"value\":\"Mrs Novak cried on the phone\"}";

  @LocalServerPort int port;
  @Autowired RepositoryService repository;
  @Autowired RuntimeService runtime;
  @Autowired TaskService tasks;

  private static Visitor tasklist;

  private String deployment;
  private Task task;

  @BeforeEach
  void aTaskOfTheServiceTeam() {
    if (tasklist == null) {
      tasklist = Visitor.tasklist(port, "agent");
    }
    deployment =
        repository
            .createDeployment()
            .addString(
                "typed.bpmn",
                Models.process(
                    "guardTyped",
                    """
                    <userTask id='t' name='Read' camunda:candidateGroups='service-team'>
                      <documentation>From the diagram</documentation>
                    </userTask>"""))
            .deploy()
            .getId();
    var instance = runtime.startProcessInstanceByKey("guardTyped");
    task = tasks.createTaskQuery().processInstanceId(instance.getId()).singleResult();
  }

  @AfterEach
  void remove() {
    repository.deleteDeployment(deployment, true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST | /task/TASK/complete                           | {"variables":{"note":VALUE}}
          POST | /task/TASK/complete/                          | {"variables":{"note":VALUE}}
          POST | /task/TASK/%63omplete                         | {"variables":{"note":VALUE}}
          POST | /task/TASK/complete                           | {"variables":{"note":VALUE},"variables":{}}
          POST | /task/TASK/resolve                            | {"variables":{"note":VALUE}}
          POST | /task/TASK/bpmnError                          | {"errorCode":"x","errorMessage":"Mrs Novak"}
          POST | /task/TASK/bpmnEscalation                     | {"escalationCode":"x","variables":{"note":VALUE}}
          PUT  | /task/TASK/variables/note                     | VALUE
          PUT  | /task/TASK/localVariables/note                | VALUE
          POST | /task/TASK/variables                          | {"modifications":{"note":VALUE}}
          POST | /task/TASK/localVariables                     | {"modifications":{"note":VALUE}}
          PUT  | /execution/EXECUTION/localVariables/note      | VALUE
          POST | /execution/EXECUTION/localVariables           | {"modifications":{"note":VALUE}}
          POST | /execution/EXECUTION/signal                   | {"variables":{"note":VALUE}}
          POST | /execution/EXECUTION/messageSubscriptions/x/trigger | {"variables":{"note":VALUE}}
          PUT  | /process-instance/INSTANCE/variables/note     | VALUE
          POST | /process-instance/INSTANCE/variables          | {"modifications":{"note":VALUE}}
          POST | /process-instance/variables-async             | {"processInstanceIds":["INSTANCE"],"variables":{"note":VALUE}}
          POST | /process-instance/message-async               | {"messageName":"x","variables":{"note":VALUE}}
          POST | /process-instance/INSTANCE/modification       | {"instructions":[{"type":"startBeforeActivity","activityId":"t","variables":{"note":VALUE}}]}
          POST | /process-definition/key/guardTyped/start      | {"variables":{"note":VALUE}}
          POST | /process-definition/DEFINITION/start          | {"variables":{"note":VALUE}}
          POST | /message                                      | {"messageName":"x","processVariables":{"note":VALUE}}
          POST | /message                                      | {"messageName":"x","processVariablesLocal":{"note":VALUE}}
          POST | /signal                                       | {"name":"x","variables":{"note":VALUE}}
          POST | /condition                                    | {"variables":{"note":VALUE}}
          """)
  void variablesAroundTheFormsAreRefused(String method, String path, String body) {
    for (Visitor visitor :
        List.of(
            Visitor.program(port, "agent"),
            Visitor.program(port, "lead"),
            Visitor.program(port, "designer"))) {
      refused(visitor.json(method, "/engine-rest" + filled(path), filled(body)));
      refused(visitor.json(method, "/engine-rest/engine/default" + filled(path), filled(body)));
    }
    refused(
        tasklist.json(method, "/camunda/api/engine/engine/default" + filled(path), filled(body)));
    assertThat(runtime.getVariables(task.getProcessInstanceId())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST | /task/TASK/comment/create              | {"message":"Mrs Novak cried"}
          PUT  | /task/TASK/comment                     | {"id":"x","message":"Mrs Novak cried"}
          PUT  | /process-instance/INSTANCE/comment     | {"id":"x","message":"Mrs Novak cried"}
          POST | /task/TASK/attachment/create           | {}
          POST | /task/create                           | {"name":"Call Mrs Novak"}
          PUT  | /task/TASK                             | {"name":"Read","description":"Mrs Novak cried"}
          PUT  | /task/TASK                             | {"name":"Mrs Novak"}
          """)
  void notesOnTasksAreRefusedForEverybody(String method, String path, String body) {
    for (String user : List.of("agent", "lead", "admin")) {
      refused(
          Visitor.program(port, user).json(method, "/engine-rest" + filled(path), filled(body)));
    }
    refused(
        Visitor.browserWithToken(port, "admin")
            .json(method, "/camunda/api/engine/engine/default" + filled(path), filled(body)));
  }

  @Test
  void anAttachedFileIsRefused() {
    String part =
        "--b\r\nContent-Disposition: form-data; name=\"attachment-name\"\r\n\r\nx\r\n--b--\r\n";
    refused(
        Visitor.program(port, "admin")
            .send(
                "POST",
                "/engine-rest/task/" + task.getId() + "/attachment/create",
                "multipart/form-data; boundary=b",
                BodyPublishers.ofString(part)));
    refused(
        Visitor.program(port, "agent")
            .send(
                "POST",
                "/engine-rest/task/" + task.getId() + "/variables/note/data",
                "multipart/form-data; boundary=b",
                BodyPublishers.ofString(part)));
  }

  @Test
  void ordinaryWorkGoesOn() {
    Visitor agent = tasklist;
    String root = "/camunda/api/engine/engine/default/task/" + task.getId();
    ok(agent.post(root + "/claim", "{\"userId\":\"agent\"}"));
    // Tasklist sends the whole task back when somebody sets a date.
    ok(
        Visitor.browserWithToken(port, "lead")
            .put(
                root,
                """
            {"name":"Read","description":"From the diagram","assignee":"agent","priority":50,
             "due":"2031-01-01T10:00:00.000+0000"}"""));
    ok(agent.get(root + "/variables?deserializeValues=false"));
    ok(agent.post(root + "/submit-form", "{\"variables\":{}}"));
    assertThat(tasks.createTaskQuery().taskId(task.getId()).count()).isZero();
  }

  @Test
  void aTaskMayBeCompletedAndAProcessStartedWithoutText() {
    Visitor agent = Visitor.program(port, "agent");
    ok(agent.post("/engine-rest/task/" + task.getId() + "/complete", "{\"variables\":{}}"));
    ok(agent.post("/engine-rest/process-definition/key/guardTyped/start", "{}"));
  }

  @Test
  void anAdministratorMaySetVariables() {
    Visitor admin = Visitor.program(port, "admin");
    ok(
        admin.put(
            "/engine-rest/process-instance/" + task.getProcessInstanceId() + "/variables/topic",
            "{\"value\":\"delivery\"}"));
    ok(
        admin.post(
            "/engine-rest/task/" + task.getId() + "/complete",
            "{\"variables\":{\"topic\":{\"value\":\"billing\"}}}"));
  }

  private String filled(String text) {
    return text.replace("TASK", task.getId())
        .replace("EXECUTION", task.getExecutionId())
        .replace("INSTANCE", task.getProcessInstanceId())
        .replace("DEFINITION", task.getProcessDefinitionId())
        .replace("VALUE", VALUE);
  }

  private static void ok(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
  }

  private static void refused(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
    assertThat(answer.body()).contains("use-the-form");
  }
}
