package org.carejourney.insight.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.carejourney.CareTest;
import org.carejourney.Visitor;
import org.carejourney.support.House;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The pages over plain HTTP: what they must not show, and what is not there. */
@CareTest
class PagesTest {

  private static final String HOSTILE =
      "\"><script>alert(1)</script> ${77777*33333} #{77777*33333} <#if> \u202Eback\u202C سلام 😀";

  /** Their product, grouped or not: too long to stand in an id or a token by chance. */
  private static final String WORKED_OUT = "2\\W?592\\W?540\\W?741";

  @LocalServerPort private int port;
  private House house;

  @BeforeEach
  void house() {
    house = new House(port);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/care/customers/nobody",
        "/care/messages/none",
        "/care/messages/none/html",
        "/care/tasks/none/story",
        "/care/nothing"
      })
  void whatIsNotThereIsAPageThatSaysSo(String path) {
    HttpResponse<String> answer = look(path);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("There is nothing here").contains("Back to the home page");
  }

  @ParameterizedTest
  @CsvSource({
    "/care/messages?status=sunk",
    "/care/messages?after=x",
    "/care/customers?after=x",
  })
  void whatCannotBeIsAPageThatSaysSo(String path) {
    HttpResponse<String> answer = look(path);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("That was not understood");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "de | de",
        "de-AT,en;q=0.5 | de",
        "fr, de;q=0.8, en;q=0.7 | de",
        "en-US,de;q=0.9 | en",
        "en;q=0.1, de;q=0.9 | de",
        "fr | en",
        "* | en",
        "../../secret | en",
      })
  void aPageIsInTheFirstOfTheBrowsersLanguagesThatIsOurs(String browser, String page) {
    for (String path : new String[] {"/care/login", "/care/nothing", "/p/complaint/none"}) {
      Visitor agent =
          path.contains("login") ? Visitor.stranger(port) : Visitor.browser(port, "agent");
      HttpResponse<String> answer =
          agent.send(
              agent
                  .request(path)
                  .header("Accept", "text/html")
                  .header("Accept-Language", browser)
                  .GET());
      assertThat(answer.body()).as(path).contains("<html lang=\"" + page + "\">");
      assertThat(answer.headers().allValues("Vary")).as(path).containsOnlyOnce("Accept-Language");
    }
  }

  /** As a browser asks, which wants a page. */
  private HttpResponse<String> look(String path) {
    Visitor agent = Visitor.browser(port, "agent");
    return agent.send(agent.request(path).header("Accept", "text/html").GET());
  }

  @Test
  void theStoryTellsWhereAJourneyStands() {
    String nora = house.customer("Nora Newcomer", "en", "standard");
    var joined =
        Map.of(
            "specversion",
            "1.0",
            "id",
            nora,
            "source",
            "t",
            "type",
            "customer.joined",
            "subject",
            nora);
    assertThat(house.post("agent", "/api/events", joined).getStatusCode().value()).isEqualTo(202);
    await()
        .untilAsserted(
            () ->
                assertThat(look("/care/customers/" + nora).body())
                    .contains("Under way", "Welcome customer", "Four days over"));
  }

  @Test
  void hostileTextIsShownAsText() {
    house.put(
        "c-hostile",
        new HashMap<>(
            Map.of(
                "name",
                HOSTILE,
                "givenName",
                HOSTILE,
                "segment",
                "<b>vip</b>",
                "email",
                "c-hostile@example.org",
                "attributes",
                Map.of("note", HOSTILE))));
    String ticket =
        house
            .say("c-hostile", Map.of("subject", HOSTILE, "text", HOSTILE + "\n" + HOSTILE))
            .path("ticket")
            .asText();
    String task = house.task(ticket, "Understand complaint").path("id").asText();
    house.submit(
        "lead", task, Map.of("topic", "other", "whatHappened", HOSTILE, "nextStep", "solve"));
    String next = house.task(ticket, "Propose solution").path("id").asText();
    String message = house.messages("c-hostile").get(0).path("id").asText();

    Visitor agent = Visitor.browser(port, "agent");
    for (String path :
        new String[] {
          "/care/customers/c-hostile",
          "/care/customers?q=%22%3E%3Cscript%3Ealert(1)",
          "/care/customers?q=c-hostile",
          "/care/tasks/" + next + "/story",
          "/care/messages?customerId=c-hostile",
          "/care/messages/" + message,
          "/care/customers/c-hostile/consents",
          "/care"
        }) {
      for (String language : new String[] {"en", "de"}) {
        HttpResponse<String> answer =
            agent.send(agent.request(path).header("Accept-Language", language).GET());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        assertThat(answer.body())
            .as(path)
            .contains("lang=\"" + language + "\"")
            .doesNotContain("<script>alert")
            .doesNotContain("<b>vip")
            .doesNotContainPattern(WORKED_OUT);
      }
    }
    assertThat(agent.get("/care/customers/c-hostile").body())
        .contains("&lt;script&gt;alert(1)&lt;/script&gt; ${77777*33333}");
    assertThat(agent.get("/care/tasks/" + next + "/story").body())
        .contains("&lt;script&gt;alert(1)&lt;/script&gt; ${77777*33333}");
  }

  @Test
  void anIdOfAnySignsHasItsPage() {
    String id = "kündin=1&2'3+4";
    String path = "/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
    assertThat(
            Visitor.program(port, "agent")
                .put("/api/customers" + path, "{\"name\":\"Odd Id\"}")
                .statusCode())
        .isEqualTo(201);
    Visitor agent = Visitor.browser(port, "agent");
    String found = agent.get("/care/customers?q=odd+id").body();
    String link = found.replaceAll("(?s).*href=\"(/care/customers/[^\"]+)\".*", "$1");
    assertThat(agent.get(link.replace("&#39;", "'")).body()).as(link).contains("Odd Id");
  }

  @Test
  void aSearchTakesWordsAsTheyAre() {
    house.put("c-search-1", new HashMap<>(Map.of("name", "Percy 100% Hundred_Percent")));
    Visitor agent = Visitor.browser(port, "agent");
    assertThat(agent.get("/care/customers?q=100%25+hun").body()).contains("c-search-1");
    assertThat(agent.get("/care/customers?q=C-SEARCH").body()).contains("c-search-1");
    assertThat(agent.get("/care/customers?q=d_p").body()).contains("c-search-1");
    assertThat(agent.get("/care/customers?q=c%25s%25h").body()).doesNotContain("c-search-1");
    assertThat(agent.get("/care/customers?q=c_search").body()).doesNotContain("c-search-1");
  }

  @Test
  void whoKeepsItRunningSeesNoCustomers() {
    Visitor operator = Visitor.browser(port, "operator");
    assertThat(operator.get("/care").body())
        .contains("What runs")
        .doesNotContain("/care/customers")
        .doesNotContain("/care/messages");
    String ticket = house.complain(house.customer("Vera Lind", "en", null), "other", "Hm");
    String task = house.task(ticket, "Understand complaint").path("id").asText();
    for (String path :
        new String[] {"/care/customers", "/care/messages", "/care/tasks/" + task + "/story"}) {
      assertThat(operator.get(path).statusCode()).as(path).isEqualTo(403);
    }
  }

  @Test
  void onlyKeepersPauseOutbound() {
    Visitor agent = Visitor.browser(port, "agent");
    assertThat(agent.get("/care").body()).doesNotContain("Pause all outbound");
    assertThat(agent.postForm("/care", "/care/outbound/pause").statusCode()).isEqualTo(403);
    Visitor operator = Visitor.browser(port, "operator");
    assertThat(operator.postForm("/p/none", "/care/outbound/pause").statusCode())
        .as("without the token")
        .isEqualTo(403);
    try {
      assertThat(operator.postForm("/care", "/care/outbound/pause").statusCode()).isEqualTo(302);
      assertThat(operator.get("/care").body()).contains("Paused by operator");
    } finally {
      operator.postForm("/care", "/care/outbound/resume");
    }
    assertThat(operator.get("/care").body()).contains("Last switched by operator");
  }

  @Test
  void theLetterIsLockedIn() {
    String rosa = house.customer("Rosa Klee", "en", null);
    house.complain(rosa, "product", "Broken");
    await().until(() -> !house.messages(rosa).isEmpty());
    String id = house.messages(rosa).get(0).path("id").asText();
    HttpResponse<String> letter =
        Visitor.browser(port, "agent").get("/care/messages/" + id + "/html");
    assertThat(letter.statusCode()).isEqualTo(200);
    assertThat(letter.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'")
        .contains("sandbox")
        .doesNotContain("script")
        .doesNotContain("allow-same-origin");
    assertThat(letter.headers().allValues("Content-Security-Policy")).hasSize(1);
    assertThat(letter.body()).contains("<base target=\"_blank\">");
  }

  @Test
  void aFailedStepIsToldInWordsAndTriedAgain() {
    Visitor admin = Visitor.browser(port, "admin");
    String deployment = FailingProcess.deploy(Visitor.program(port, "admin"));
    try {
      house.post(
          "admin",
          "/engine-rest/process-definition/key/failsOnPurpose/start",
          Map.of("businessKey", "case-7"));
      await().until(() -> admin.get("/care").body().contains("Steps that failed"));
      String home = admin.get("/care").body();
      assertThat(home)
          .contains("Do the impossible")
          .contains("Fails on purpose")
          .contains("case-7")
          .doesNotContain("ENGINE-");
      assertThat(Visitor.browser(port, "agent").get("/care").body()).doesNotContain(">Retry<");
      String retry = home.replaceAll("(?s).*(/care/jobs/[^\"]+/retry).*", "$1");
      assertThat(admin.postForm("/care", retry).statusCode()).isEqualTo(302);
      await().until(() -> admin.get("/care").body().contains("Steps that failed"));
      assertThat(admin.postForm("/care", "/care/jobs/none/retry").statusCode()).isEqualTo(404);
    } finally {
      FailingProcess.remove(Visitor.program(port, "admin"), deployment);
    }
    assertThat(admin.get("/care").body()).doesNotContain("Steps that failed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-PT1H", "P400D", "P1M"})
  void theClockGoesForwardByWhatCanBe(String by) {
    assertThat(
            Visitor.browser(port, "agent")
                .postForm("/care", "/care/demo/forward", "by", by)
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void theClockGoesForward() {
    Visitor agent = Visitor.browser(port, "agent");
    assertThat(agent.postForm("/care", "/care/demo/forward", "by", "PT1M").statusCode())
        .isEqualTo(302);
    assertThat(agent.get("/care").body()).contains("The last run did");
  }

  @Test
  void everyAssetOfTheFrameIsThere() {
    Visitor stranger = Visitor.stranger(port);
    String login = Visitor.browser(port, "agent").get("/care").body();
    assertThat(login).contains("/webjars/htmx.org/");
    Pattern.compile("(?:src|href)=\"(/(?:assets|webjars)[^\"]+)\"")
        .matcher(login)
        .results()
        .map(found -> found.group(1))
        .forEach(asset -> assertThat(stranger.get(asset).statusCode()).as(asset).isEqualTo(200));
    assertThat(login).doesNotContain("<style").doesNotContain(" style=").doesNotContain("onclick");
  }
}
