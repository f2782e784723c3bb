package org.carejourney.feedback.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.carejourney.Api;
import org.carejourney.CareTest;
import org.carejourney.EveryTable;
import org.carejourney.Visitor;
import org.carejourney.customer.CustomerFacts;
import org.carejourney.customer.Customers;
import org.carejourney.engine.Occasion;
import org.carejourney.feedback.Survey;
import org.carejourney.feedback.Surveys;
import org.carejourney.messaging.Links;
import org.carejourney.support.House;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** The score links in our letters, followed by a stranger without cookies. */
@CareTest
class ScorePageTest {

  @LocalServerPort private int port;
  @Autowired private Surveys surveys;
  @Autowired private Customers customers;
  @Autowired private List<CustomerFacts> facts;
  @Autowired private Links links;
  @Autowired private Clock clock;
  @Autowired private JdbcTemplate jdbc;
  private House house;

  @BeforeEach
  void house() {
    house = new House(port);
  }

  @Test
  void aScannerThatOpensEveryLinkChangesNothing() {
    Asked asked = ask("Emil Stone", "en");
    for (String link : asked.links()) {
      for (String method : List.of("GET", "HEAD", "GET")) {
        HttpResponse<String> page =
            stranger().send(method, link, "text/plain", BodyPublishers.noBody());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(page.headers().firstValue("X-Robots-Tag").orElse("")).contains("noindex");
        assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(page.body()).doesNotContain("Emil").doesNotContain(asked.customer());
      }
    }
    assertThat(stored(asked).answered()).isFalse();
    assertThat(house.story(asked.customer())).isEmpty();
  }

  @Test
  void aLinkHasItsScoreChosenAndThePlainOneHasNone() {
    Asked asked = ask("Ella Marsh", "en");
    for (int score = 1; score <= 5; score++) {
      assertThat(checked(stranger().get(asked.link(score)).body())).containsExactly(score);
    }
    String page = stranger().get(asked.plain()).body();
    assertThat(checked(page)).isEmpty();
    assertThat(page)
        .contains("How happy are you with us so far?", "very unhappy", "very happy", "<legend>");
  }

  @Test
  void oneButtonGivesTheScoreAndTheStoryTellsIt() {
    Asked asked = ask("Kurt Ahl", "en");
    HttpResponse<String> thanks = give(asked.link(4), "4", "Quick and kind.");
    assertThat(thanks.statusCode()).isEqualTo(200);
    assertThat(thanks.body()).contains("Thank you for your answer", "Changed your mind?", "?again");
    Survey survey = stored(asked);
    assertThat(survey.score()).isEqualTo(4);
    assertThat(survey.comment()).isEqualTo("Quick and kind.");
    JsonNode entry = entries(asked).get(0);
    assertThat(entry.path("kind").asText()).isEqualTo("score");
    assertThat(entry.path("title").asText()).isEqualTo("Score 4 of 5 (check-in)");
    assertThat(entry.path("text").asText()).isEqualTo("Quick and kind.");
  }

  @Test
  void withoutAScoreThatExistsTheFormComesAgainWithTheWordsInIt() {
    Asked asked = ask("Lia Fenn", "en");
    for (String score : List.of("", "0", "6", "-1", "4.5", "five", "1,5", "٣")) {
      HttpResponse<String> again = give(asked.plain(), score, "My words");
      assertThat(again.statusCode()).as(score).isEqualTo(422);
      assertThat(again.body())
          .contains("Please choose one of the five", "My words", "role=\"alert\"");
      assertThat(checked(again.body())).isEmpty();
    }
    assertThat(stranger().send("POST", asked.plain(), "text/plain", BodyPublishers.noBody()))
        .satisfies(nothing -> assertThat(nothing.statusCode()).isEqualTo(422));
    assertThat(stored(asked).answered()).isFalse();
  }

  @Test
  void aCommentMayHaveTwoThousandCharactersHoweverItsLinesEnd() {
    Asked asked = ask("Piet Jansen", "en");
    HttpResponse<String> again = give(asked.link(3), "3", "y".repeat(2001));
    assertThat(again.statusCode()).isEqualTo(422);
    assertThat(again.body()).contains("2,000 characters or less", "y".repeat(2001));
    assertThat(checked(again.body())).containsExactly(3);
    assertThat(stored(asked).answered()).isFalse();

    give(asked.link(3), "3", "x\r\n".repeat(998) + "end");
    assertThat(stored(asked).comment()).isEqualTo("x\n".repeat(998) + "end");
  }

