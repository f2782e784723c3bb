package org.carejourney.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carejourney.PostOffice.mailTo;
import static org.carejourney.PostOffice.mailsTo;
import static org.carejourney.PostOffice.part;
import static org.carejourney.support.House.address;
import static org.carejourney.support.House.list;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.carejourney.CareTest;
import org.carejourney.engine.Processes;
import org.carejourney.feedback.LowScore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationEventPublisher;

/** Somebody is unhappy: a named person calls, by a day, and what was agreed comes in writing. */
@CareTest
class RecoveryStoriesTest {

  @LocalServerPort private int port;
  @Autowired private ApplicationEventPublisher news;
  @Autowired private Processes processes;
  @Autowired private Complaints complaints;
  private House house;

  @BeforeEach
  void house() {
    house = new House(port);
  }

  @Test
  void aLowScoreThatNobodyWaitsForHasANamedPersonCall() {
    String olga = house.customer("Olga Lind", "de-DE", "standard");
    news.publishEvent(new LowScore("s-1", olga, olga, 1));

    JsonNode call = house.task(olga, "Call customer back");
    assertThat(call.path("assignee").asText()).isEqualTo("carer");
    assertThat(call.path("due").asText()).isNotEmpty();
    house.complete(
        "carer",
        call,
        Map.of(
            "recoveryOutcome", "recovered",
            "theySaid", "Waited too long on the phone",
            "agreed", "Sie bekommen am Freitag einen neuen Schirm.",
            "promisedFor", "2027-03-05"));
    String letter = part(mailTo(address(olga), "Danke für das Gespräch"), "text/plain");
    assertThat(letter)
        .contains("Sie bekommen am Freitag einen neuen Schirm.")
        .contains("Freitag, 5. März")
        .doesNotContain("Waited too long");
    assertThat(house.story(olga)).contains("Done: Call customer back");
    await().until(() -> !processes.underWay("recoverCustomer", olga));
  }

  @Test
  void oneCallIsEnoughHoweverOftenTheScoreChanges() {
    String pia = house.customer("Pia Voss", "en", "standard");
    news.publishEvent(new LowScore("s-2", pia, pia, 2));
    house.task(pia, "Call customer back");
    news.publishEvent(new LowScore("s-2", pia, pia, 1));
    assertThat(house.tasks(pia)).hasSize(1);
  }

  @Test
  void aCallThatNobodyMakesIsOfferedToTheLeadOnTheNextBusinessDay() {
    String quin = house.customer("Quin Ray", "en", "standard");
    news.publishEvent(new LowScore("s-3", quin, quin, 1));
    house.task(quin, "Call customer back");
    house.forward("P5D");
    await()
        .until(
            () ->
                house
                    .story(quin)
                    .contains("Overdue, offered to the team lead: Call customer back"));
    JsonNode call = house.task(quin, "Call customer back");
    assertThat(call.path("priority").asInt()).isEqualTo(90);
    assertThat(call.path("assignee").asText()).as("still theirs").isEqualTo("carer");
    assertThat(
            list(
                house.get(
                    "lead",
                    "/engine-rest/task?maxResults=100&candidateGroup=lead&includeAssignedTasks=true"
                        + "&processInstanceBusinessKey="
                        + quin)))
        .hasSize(1);
  }

  @Test
  void whoLeavesHearsNothingMoreFromUs() {
    String rolf = house.customer("Rolf Stein", "en", "standard");
    news.publishEvent(new LowScore("s-4", rolf, rolf, 1));
    house.complete(
        "carer",
        house.task(rolf, "Call customer back"),
        Map.of("recoveryOutcome", "leaving", "theySaid", "Enough"));
    await().until(() -> !processes.underWay("recoverCustomer", rolf));
    assertThat(mailsTo(address(rolf))).isEmpty();
  }

  @Test
  void aClosedTicketIsReviewedAndAWithdrawnOneIsNot() {
    String sina = house.customer("Sina Kern", "en", "standard");
    String ticket = house.complain(sina, "product", "It broke.");
    complaints.withdraw(ticket, "in a test");
    await().until(() -> house.ticket(ticket).path("status").asText().equals("withdrawn"));
    assertThat(processes.underWay("reviewTicket", ticket)).isFalse();

    String other = house.complain(sina, "product", "It broke again.");
    house.solve(other, "replacement", null);
    await().until(() -> house.ticket(other).path("status").asText().equals("solved"));
    complaints.answered(other, true, "in a test");
    await().until(() -> processes.underWay("reviewTicket", other));
  }
}
