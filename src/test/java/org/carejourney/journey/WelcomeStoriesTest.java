package org.carejourney.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carejourney.PostOffice.mailTo;
import static org.carejourney.PostOffice.mailsTo;
import static org.carejourney.PostOffice.part;
import static org.carejourney.support.House.address;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Map;
import org.carejourney.CareTest;
import org.carejourney.PostOffice;
import org.carejourney.Visitor;
import org.carejourney.engine.Processes;
import org.carejourney.support.House;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The journey of a new customer, from outside: an event in, letters out, a moved clock. */
@CareTest
class WelcomeStoriesTest {

  @LocalServerPort private int port;
  @Autowired private Processes processes;
  private House house;

  @BeforeEach
  void house() {
    house = new House(port);
  }

  @Test
  void aGoodScoreEarnsPointsAndARewardWithACodeOfItsOwn() {
    String anna = joined("Anna Berg", "premium");
    String welcome = part(mail(anna, "Welcome, Anna"), "text/plain");
    assertThat(welcome).contains("Linden floor lamp", "With premium");
    give(asked(anna), 5);
    house.forward("P1D");
    assertThat(part(mailTo(address(anna), "A thank-you for you"), "text/plain"))
        .contains("Bronze", "10 % off your next order", "Your code: ");
    await().until(() -> !processes.underWay("welcomeCustomer", anna));
    assertThat(mailsTo(address(anna))).hasSize(4);
  }

  @Test
  void aLowScoreHasAPersonCallAndTheStoryTellsIt() {
    String bo = joined("Bo Lund", "standard");
    give(asked(bo), 1);
    JsonNode call = house.task(bo, "Call customer back");
    assertThat(call.path("assignee").asText()).isEqualTo("carer");
    house.complete(
        "carer", call, Map.of("recoveryOutcome", "unhappy", "agreed", "We send you a new shade."));
    assertThat(part(mailTo(address(bo), "Thank you for talking"), "text/plain"))
        .contains("We send you a new shade.");
    await().until(() -> !processes.underWay("welcomeCustomer", bo));
  }

  @Test
  void aReplyBecomesAConversationAndAHappyOneEarnsThePointsToo() throws Exception {
    String cleo = joined("Cleo Ray", "standard");
    asked(cleo);
    var letter = mailTo(address(cleo), "How is it going");
    JsonNode taken =
        house.say(cleo, Map.of("text", "I love it!", "inReplyTo", letter.getMessageID()));
    assertThat(taken.path("outcome").asText()).isEqualTo("correlated");
    house.complete(
        "carer",
        house.task(cleo, "Answer customer"),
        Map.of("conversationOutcome", "happy", "answerStep", "settle"));
    house.forward("P1D");
    mailTo(address(cleo), "A thank-you for you");
  }

  @Test
  void aWeekOfSilenceEndsItWithoutAnotherWord() {
    String dan = joined("Dan Rey", "standard");
    asked(dan);
    house.forward("P8D");
    assertThat(processes.underWay("welcomeCustomer", dan)).isFalse();
    assertThat(mailsTo(address(dan))).hasSize(3);
  }

  @Test
  void whoLeavesHearsNoMore() {
    String eli = joined("Eli Fox", "standard");
    event("customer.left", eli);
    await().until(() -> !processes.underWay("welcomeCustomer", eli));
    house.forward("P40D");
    assertThat(asked(subjects(eli))).isFalse();
    assertThat(house.story(eli)).contains("The welcome journey has stopped: the customer left");
  }

  private String joined(String name, String segment) {
    String customer = house.customer(name, "en", segment);
    assertThat(event("customer.joined", customer).path("started").asInt()).isEqualTo(1);
    return customer;
  }

  private JsonNode event(String type, String customer) {
    String now = house.get("agent", "/api/demo/clock").path("now").asText();
    Map<String, Object> event = Shop.event(type, customer, Map.of("product", "Linden floor lamp"));
    event.put("time", now);
    return new Shop(port).tell(event);
  }

  /** Follows the link of a score in a letter, and presses the button. */
  private void give(String letter, int score) {
    String path = House.path(House.links(letter).get(score - 1));
    var answer = Visitor.stranger(port).postForm(path, path, "score", Integer.toString(score));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** Goes to the check-in, and gives its words. */
  private String asked(String customer) {
    house.forward("P29D");
    // Weekends and holidays may lie before it.
    for (int days = 0; days < 12 && !asked(subjects(customer)); days++) {
      house.forward("P1D");
    }
    return part(mailTo(address(customer), "How is it going"), "text/plain");
  }

  private MimeMessage mail(String customer, String subject) {
    house.forward("PT14H");
    return mailTo(address(customer), subject);
  }

  private static boolean asked(List<String> subjects) {
    return subjects.stream().anyMatch(subject -> subject.startsWith("How is it going"));
  }

  private static List<String> subjects(String customer) {
    return mailsTo(address(customer)).stream().map(PostOffice::subject).toList();
  }
}
