package org.carejourney.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carejourney.PostOffice.mailTo;
import static org.carejourney.support.House.address;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.carejourney.CareTest;
import org.carejourney.Visitor;
import org.carejourney.customer.Customers;
import org.carejourney.engine.Occasion;
import org.carejourney.support.House;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;

/** A diagram asks for a score: who hears the answer, and who cares when nobody waits for it. */
@CareTest
class AskScoreTest {

  @LocalServerPort private int port;
  @Autowired private Surveys surveys;
  @Autowired private Scores scores;
  @Autowired private FeedbackFacts facts;
  @Autowired private Customers customers;
  @Autowired private ConfigurableApplicationContext context;

  private final List<Object> heard = new CopyOnWriteArrayList<>();
  private final ApplicationListener<PayloadApplicationEvent<?>> ear =
      news -> heard.add(news.getPayload());
  private House house;
  private String deployment;

  @BeforeEach
  void open() {
    house = new House(port);
    deployment = TinyQuestion.deploy(Visitor.program(port, "admin"));
    context.addApplicationListener(ear);
  }

  @AfterEach
  void close() {
    context.removeApplicationListener(ear);
    Visitor.program(port, "admin")
        .delete("/engine-rest/deployment/" + deployment + "?cascade=true");
  }

  @Test
  void theScoreGoesToTheVeryProcessThatAsked() {
    String ida = house.customer("Ida Holm", "en", null);
    String ticket = house.complain(ida, "product", "It hums.");
    String first = start(ida, ticket);
    String firstLink = link(ida, ticket, 5);
    String second = start(ida, ticket);
    String secondLink = link(ida, ticket, 2);
    mailTo(address(ida), "[" + ticket + "]");
    assertThat(firstLink).isNotEqualTo(secondLink);

    give(firstLink, 5);
    assertThat(steps(first)).containsExactly("WaitMore");
    assertThat(steps(second)).containsExactly("Wait");
    assertThat(score(first)).isEqualTo(5);

    give(secondLink, 2);
    give(firstLink, 3);
    assertThat(steps(first)).isEmpty();
    assertThat(steps(second)).containsExactly("WaitMore");
    assertThat(score(second)).isEqualTo(2);
    assertThat(low()).as("the process that asked took it").isEmpty();
  }

  @Test
  void aLowScoreThatNoProcessTakesIsNewsOnce() {
    String tom = house.customer("Tom Bell", "en", null);
    Survey survey = surveys.open(tom, tom, "check-in", once("nobody-waits"));
    scores.answer(survey.id(), 4, null);
    assertThat(low()).isEmpty();
    scores.answer(survey.id(), 2, "It broke");
    scores.answer(survey.id(), 1, null);
    scores.answer(survey.id(), 5, null);
    scores.answer(survey.id(), 1, null);
    assertThat(low()).containsExactly(new LowScore(survey.id(), tom, tom, 2));
    assertThat(heard.stream().filter(ScoreGiven.class::isInstance))
        .containsExactly(
            new ScoreGiven(survey.id(), tom, tom, 4, true),
            new ScoreGiven(survey.id(), tom, tom, 2, false),
            new ScoreGiven(survey.id(), tom, tom, 1, false),
            new ScoreGiven(survey.id(), tom, tom, 5, false),
            new ScoreGiven(survey.id(), tom, tom, 1, false));
  }

  @Test
  void aMindChangedToLowIsNewsTooWhenTheProcessHasGoneOn() {
    String lea = house.customer("Lea Blum", "en", null);
    String ticket = house.complain(lea, "product", "It hums.");
    String process = start(lea, ticket);
    String survey = surveys.answerable(lea, ticket).orElseThrow().id();
    scores.answer(survey, 5, null);
    scores.answer(survey, 4, null);
    assertThat(steps(process)).isEmpty();
    scores.answer(survey, 1, null);
    assertThat(low()).containsExactly(new LowScore(survey, lea, ticket, 1));
  }

  @Test
  void theSameOccasionAsksOnceAndTheTimeToAnswerBeginsWithTheLastAsking() {
    String kim = house.customer("Kim Roth", "en", null);
    Occasion held = once("held");
    Survey first = surveys.open(kim, kim, "check-in", held);
    house.forward("P20D");
    Survey again = surveys.open(kim, kim, "check-in", held);
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.closesAt()).isAfter(first.closesAt());

    scores.answer(again.id(), 3, null);
    assertThat(surveys.open(kim, kim, "check-in", held).askedAt()).isEqualTo(again.askedAt());
    Survey nextTime =
        surveys.open(
            kim, kim, "check-in", new Occasion("test", held.processInstanceId(), "Ask", "2"));
    assertThat(nextTime.id()).isNotEqualTo(first.id());
    assertThat(surveys.answerable(kim, kim)).contains(nextTime);
  }

  @Test
  void anotherCustomersLetterNeverHasTheLink() {
    String una = house.customer("Una Falk", "en", null);
    String eve = house.customer("Eve Stern", "en", null);
    surveys.open(una, "T-000777", "ticket", once("una"));
    assertThat(facts.facts(customers.get(eve), "T-000777")).isEmpty();
    assertThat(facts.facts(customers.get(una), null)).isEmpty();
    assertThat(facts.facts(customers.get(una), "T-000777")).containsOnlyKeys("survey");
  }

  private static Occasion once(String instance) {
    return new Occasion("test", instance + "-" + System.nanoTime(), "Ask", "once");
  }

  private List<LowScore> low() {
    return heard.stream().filter(LowScore.class::isInstance).map(LowScore.class::cast).toList();
  }

  private String start(String customer, String key) {
    Map<String, Object> body =
        Map.of("businessKey", key, "variables", Map.of("customerId", Map.of("value", customer)));
    var answer =
        house.post(
            "admin", "/engine-rest/process-definition/key/" + TinyQuestion.KEY + "/start", body);
    assertThat(answer.getStatusCode().value()).as(answer.toString()).isEqualTo(200);
    return answer.getBody().path("id").asText();
  }

  private String link(String customer, String key, int score) {
    var survey = (Map<?, ?>) facts.facts(customers.get(customer), key).get("survey");
    return ((Map<?, ?>) ((List<?>) survey.get("scores")).get(score - 1)).get("link").toString();
  }

  private void give(String link, int score) {
    var answer =
        Visitor.stranger(port)
            .postForm("/p/score/x", House.path(link), "score", Integer.toString(score));
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  /** Where a process stands; nowhere when it is over. */
  private List<String> steps(String process) {
    List<String> steps = new ArrayList<>();
    JsonNode at =
        house.get("admin", "/engine-rest/process-instance/" + process + "/activity-instances");
    at.path("childActivityInstances")
        .forEach(child -> steps.add(child.path("activityId").asText()));
    return steps;
  }

  private int score(String process) {
    return house
        .get("admin", "/engine-rest/process-instance/" + process + "/variables/score")
        .path("value")
        .asInt();
  }
}
