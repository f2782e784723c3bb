package org.carejourney.engine.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.carejourney.CareTest;
import org.carejourney.Visitor;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@CareTest
class HealthTest {

  @LocalServerPort private int port;

  @Test
  void anyoneMayAskWhetherTheHouseIsUpAndHearsNoMore() {
    var answer = Visitor.stranger(port).get("/actuator/health");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).contains("json");
    assertThat(answer.body()).isEqualTo("{\"status\":\"UP\"}");
    for (String more : new String[] {"/actuator", "/actuator/prometheus", "/actuator/health/db"}) {
      assertThat(Visitor.stranger(port).get(more).statusCode()).isEqualTo(401);
    }
  }
}
