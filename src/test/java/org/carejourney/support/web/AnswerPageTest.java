package org.carejourney.support.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carejourney.PostOffice.mailTo;
import static org.carejourney.PostOffice.part;
import static org.carejourney.support.House.address;

import java.net.http.HttpResponse;
import java.util.List;
import org.carejourney.CareTest;
import org.carejourney.Visitor;
import org.carejourney.support.House;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The links in our mails, followed by a stranger without cookies. */
@CareTest
class AnswerPageTest {

  @LocalServerPort private int port;
  private House house;

  @BeforeEach
  void house() {
    house = new House(port);
  }

  @Test
  void lookingChangesNothingAndTellsNobody() {
    String emil = house.customer("Emil Stone", "en", null);
    String ticket = house.complain(emil, "product", "It hums.");
    String withdraw = linksIn(emil, ticket).get(0);
    for (int i = 0; i < 3; i++) {
      HttpResponse<String> page = get(withdraw);
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).contains("Take your complaint back?").contains(ticket);
      assertThat(page.body()).doesNotContain("Emil").doesNotContain("hums");
      assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
      assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(page.headers().firstValue("X-Robots-Tag").orElse("")).contains("noindex");
      assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
    }
    assertThat(house.ticket(ticket).path("status").asText()).isEqualTo("open");
  }

  @Test
  void aComplaintIsTakenBackOnce() {
    String ella = house.customer("Ella Marsh", "en", null);
    String ticket = house.complain(ella, "delivery", "It is late.");
    String withdraw = linksIn(ella, ticket).get(0);
    assertThat(house.press(withdraw).getBody()).contains("Taken back");
    await().until(() -> house.ticket(ticket).path("status").asText().equals("withdrawn"));
    var again = house.press(withdraw);
    assertThat(again.getStatusCode().value()).isEqualTo(200);
    assertThat(again.getBody()).contains("We have your answer already");
    assertThat(get(withdraw).body()).contains("We have your answer already");
  }

  @Test
  void aRefusalIsHeardAndTheOldLinksSayNoMore() {
    String kurt = house.customer("Kurt Ahl", "de-AT", null);
    String ticket = house.complain(kurt, "product", "Er geht nicht an.");
    house.solve(ticket, "replacement", null);
    await().until(() -> house.ticket(ticket).path("status").asText().equals("solved"));
    List<String> links = House.links(part(mailTo(address(kurt), "Unsere Lösung"), "text/plain"));
    String accept = link(links, "Ist es für Sie gelöst?");
    String refuse = link(links, "Es tut uns leid");
    assertThat(house.press(refuse).getBody())
        .contains("Wir sehen es uns noch einmal an")
        .contains("Entscheidungsspielraum");
    await().until(() -> house.ticket(ticket).path("level").asInt() == 2);
    assertThat(house.press(accept).getBody()).contains("Wir haben Ihre Antwort schon");
    assertThat(house.ticket(ticket).path("status").asText()).isEqualTo("open");
  }

  @Test
  void whateverIsWrongWithALinkThePageIsTheSame() {
    String lia = house.customer("Lia Fenn", "en", null);
    String ticket = house.complain(lia, "other", "Forget me.");
    String good = House.path(linksIn(lia, ticket).get(0));
    String forged = good.substring(0, good.length() - 4) + "AAAA";
    assertThat(Visitor.program(port, "admin").delete("/api/customers/" + lia).statusCode())
        .isLessThan(300);

    Visitor stranger = Visitor.stranger(port);
    String page = stranger.get("/p/complaint/x").body();
    assertThat(page).contains("This link does not work");
    for (String link : List.of(good, forged, "/p/complaint/a.b", "/p/complaint/a")) {
      HttpResponse<String> look = stranger.get(link);
      assertThat(look.statusCode()).as(link).isEqualTo(404);
      assertThat(look.body()).as(link).isEqualTo(page);
      assertThat(house.press("http://x" + link).getStatusCode().value()).isEqualTo(404);
    }
  }

  private String link(List<String> links, String title) {
    return links.stream()
        .filter(link -> get(link).body().contains(title))
        .findFirst()
        .orElseThrow();
  }

  private List<String> linksIn(String customer, String ticket) {
    return House.links(part(mailTo(address(customer), ticket), "text/plain"));
  }

  private HttpResponse<String> get(String link) {
    return Visitor.stranger(port).get(House.path(link));
  }
}
