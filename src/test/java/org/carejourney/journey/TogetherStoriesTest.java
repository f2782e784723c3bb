package org.carejourney.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carejourney.PostOffice.part;
import static org.carejourney.journey.Newcomer.CHECK_IN;
import static org.carejourney.journey.Newcomer.WAITS;
import static org.carejourney.journey.Newcomer.called;
import static org.carejourney.journey.Newcomer.soon;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.carejourney.CareTest;
import org.carejourney.PostOffice;
import org.carejourney.Visitor;
import org.carejourney.engine.BusinessCalendar;
import org.carejourney.support.House;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A complaint and a care journey run for one customer, and know of each other. */
@CareTest
class TogetherStoriesTest {

  private static final String SOFT = "journey/check-in-soft";
  private static final String REVIEW = "support/ticket-review";
  private static final String ASK = "Ask how it goes";
  private static final String CALL = "Call customer back";

  @LocalServerPort private int port;
  @Autowired private BusinessCalendar calendar;
  private Shop shop;
  private House house;

  @BeforeEach
  void open() {
    shop = new Shop(port);
    house = shop.house();
    shop.openInTheMorning(calendar);
  }

  /** Somebody who is to be asked tomorrow how it goes. */
  private Newcomer joined(String name) {
    Newcomer newcomer = called(name, shop).joins(shop.daysAgo(29));
    house.forward("PT1S");
    return newcomer.waitsFor("Thirty days over");
  }

  private void isHeld(Newcomer newcomer, String ticket) {
    assertThat(newcomer.standsAt()).containsExactly(ASK);
    JsonNode message = newcomer.message(CHECK_IN);
    assertThat(message.path("status").asText()).isEqualTo("held");
    assertThat(message.path("reason").asText()).isEqualTo("Waits while " + ticket + " is open");
  }

  /** The agent solves it, and the customer is content: the ticket closes. */
  private Instant settles(Newcomer newcomer, String ticket) {
    house.solve(ticket, "replacement", null);
    soon("the solution")
        .until(
            () ->
                PostOffice.mailsTo(newcomer.address()).stream()
                    .anyMatch(mail -> part(mail, "text/plain").contains("bad batch")));
    String solution =
        PostOffice.mailsTo(newcomer.address()).stream()
            .map(mail -> part(mail, "text/plain"))
            .filter(words -> words.contains("bad batch"))
            .reduce((first, last) -> last)
            .orElseThrow();
    becomes(ticket, "solved");
    house.press(House.links(solution).get(0));
    becomes(ticket, "closed");
    return Instant.parse(house.ticket(ticket).path("closedAt").asText());
  }

  private void becomes(String ticket, String status) {
    soon(ticket + " to be " + status)
        .until(() -> house.ticket(ticket).path("status").asText(), status::equals);
  }

  @Test
  void whileAComplaintIsOpenTheQuestionStandsAtItsStepAndThenGoesSoftlyWhereItShould() {
    Newcomer parcel = joined("Paul Cell");
    Newcomer rude = joined("Rudi Mann");
    String late = house.complain(parcel.id(), "delivery", "Where is my parcel?");
    String rudeness = house.complain(rude.id(), "service", "Nobody listens to me.");
    house.forward("P1D");
    isHeld(parcel, late);
    isHeld(rude, rudeness);
    String id = parcel.message(CHECK_IN).path("id").asText();
    for (String page :
        List.of("/care/messages?customerId=" + parcel.id(), "/care/messages/" + id)) {
      assertThat(Visitor.browser(port, "carer").get(page).body())
          .contains("Waits while " + late + " is open");
    }

    Instant closed = settles(parcel, late);
    settles(rude, rudeness);
    assertThat(parcel.message(CHECK_IN).path("reason").asText())
        .startsWith(late + " is over; waits until ");
    house.forward("P2D");
    assertThat(parcel.status(CHECK_IN)).as("it cools off").isEqualTo("held");
    assertThat(parcel.sent(REVIEW))
        .as("of that very ticket")
        .isBefore(closed.plus(Duration.ofDays(2)));
    house.forward("P2D");
    assertThat(parcel.goes(CHECK_IN)).isAfter(closed.plus(Duration.ofDays(3)));
    assertThat(parcel.message(CHECK_IN).path("id").asText()).as("the same message").isEqualTo(id);
    assertThat(rude.goes(SOFT)).isAfter(closed.plus(Duration.ofDays(3)));
    assertThat(rude.words("How are things now?")).contains("Not everything went well");
    rude.scores(5, rude.words("How are things now?"));
    parcel.scores(4);
    assertThat(rude.ending()).isEqualTo("Customer rewarded");
    assertThat(parcel.ending()).isEqualTo("Customer rewarded");
    assertThat(parcel.subjects()).filteredOn("How is it going, Paul?"::equals).hasSize(1);
    assertThat(rude.subjects()).noneMatch(subject -> subject.startsWith("How is it going"));
  }

