package org.carejourney.engine.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.carejourney.Api;
import org.carejourney.CareTest;
import org.carejourney.PostOffice;
import org.carejourney.Visitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@CareTest
class HealthTest {

  private static final String HEALTH = "/actuator/health";

  @LocalServerPort private int port;

  @ParameterizedTest
  @ValueSource(strings = {HEALTH, HEALTH + "/liveness", HEALTH + "/readiness"})
  void anyoneMayAskWhetherTheHouseIsUpAndHearsNoMore(String path) {
    for (Visitor visitor :
        new Visitor[] {Visitor.stranger(port), Visitor.program(port, "designer")}) {
      var answer = visitor.get(path);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type").orElse("")).contains("json");
      assertThat(answer.body()).isEqualTo("{\"status\":\"UP\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator",
        "/actuator/prometheus",
        "/actuator/sbom",
        HEALTH + "/db",
        HEALTH + "/mail",
        HEALTH + "/jobExecutor",
        HEALTH + "/liveness/livenessState"
      })
  void partsAreNobodyElsesBusiness(String path) {
    assertThat(Visitor.stranger(port).get(path).statusCode()).isEqualTo(401);
    assertThat(Visitor.program(port, "agent").get(path).statusCode()).isEqualTo(403);
  }

  @Test
  void keepersSeeWhichPartIsNotWell() {
    JsonNode health = health();
    assertThat(health.path("status").asText()).isEqualTo("UP");
    assertThat(Api.fields(health.path("components")))
        .containsExactlyInAnyOrder("db", "mail", "jobExecutor", "livenessState", "readinessState");
    assertThat(health.at("/components/db/status").asText()).isEqualTo("UP");
    JsonNode jobs = health.at("/components/jobExecutor");
    assertThat(Api.fields(jobs.path("details"))).contains("due", "oldestLateSeconds", "failed");
    assertThat(
            Api.as(port, "operator")
                .get(HEALTH + "/readiness")
                .at("/components/db/status")
                .asText())
        .isEqualTo("UP");
  }

  @Test
  void aMailServerThatIsAwayIsToldAndTakesNobodyDown() {
    mailBecomes("UP");
    PostOffice.DOOR.closed(true);
    try {
      mailBecomes("AWAY");
      JsonNode mail = health().at("/components/mail/details");
      assertThat(Api.fields(mail)).contains("server", "since", "askedAt", "problem");
      assertThat(health().path("status").asText()).isEqualTo("UP");
      assertThat(Visitor.stranger(port).get(HEALTH).body()).isEqualTo("{\"status\":\"UP\"}");
      assertThat(Visitor.stranger(port).get(HEALTH + "/readiness").statusCode()).isEqualTo(200);
    } finally {
      PostOffice.DOOR.closed(false);
    }
    mailBecomes("UP");
  }

  @Test
  void askingOftenAsksTheMailServerNowAndThenOnly() {
    mailBecomes("UP");
    int before = PostOffice.DOOR.visits();
    for (int i = 0; i < 50; i++) {
      health();
    }
    assertThat(PostOffice.DOOR.visits() - before).isLessThan(40);
  }

  private void mailBecomes(String status) {
    await("the mail server is " + status)
        .atMost(Duration.ofSeconds(20))
        .until(() -> health().at("/components/mail/status").asText().equals(status));
  }

  private JsonNode health() {
    return Api.as(port, "operator").get(HEALTH);
  }

  @Test
  void theListOfWhatIsInTheJarIsInTheJarAlone() {
    assertThat(Visitor.program(port, "admin").get("/actuator/sbom").statusCode()).isEqualTo(404);
  }
}