  @Test
  void whateverSomebodyWritesStaysText() {
    List<String> texts =
        Api.hostileTexts().filter(text -> text.length() < 2000).map(String::strip).toList();
    for (String text : texts) {
      // Half a character cannot travel in a form: browsers send a question mark.
      String sent = text.replace("\uD800", "?").replace("\uDC00", "?");
      Asked asked = ask("Noor Haddad", "en");
      assertThat(give(asked.link(5), "5", sent).statusCode()).as(text).isEqualTo(200);
      String kept = Api.visible(sent.replace("\r\n", "\n"));
      assertThat(stored(asked).comment()).isEqualTo(kept);
      assertThat(entries(asked).get(0).path("text").asText()).isEqualTo(kept);
      String page =
          Visitor.browser(port, "agent").get("/care/customers/" + asked.customer()).body();
      assertThat(page).doesNotContain("<script>alert(1)", "<b>bold", "<h1>other");
      HttpResponse<String> form = give(ask("Ann", "en").plain(), "", sent);
      assertThat(form.body()).doesNotContain("<script>alert(1)", "<b>bold", "<h1>other");
    }
  }

  @Test
  void aMindMayBeChangedForSevenDays() {
    Asked asked = ask("Mira Novák", "en");
    give(asked.link(5), "5", "All is well");
    house.forward("P6D");
    String page = stranger().get(asked.plain()).body();
    assertThat(page).contains("You gave us 5 of 5. You can still change it.");
    assertThat(page).doesNotContain("All is well");
    assertThat(checked(page)).containsExactly(5);
    assertThat(checked(stranger().get(asked.link(2)).body())).containsExactly(2);
    assertThat(checked(stranger().get(asked.link(2) + "?again").body())).containsExactly(5);

    assertThat(give(asked.link(2), "2", "").body()).contains("Thank you for telling us");
    assertThat(give(asked.link(2), "2", "It broke").body()).contains("Thank you for telling us");
    assertThat(stored(asked))
        .satisfies(
            survey -> {
              assertThat(survey.score()).isEqualTo(2);
              assertThat(survey.changes()).isEqualTo(1);
              assertThat(survey.comment()).isEqualTo("It broke");
            });
    assertThat(house.story(asked.customer()))
        .containsExactly(
            "A word more on the score 2 of 5 (check-in)",
            "Score changed from 5 to 2 of 5 (check-in)",
            "Score 5 of 5 (check-in)");

    house.forward("P1DT1M");
    HttpResponse<String> over = stranger().get(asked.link(4));
    assertThat(over.statusCode()).isEqualTo(200);
    assertThat(over.body()).contains("We have your answer").doesNotContain("<form");
    assertThat(give(asked.link(4), "4", "").body()).contains("We have your answer");
    assertThat(give(asked.link(4), "", "").body()).contains("We have your answer");
    assertThat(stored(asked).score()).isEqualTo(2);
  }

  @Test
  void aQuestionIsOpenForSixtyDaysAndAnAnswerOfTheLastDayForSevenMore() {
    Asked silent = ask("Tom Bell", "en");
    Asked late = ask("Ida Holm", "en");
    house.forward("P59D");
    assertThat(give(late.link(3), "3", "").statusCode()).isEqualTo(200);
    house.forward("P2D");
    assertThat(stranger().get(silent.link(3)).statusCode()).isEqualTo(404);
    assertThat(give(silent.link(3), "3", "").statusCode()).isEqualTo(404);
    assertThat(give(late.link(4), "4", "").statusCode()).isEqualTo(200);
    assertThat(stored(late).score()).isEqualTo(4);
    assertThat(stored(silent).answered()).isFalse();
  }

