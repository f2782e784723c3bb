package org.carejourney.engine.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.carejourney.CareTest;
import org.carejourney.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** One login for our pages, Camunda's web applications and the APIs. */
@CareTest
class LoginTest {

  private static final String TASKS = "/camunda/api/engine/engine/default/task";
  private static final String PAGE = "/care/unknown-page-of-a-test";

  @LocalServerPort int port;

  Visitor stranger;

  @BeforeEach
  void arrive() {
    stranger = Visitor.stranger(port);
  }

  @Test
  void aLoginAtOurPageOpensTasklistAndItsApi() {
    Visitor agent = stranger;
    String before = anySession(agent);

    HttpResponse<String> answer = agent.logIn("agent", Visitor.PASSWORD);

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(location(answer)).endsWith("/care");
    assertThat(agent.cookie("JSESSIONID")).isPresent().get().isNotEqualTo(before);
    assertThat(agent.get("/camunda/app/tasklist/default/").statusCode()).isEqualTo(200);
    assertThat(agent.get(TASKS + "?maxResults=10").statusCode()).isEqualTo(200);
    assertThat(agent.get("/engine-rest/task/count").statusCode()).isEqualTo(200);
    assertThat(agent.get(PAGE).statusCode()).isEqualTo(404);
  }

  @Test
  void aLoginAtTasklistOpensOurPages() {
    Visitor agent = stranger;
    agent.get("/camunda/app/tasklist/default/");
    String before = anySession(agent);

    HttpResponse<String> answer = agent.logInAtTasklist("agent", Visitor.PASSWORD);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(agent.cookie("JSESSIONID")).isPresent().get().isNotEqualTo(before);
    assertThat(agent.get(PAGE).statusCode()).isEqualTo(404);
    assertThat(agent.get("/engine-rest/task/count").statusCode()).isEqualTo(200);
  }

  @Test
  void aLogoutAtOurPageIsOneInTasklist() {
    Visitor agent = Visitor.tasklist(port, "agent");

    HttpResponse<String> answer = agent.postForm("/care/logout", "/care/logout");

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(location(answer)).endsWith("/care/login?goodbye");
    assertThat(agent.get(TASKS).statusCode()).isEqualTo(401);
    assertThat(agent.get(PAGE).statusCode()).isEqualTo(302);
  }

  @Test
  void aLogoutInTasklistIsOneAtOurPages() {
    Visitor agent = Visitor.browser(port, "agent");
    agent.get("/camunda/app/tasklist/default/");

    HttpResponse<String> answer =
        agent.send(
            "POST",
            "/camunda/api/admin/auth/user/default/logout",
            "application/json",
            BodyPublishers.noBody());

    assertThat(answer.statusCode()).isBetween(200, 204);
    assertThat(agent.get(PAGE).statusCode()).isEqualTo(302);
    assertThat(agent.get(TASKS).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/customers/x",
        "/api/unknown",
        "/engine-rest/task",
        "/engine-rest/engine",
        "/actuator/prometheus",
        "/actuator",
        "/v3/api-docs"
      })
  void programsWithoutCredentialsHear401AsAProblem(String path) {
    HttpResponse<String> answer = stranger.get(path);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/problem+json");
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow()).startsWith("Basic");
    assertThat(answer.body()).contains("\"code\":\"login\"");
    assertThat(stranger.post(path, "{}").statusCode()).isEqualTo(401);
  }

  @Test
  void aBrowserIsNotAskedByItsOwnDialogue() {
    var answer =
        stranger.send(stranger.request("/api/customers/x").header("Sec-Fetch-Mode", "cors"));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
  }

  @Test
  void pagesSendToTheLoginAndBack() {
    HttpResponse<String> answer = stranger.get("/care");
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(location(answer)).endsWith("/care/login");
    assertThat(location(stranger.get("/"))).endsWith("/care");

    HttpResponse<String> form = stranger.get("/care/login");
    assertThat(form.statusCode()).isEqualTo(200);
    assertThat(form.body())
        .contains("<label for=\"username\">", "autocomplete=\"current-password\"");
    assertThat(form.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'self'", "frame-ancestors 'self'");
    assertThat(form.headers().firstValue("X-Content-Type-Options")).contains("nosniff");

    var partial = stranger.send(stranger.request("/care").header("HX-Request", "true"));
    assertThat(partial.statusCode()).isEqualTo(401);
    assertThat(partial.headers().firstValue("HX-Redirect")).contains("/care/login");
  }

  @Test
  void onlyTheBareHealthAnswerIsOpen() {
    assertThat(stranger.get("/actuator/health").statusCode()).isEqualTo(200);
    assertThat(stranger.get("/actuator/health").body()).doesNotContain("components");
    assertThat(stranger.get("/p/unknown").statusCode()).isEqualTo(404);
    assertThat(stranger.get("/assets/unknown.css").statusCode()).isEqualTo(404);
  }

  @Test
  void aWrongPasswordIsToldKindlyAndLocksForAMoment() {
    // An account of its own: the lock must not hit other tests.
    Visitor carer = stranger;
    HttpResponse<String> wrong = carer.logIn("operator", "wrong");
    assertThat(location(wrong)).endsWith("/care/login?failed");
    assertThat(carer.get("/care/login?failed").body()).contains("locked for a moment");

    assertThat(location(carer.logIn("operator", Visitor.PASSWORD))).endsWith("?failed");
    HttpResponse<String> program = Visitor.program(port, "operator").get("/engine-rest/task/count");
    assertThat(program.statusCode()).isEqualTo(401);
    assertThat(program.body()).contains("locked for a moment");

    HttpResponse<String> unknown = carer.logIn("nobody-here", "wrong");
    assertThat(location(unknown)).isEqualTo(location(wrong));

    org.awaitility.Awaitility.await()
        .pollDelay(java.time.Duration.ofSeconds(3))
        .untilAsserted(
            () ->
                assertThat(location(carer.logIn("operator", Visitor.PASSWORD))).endsWith("/care"));
  }

  @Test
  void aChangeBySessionNeedsTheTokenAndTheSameSite() {
    Visitor lead = Visitor.browser(port, "lead");
    HttpResponse<String> noToken = lead.post("/engine-rest/task/count", "{}");
    assertThat(noToken.statusCode()).isEqualTo(403);
    assertThat(noToken.body()).contains("\"code\":\"token\"");

    Visitor program = Visitor.program(port, "lead");
    assertThat(program.post("/engine-rest/task/count", "{}").statusCode()).isEqualTo(200);
    assertThat(program.cookie("JSESSIONID")).isEmpty();
    var crossSite =
        program.send(
            program
                .request("/engine-rest/task/count")
                .header("Content-Type", "application/json")
                .header("Sec-Fetch-Site", "cross-site")
                .POST(BodyPublishers.ofString("{}")));
    assertThat(crossSite.statusCode()).isEqualTo(403);

    assertThat(
            lead.send("POST", "/care/logout", "text/plain", BodyPublishers.noBody()).statusCode())
        .isEqualTo(403);
  }

  private static String anySession(Visitor visitor) {
    visitor.get("/care/login");
    return visitor.cookie("JSESSIONID").orElseThrow();
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }
}