  @Test
  void whatWasHeldForWeeksIsAskedThirtyDaysLaterAnew() {
    Newcomer wanda = joined("Wanda Weeks");
    String ticket = house.complain(wanda.id(), "product", "The lamp hums.");
    house.forward("P1D");
    isHeld(wanda, ticket);
    house.forward("P22D");
    Instant closed = settles(wanda, ticket);
    house.forward("P4D");
    assertThat(wanda.standsAt()).contains("Thirty days over").doesNotContain(ASK);
    assertThat(wanda.status(CHECK_IN)).isEqualTo("withheld");
    assertThat(wanda.message(CHECK_IN).path("reason").asText()).contains(ticket, "held it for");

    house.forward("P30D");
    assertThat(wanda.goes(CHECK_IN)).isAfter(closed.plus(Duration.ofDays(32)));
    assertThat(house.messages(wanda.id()))
        .filteredOn(message -> message.path("template").asText().equals(CHECK_IN))
        .extracting(message -> message.path("occasion").asText())
        .containsExactly("2", "1");
    wanda.scores(3);
    assertThat(wanda.ending()).isEqualTo("Score noted");
  }

  @Test
  void aBadReviewOfATicketHasAPersonCallWhoSeesTheTicket() {
    Newcomer rita = called("Rita View", shop);
    String ticket = house.complain(rita.id(), "product", "The shade is scratched.");
    Instant closed = settles(rita, ticket);
    house.forward("P2D");
    assertThat(rita.sent(REVIEW))
        .isBetween(closed.plus(Duration.ofDays(1)), closed.plus(Duration.ofDays(2)));
    soon("the review to wait").until(() -> rita.standsAt(ticket), List.of(WAITS)::equals);

    rita.scores(1, rita.words("How did we look after you?"));
    JsonNode call = house.task(ticket, CALL);
    assertThat(call.path("assignee").asText()).isEqualTo("carer");
    assertThat(
            Visitor.browser(port, "carer")
                .get("/care/tasks/" + call.path("id").asText() + "/story")
                .body())
        .contains(ticket + ": product", "1 of 5");
    house.complete(
        "carer", call, Map.of("recoveryOutcome", "recovered", "agreed", "A new shade by Friday."));
    assertThat(rita.words("Thank you for talking with us")).contains("A new shade by Friday.");
    soon("the end").until(() -> rita.standsAt(ticket), List::isEmpty);
  }

  @Test
  void whoTakesAComplaintBackIsNotAskedHowWeDidAndTheJourneyGoesOn() {
    Newcomer kim = joined("Kim Park");
    String ticket = house.complain(kim.id(), "delivery", "Where is my parcel?");
    house.forward("P1D");
    isHeld(kim, ticket);
    List<String> links = House.links(kim.words(ticket));
    house.press(links.get(links.size() - 1));
    becomes(ticket, "withdrawn");
    soon("the complaint to end").until(() -> kim.standsAt(ticket), List::isEmpty);
    house.forward("P4D");
    kim.goes(CHECK_IN);
    assertThat(kim.words("How is it going")).as("as planned").doesNotContain("Not everything");
    assertThat(house.messages(kim.id()))
        .extracting(message -> message.path("template").asText())
        .doesNotContain(REVIEW);
  }

  @Test
  void whoLeavesWhileTheQuestionIsHeldIsNeverAsked() {
    Newcomer lou = joined("Lou Gone");
    String ticket = house.complain(lou.id(), "delivery", "Where is my parcel?");
    house.forward("P1D");
    isHeld(lou, ticket);
    lou.leaves();
    assertThat(lou.ending()).isEqualTo("Journey stopped");
    assertThat(lou.status(CHECK_IN)).isEqualTo("withheld");
    house.task(ticket, "Understand complaint");
    settles(lou, ticket);
    house.forward("P5D");
    assertThat(lou.subjects()).noneMatch(subject -> subject.startsWith("How is it going"));
  }

  @Test
  void aRewardIsToldHoweverLongAComplaintHoldsIt() {
    Newcomer vera = called("Vera Dean", shop).joins(shop.daysAgo(30));
    house.forward("PT1S");
    vera.waitsFor(WAITS);
    String ticket = house.complain(vera.id(), "delivery", "Where is my parcel?");
    vera.scores(5).waitsFor("Send reward");
    assertThat(vera.status("journey/reward")).isEqualTo("held");
    house.forward("P23D");
    settles(vera, ticket);
    house.forward("P4D");
    assertThat(vera.words("A thank-you for you")).contains("Your code: ");
    assertThat(vera.subjects()).filteredOn("A thank-you for you"::equals).hasSize(1);
    soon("the end").until(vera::standsAt, List::isEmpty);
    assertThat(vera.ending()).isEqualTo("Customer rewarded");
  }
}