  @Test
  void aDoubleClickCountsOnce() throws Exception {
    Asked asked = ask("Cora Pitt", "en");
    int clicks = 8;
    ExecutorService fingers = Executors.newFixedThreadPool(clicks);
    CountDownLatch together = new CountDownLatch(clicks);
    try {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < clicks; i++) {
        answers.add(
            fingers.submit(
                () -> {
                  together.countDown();
                  together.await();
                  return give(asked.link(4), "4", "Once").statusCode();
                }));
      }
      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isEqualTo(200);
      }
    } finally {
      fingers.shutdown();
    }
    assertThat(stored(asked).changes()).isZero();
    assertThat(house.story(asked.customer())).containsExactly("Score 4 of 5 (check-in)");
  }

  @Test
  void itSpeaksGermanWithWhoSpeaksGerman() {
    Asked asked = ask("Anna Berg", "de-AT");
    assertThat(stranger().get(asked.link(5)).body())
        .contains("lang=\"de\"", "Wie zufrieden sind Sie bisher mit uns?", "sehr zufrieden");
    assertThat(give(asked.plain(), "", "").body()).contains("Bitte wählen Sie");
    assertThat(give(asked.plain(), "1", "").body()).contains("Danke, dass Sie es uns sagen");
  }

  @Test
  void aQuestionAboutATicketNamesItAndANewQuestionHasWordsToo() {
    String jo = house.customer("Jo Reed", "en", null);
    assertThat(stranger().get(open(jo, "T-000042", "ticket").plain()).body())
        .contains("How happy are you with how we helped you?", "T-000042");
    assertThat(stranger().get(open(jo, null, "brand-new").plain()).body())
        .contains("How happy are you with us?");
  }

  @Test
  void whateverIsWrongWithALinkThePageIsTheSame() {
    Asked asked = ask("Lea Blum", "en");
    String good = asked.link(5);
    String forged = good.substring(0, good.length() - 4) + "AAAA";
    String expired = to("score", Duration.ofSeconds(-1), asked.id(), "5");
    String otherPurpose = to("complaint", Duration.ofDays(1), asked.id(), "5");
    String otherSurvey = to("score", Duration.ofDays(1), UUID.randomUUID().toString(), "5");
    assertThat(Visitor.program(port, "admin").delete("/api/customers/" + asked.customer()))
        .satisfies(erased -> assertThat(erased.statusCode()).isLessThan(300));

    String page = stranger().get("/p/score/x").body();
    assertThat(page).contains("This link does not work");
    for (String link :
        List.of(
            good,
            forged,
            expired,
            otherPurpose.replace("/p/complaint/", "/p/score/"),
            otherSurvey,
            "/p/score/a.b")) {
      HttpResponse<String> look = stranger().get(link);
      assertThat(look.statusCode()).as(link).isEqualTo(404);
      assertThat(look.body()).as(link).isEqualTo(page);
      assertThat(give(link, "5", "Hello").statusCode()).as(link).isEqualTo(404);
    }
    assertThat(stored(asked).answered()).isFalse();
  }

  @Test
  void whatACustomerWroteIsHandedOutAndForgotten() {
    Asked asked = ask("Zoe Katz", "en");
    String mark = "Mrk" + UUID.randomUUID().toString().substring(0, 8);
    give(asked.link(1), "1", mark + " was rude");
    String export =
        Visitor.program(port, "admin").get("/api/customers/" + asked.customer() + "/export").body();
    assertThat(export).contains("surveys", mark);
    Visitor.program(port, "admin").delete("/api/customers/" + asked.customer());
    assertThat(EveryTable.with(jdbc, "", mark)).isEmpty();
    assertThat(stored(asked).score()).isEqualTo(1);
    assertThat(give(asked.link(2), "2", mark).statusCode()).isEqualTo(404);
    assertThat(EveryTable.with(jdbc, "", mark)).isEmpty();
  }

  /** A question as it stands in a letter: the plain link, then one for each score. */
  private record Asked(String customer, String id, List<String> links) {

    String plain() {
      return links.get(0);
    }

    String link(int score) {
      return links.get(score);
    }
  }

  private Asked ask(String name, String locale) {
    String customer = house.customer(name, locale, null);
    return open(customer, customer, "check-in");
  }

  private Asked open(String customer, String businessKey, String question) {
    String instance = UUID.randomUUID().toString();
    String key = businessKey == null ? "anything" : businessKey;
    Survey survey =
        surveys.open(customer, key, question, new Occasion("test", instance, "Ask", "once"));
    Map<?, ?> known =
        facts.stream()
            .map(source -> source.facts(customers.get(customer), key).get("survey"))
            .filter(Map.class::isInstance)
            .map(Map.class::cast)
            .findFirst()
            .orElseThrow();
    List<String> addresses = new ArrayList<>(List.of(House.path(known.get("link").toString())));
    for (Object score : (List<?>) known.get("scores")) {
      assertThat(((Map<?, ?>) score).get("value")).isEqualTo(addresses.size());
      addresses.add(House.path(((Map<?, ?>) score).get("link").toString()));
    }
    return new Asked(customer, survey.id(), addresses);
  }

  private String to(String purpose, Duration life, String... about) {
    return House.path(links.to(purpose, clock.instant().plus(life), about));
  }

  private Survey stored(Asked asked) {
    return surveys.find(asked.id()).orElseThrow();
  }

  private List<JsonNode> entries(Asked asked) {
    return House.list(
        house.get("agent", "/api/customers/" + asked.customer() + "/timeline").path("items"));
  }

  private HttpResponse<String> give(String link, String score, String comment) {
    return stranger().postForm("/p/score/x", link, "score", score, "comment", comment);
  }

  private static List<Integer> checked(String page) {
    return Pattern.compile("value=\"(\\d)\" checked")
        .matcher(page)
        .results()
        .map(found -> Integer.valueOf(found.group(1)))
        .toList();
  }

  private Visitor stranger() {
    return Visitor.stranger(port);
  }
}
