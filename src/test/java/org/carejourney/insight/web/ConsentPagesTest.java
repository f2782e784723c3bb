package org.carejourney.insight.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.carejourney.CareTest;
import org.carejourney.Visitor;
import org.carejourney.customer.Customers;
import org.carejourney.support.House;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Staff see what they may write, and write down what a caller says about it. */
@CareTest
class ConsentPagesTest {

  @LocalServerPort private int port;
  @Autowired private Customers customers;
  private House house;

  @BeforeEach
  void house() {
    house = new House(port);
  }

  @ParameterizedTest
  @CsvSource({
    "service, email, no",
    "gossip, email, no",
    "care, pigeon, no",
    "care, email, perhaps",
    "care, email, ''",
    "'<script>', email, no"
  })
  void whatNobodyCanSayIsRefused(String purpose, String channel, String granted) {
    String nils = house.customer("Nils Ek", "en", null);
    HttpResponse<String> answer = say(nils, purpose, channel, granted);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).doesNotContain("<script>");
    assertThat(customers.consents(nils)).isEmpty();
  }

  @Test
  void nothingIsKeptOfSomebodyUnknownOrWithoutTheToken() {
    assertThat(say("nobody", "care", "email", "no").statusCode()).isEqualTo(404);
    assertThat(agent().get("/care/customers/nobody/consents").statusCode()).isEqualTo(404);
    String nils = house.customer("Nils Ek", "en", null);
    assertThat(
            agent()
                .postForm(
                    "/p/none",
                    "/care/customers/" + nils + "/consents",
                    "purpose",
                    "care",
                    "channel",
                    "email",
                    "granted",
                    "no")
                .statusCode())
        .isEqualTo(403);
    assertThat(customers.consents(nils)).isEmpty();
  }

  @Test
  void aChangeOfMindOnThePhoneCountsAtOnce() {
    String ida = house.customer("Ida Holm", "en", null);
    assertThat(agent().get("/care/customers/" + ida).body()).contains("nothing said");

    HttpResponse<String> answer = say(ida, "care", "email", "no");
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("?noted#consent");
    assertThat(customers.allows(ida, "care", "email")).isFalse();
    String story = agent().get("/care/customers/" + ida + "?noted").body();
    assertThat(story)
        .contains("It is written down")
        .contains("told to agent")
        .contains("Customer says no to care by email");

    say(ida, "care", "email", "no");
    say(ida, "care", "email", "yes");
    assertThat(customers.allows(ida, "care", "email")).isTrue();
    assertThat(house.story(ida).stream().filter(t -> t.startsWith("Customer says"))).hasSize(2);
    assertThat(agent().get("/care/customers/" + ida + "/consents").body())
        .containsSubsequence("Care by email", "yes", "Care by email", "no");
    var entry = house.get("agent", "/api/customers/" + ida + "/timeline").path("items").get(0);
    assertThat(entry.path("actor").asText()).isEqualTo("agent");
    assertThat(entry.path("reason").asText()).isEqualTo("told to agent");
  }

  @Test
  void aNoThatOnlyRepeatsTheRuleIsKeptAsProof() {
    String paul = house.customer("Paul Ahl", "en", null);
    say(paul, "marketing", "email", "no");
    assertThat(customers.consents(paul)).hasSize(1);
  }

  @Test
  void hostileSourcesAreShownAsText() {
    String id = "kündin=1&3'+c";
    house.put(
        id,
        new HashMap<>(
            Map.of(
                "name",
                "<b>Odd</b>",
                "consents",
                List.of(
                    Map.of(
                        "purpose",
                        "care",
                        "channel",
                        "email",
                        "granted",
                        true,
                        "wording",
                        "</bdi><script>alert(2)</script>",
                        "source",
                        "<script>alert(1)</script> ${7*7}")))));
    String path = "/care/customers/k%C3%BCndin=1%263%27%2Bc";
    for (String page : List.of(path, path + "/consents")) {
      HttpResponse<String> answer = agent().get(page);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body())
          .doesNotContain("<script>alert", "<b>Odd")
          .contains("&lt;script&gt;alert(1)&lt;/script&gt; ${7*7}");
    }
    HttpResponse<String> answer =
        agent()
            .postForm(
                path, path + "/consents", "purpose", "care", "channel", "sms", "granted", "no");
    String back = answer.headers().firstValue("Location").orElseThrow();
    assertThat(agent().get(back.replaceAll("^http://[^/]+|#.*", "")).statusCode()).isEqualTo(200);
  }

  private Visitor agent() {
    return Visitor.browser(port, "agent");
  }

  private HttpResponse<String> say(
      String customer, String purpose, String channel, String granted) {
    return agent()
        .postForm(
            "/care/customers",
            "/care/customers/" + customer + "/consents",
            "purpose",
            purpose,
            "channel",
            channel,
            "granted",
            granted);
  }
}
