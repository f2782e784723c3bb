package org.carejourney.engine.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.carejourney.CareTest;
import org.carejourney.Visitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Expressions smuggled into queries (CVE-2026-109432), over HTTP, beside queries that must work.
 */
@CareTest
class QueryAttackTest {

  private static final String REST = "/engine-rest";
  private static final String WEBAPP = "/camunda/api/engine/engine/default";
  private static final String EVIL = "${environment.getProperty('spring.datasource.url')}";

  private static Visitor tasklist;

  @LocalServerPort int port;

  static Stream<String> attacks() {
    return Stream.of(
        "{'orQueries':[{'assigneeExpression':'EVIL'}]}",
        "{'orQueries':[{'orQueries':[{'candidateGroupsExpression':'EVIL'}]}]}",
        "{'assigneeExpression':'EVIL'}",
        "{'orQueries':[{'\\u0061ssignee\\u0045xpression':'EVIL'}]}",
        "{'orQueries':[{'assigneeExpression':'${currentUser()}','assigneeExpression':'EVIL'}]}",
        "{'orQueries':[{'assigneeExpression':'${currentUser().getClass()}'}]}",
        "{'orQueries':[{'assigneeExpression':'${currentUser()}EVIL'}]}",
        "{'orQueries':[{'dueBeforeExpression':'${dateTime().plusDays(1).getClass()}'}]}",
        "{'orQueries':[{'assigneeExpression':['EVIL']}]}",
        "{'orQueries':[{'anyExpression':{'deep':'EVIL'}}]}");
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void areRefusedOnBothRootsWhoeverAsks(String attack) {
    String body = attack.replace('\'', '"').replace("EVIL", EVIL.replace("'", "\\u0027"));

    assertThat(Visitor.stranger(port).post(REST + "/task/count", body).statusCode()).isEqualTo(401);
    assertThat(Visitor.stranger(port).post(WEBAPP + "/task/count", body).statusCode())
        .isIn(400, 401, 403);
    for (String user : List.of("agent", "admin")) {
      refused(Visitor.program(port, user).post(REST + "/task/count", body));
      refused(Visitor.program(port, user).post(REST + "/task", body));
      refused(Visitor.program(port, user).post(REST + "/engine/default/task/count", body));
    }
    refused(loggedIn().post(WEBAPP + "/task/count", body));
  }

  @Test
  void areRefusedInOtherEncodings() {
    byte[] wide =
        "{\"orQueries\":[{\"assigneeExpression\":\"${''.class}\"}]}"
            .getBytes(StandardCharsets.UTF_16BE);
    for (String type :
        List.of("application/json", "application/json;charset=utf-16", "text/json")) {
      HttpResponse<String> answer =
          Visitor.program(port, "agent")
              .send("POST", REST + "/task/count", type, BodyPublishers.ofByteArray(wide));
      refused(answer);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/task?assigneeExpression=%24%7B''.class%7D",
        "/task/count?assignee%45xpression=%24%7Benvironment%7D",
        "/filter/x/list?candidateGroupsExpression=%24%7Benvironment%7D"
      })
  void areRefusedInTheAddress(String query) {
    refused(Visitor.program(port, "agent").get(REST + query));
    refused(loggedIn().get(WEBAPP + query));
  }

  @Test
  void cannotBeStoredInAFilter() {
    String filter =
        """
        {"resourceType":"Task","name":"guard","query":{"assigneeExpression":"%s"}}""";
    Visitor admin = Visitor.program(port, "admin");
    refused(admin.post(REST + "/filter/create", filter.formatted("${environment}")));
    refused(
        admin.post(
            REST + "/filter/create",
            """
            {"resourceType":"Task","name":"guard","query":{"orQueries":[{"assigneeExpression":"${''.class}"}]}}"""));

    HttpResponse<String> stored =
        admin.post(REST + "/filter/create", filter.formatted("${currentUser()}"));
    assertThat(stored.statusCode()).as(stored.body()).isEqualTo(200);
    String id = stored.body().replaceAll("(?s).*?\"id\":\"([^\"]+)\".*", "$1");
    assertThat(admin.get(REST + "/filter/" + id + "/list?maxResults=9").statusCode())
        .isEqualTo(200);
    refused(
        admin.post(
            REST + "/filter/" + id + "/list",
            "{\"orQueries\":[{\"assigneeExpression\":\"${environment}\"}]}"));
    refused(admin.put(REST + "/filter/" + id, filter.formatted("${environment}")));
    assertThat(admin.delete(REST + "/filter/" + id).statusCode()).isEqualTo(204);

    assertThat(
            Visitor.program(port, "agent")
                .post(REST + "/filter/create", filter.formatted("${currentUser()}"))
                .statusCode())
        .as("end-user roles do not make filters")
        .isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "",
        "{\"orQueries\":[{\"assignee\":\"agent\",\"candidateGroup\":\"service-team\"}]}",
        "{\"orQueries\":[{\"assigneeExpression\":\"${currentUser()}\"}]}",
        "{\"orQueries\":[{\"candidateGroupsExpression\":\"${currentUserGroups()}\"}]}",
        "{\"orQueries\":[{\"dueBeforeExpression\":\"${dateTime().plusDays(2).withTimeAtStartOfDay()}\"}]}",
        "{\"nameLike\":\"%expression%\",\"processVariables\":[{\"name\":\"topic\",\"operator\":\"eq\",\"value\":\"${x}\"}]}"
      })
  void ordinaryQueriesWork(String body) {
    assertThat(Visitor.program(port, "agent").post(REST + "/task/count", body).statusCode())
        .isEqualTo(200);
    HttpResponse<String> answer = loggedIn().post(WEBAPP + "/task/count", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("count");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "nonsense", "{\"a\":1}}", "[[[", "null", "1", "{\"a\":\"\\x\"}"})
  void whatIsNotJsonIsTheCallersMistake(String body) {
    HttpResponse<String> answer = Visitor.program(port, "agent").post(REST + "/task/count", body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("malformed");
  }

  @Test
  void nestingAndSizeHaveAnEnd() {
    String deep = "{\"orQueries\":[".repeat(200) + "]}".repeat(200);
    assertThat(Visitor.program(port, "agent").post(REST + "/task/count", deep).body())
        .contains("too-deep");
    String large = "{\"name\":\"" + "x".repeat(5_000_000) + "\"}";
    assertThat(Visitor.program(port, "agent").post(REST + "/task/count", large).body())
        .contains("too-large");
  }

  private Visitor loggedIn() {
    if (tasklist == null) {
      tasklist = Visitor.tasklist(port, "agent");
    }
    return tasklist;
  }

  private static void refused(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/problem+json");
    assertThat(answer.body()).contains("\"code\":\"expression\"");
  }
}
