package org.carejourney.engine.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.camunda.bpm.engine.IdentityService;
import org.carejourney.CareTest;
import org.carejourney.Visitor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The web applications let anybody make the first administrator while there is none
 * (CVE-2026-77226). The attack is fired in that very state.
 */
@CareTest
class AdminSetupTest {

  private static final String INTRUDER =
      """
      {"profile":{"id":"intruder","firstName":"I","lastName":"N","email":""},
       "credentials":{"password":"Welcome-2-Care!"}}""";

  @LocalServerPort int port;
  @Autowired IdentityService identity;

  @BeforeEach
  void nobodyIsAdministrator() {
    identity.deleteMembership("admin", Roles.ADMIN);
  }

  @AfterEach
  void restore() {
    identity.createMembership("admin", Roles.ADMIN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/camunda/api/admin/setup/default/user/create",
        "/camunda/api/admin/setup/default/user/create/",
        "/camunda//api/admin/setup/default/user/create",
        "/camunda/api/admin//setup/default/user/create",
        "/camunda/api/admin/setup;x=y/default/user/create",
        "/camunda/api/admin;x/setup/default/user/create",
        "/camunda/api/admin/%73etup/default/user/create",
        "/camunda/api/admin/%2573etup/default/user/create",
        "/camunda/api/admin/x/../setup/default/user/create",
        "/camunda/api/admin/./setup/default/user/create",
        "/camunda/api/admin/Setup/default/user/create",
        "/camunda/api/admin/setup%2Fdefault/user/create",
        "/camunda/app/admin/default/setup/default/user/create"
      })
  void nobodyMakesThemselvesAdministrator(String path) {
    Visitor stranger = Visitor.stranger(port);
    stranger.get("/camunda/app/admin/default/");
    Visitor agent = Visitor.tasklist(port, "agent");

    for (Visitor visitor : new Visitor[] {stranger, agent}) {
      HttpResponse<String> answer = visitor.post(path, INTRUDER);
      assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 405);
    }
    assertThat(identity.createUserQuery().userId("intruder").count()).isZero();
  }

  @Test
  void theWebApplicationsThemselvesStayOpen() {
    Visitor stranger = Visitor.stranger(port);
    for (String app : new String[] {"tasklist", "cockpit", "admin", "welcome"}) {
      HttpResponse<String> page = stranger.get("/camunda/app/" + app + "/default/");
      assertThat(page.statusCode()).as(app).isIn(200, 302);
    }
  }
}
