package org.carejourney.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carejourney.journey.Newcomer.CHECK_IN;
import static org.carejourney.journey.Newcomer.WAITS;
import static org.carejourney.journey.Newcomer.called;
import static org.carejourney.journey.Newcomer.soon;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carejourney.CareTest;
import org.carejourney.Gateways;
import org.carejourney.PostOffice;
import org.carejourney.Visitor;
import org.carejourney.engine.BusinessCalendar;
import org.carejourney.support.House;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Every way through the welcome, from outside: an event in, letters out, a moved clock. The shop
 * tells us late that they joined, so that the thirty days are over where most stories begin.
 */
@CareTest
class WelcomeStoriesTest {

  private static final String CALL = "Call customer back";
  private static final String ANSWER = "Answer customer";
  private static final String QUESTION = "How is it going";
  private static final String REWARD = "A thank-you for you";
  private static final Pattern CODE = Pattern.compile("Your code: (\\S+)");

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

  /** Somebody who joined a month ago, and has just been asked how it goes. */
  private Newcomer asked(String name) {
    Newcomer newcomer = joined(called(name, shop));
    newcomer.sent(CHECK_IN);
    return newcomer.waitsFor(WAITS);
  }

  private Newcomer joined(Newcomer newcomer) {
    newcomer.joins(shop.daysAgo(30));
    house.forward("PT1S");
    return newcomer;
  }

  /** What a colleague fills in after a call. */
  private static Map<String, Object> call(String outcome) {
    return Map.of("recoveryOutcome", outcome, "theySaid", "Nobody wrote back to me");
  }

  private static Map<String, Object> settled(String outcome) {
    return Map.of("conversationOutcome", outcome, "answerStep", "settle");
  }

  private static Map<String, Object> answered(String outcome, String answer) {
    return Map.of("conversationOutcome", outcome, "answerStep", "write", "ourAnswer", answer);
  }

  // Nobody hears the question.

  @Test
  void whoHasNoAddressAtAllIsNotAskedAndTheJourneyEnds() {
    Newcomer ava = joined(called("Ava Lane", shop).without("email"));
    assertThat(ava.ending()).isEqualTo("Question not asked");
    assertThat(house.messages(ava.id()))
        .hasSize(3)
        .allSatisfy(
            message -> {
              assertThat(message.path("status").asText()).isEqualTo("withheld");
              assertThat(message.path("reason").asText()).contains("no address");
            });
  }

  @Test
  void whoseMailboxRefusesForGoodIsNotWaitedFor() {
    Newcomer ben = called("Ben Ode", shop);
    PostOffice.DOOR.answer(ben.address(), "550 No such user");
    joined(ben);
    assertThat(ben.ending()).isEqualTo("Question not asked");
    // Whichever letter was refused first: the address is spared from then on.
    assertThat(ben.status(CHECK_IN)).isIn("failed", "withheld");
    assertThat(ben.message(CHECK_IN).path("reason").asText()).contains("550");
    assertThat(ben.story()).anyMatch(title -> title.startsWith("Not delivered: "));
  }

  @Test
  void whoWantsNoCareIsLeftInPeace() {
    Newcomer cato = joined(called("Cato Quill", shop).says(false, "care", "email"));
    assertThat(cato.ending()).isEqualTo("Question not asked");
    assertThat(cato.subjects()).isEmpty();
    assertThat(cato.message(CHECK_IN).path("reason").asText())
        .startsWith("The customer does not want care messages by email");
  }

  @Test
  void whoHasNoMailAddressIsAskedByTextMessage() {
    String number = "+49151" + String.valueOf(System.nanoTime()).substring(0, 8);
    Newcomer dora = joined(called("Dora Lind", shop).without("email").is(Map.of("phone", number)));
    dora.sent(CHECK_IN);
    assertThat(dora.message(CHECK_IN).path("channel").asText()).isEqualTo("sms");
    assertThat(Gateways.ALL.to(number)).as("welcome and tip are letters").hasSize(1);

    String text =
        house
            .get("agent", "/api/messages/" + dora.message(CHECK_IN).path("id").asText())
            .path("text")
            .asText();
    dora.waitsFor(WAITS).scores(4, text);
    assertThat(dora.ending()).isEqualTo("Customer rewarded");
    soon("the code by text message").until(() -> Gateways.ALL.to(number).size() == 2);
    assertThat(Gateways.ALL.to(number).get(1).body()).contains("Your code: ");
  }

  // A score.

  @Test
  void aGoodScoreBringsPointsATierAndARewardWithItsCode() {
    Newcomer anna = asked("Anna Berg");
    assertThat(anna.subjects())
        .containsExactlyInAnyOrder(
            "Welcome, Anna", "A tip for the first weeks", "How is it going, Anna?");
    assertThat(anna.words("Welcome, Anna")).contains("Linden floor lamp");

    anna.scores(5);
    String letter = anna.words(REWARD);
    Matcher code = CODE.matcher(letter);
    assertThat(code.find()).as(letter).isTrue();
    assertThat(letter).contains("Bronze", "10 % off your next order");
    assertThat(anna.ending()).isEqualTo("Customer rewarded");
    assertThat(anna.story())
        .contains(
            "Score 5 of 5 (check-in)",
            "+100 points: Told us how it goes (reached bronze)",
            "Reward given: thank-you-10",
            REWARD);
    assertThat(Visitor.browser(port, "carer").get("/care/customers/" + anna.id()).body())
        .contains(code.group(1), "100 points", "bronze");
    assertThat(anna.subjects()).hasSize(4).doesNotHaveDuplicates();
  }

  @Test
  void aGoodScoreThatReachesNoTierEarnsItsPointsAlone() {
    Newcomer anna = asked("Anna Berg").scores(5);
    assertThat(anna.ending()).isEqualTo("Customer rewarded");
    // She comes back: bronze she has, and silver is far.
    joined(anna).sent(CHECK_IN);
    soon("the second question").until(() -> anna.subjects().size() == 7);
    anna.scores(4);
    assertThat(anna.ending()).isEqualTo("Points awarded");
    assertThat(anna.story()).contains("+100 points: Told us how it goes");
    assertThat(anna.subjects()).filteredOn(REWARD::equals).hasSize(1);
  }

  @Test
  void aScoreInTheMiddleIsNotedAndNothingMore() {
    Newcomer emil = asked("Emil Vos").scores(3);
    assertThat(emil.ending()).isEqualTo("Score noted");
    assertThat(emil.story())
        .contains("Score 3 of 5 (check-in)")
        .noneMatch(t -> t.contains("points"));
    assertThat(emil.subjects()).hasSize(3);
  }

  @Test
  void aLowScoreHasANamedPersonCallByADayWithTheStoryBesideTheForm() {
    Newcomer finn = asked("Finn Roe").scores(1);
    JsonNode call = finn.task(CALL);
    assertThat(call.path("assignee").asText()).isEqualTo("carer");
    assertThat(call.path("due").asText()).isNotEmpty();
    assertThat(
            Visitor.browser(port, "carer")
                .get("/care/tasks/" + call.path("id").asText() + "/story")
                .body())
        .contains("Finn Roe", "1 of 5", "How is it going, Finn?");
    assertThat(finn.standsAt()).containsExactlyInAnyOrder("Recover customer", CALL);

    house.complete(
        "carer",
        call,
        Map.of(
            "recoveryOutcome", "recovered",
            "theySaid", "Nobody wrote back to me",
            "agreed", "Your new shade leaves today."));
    assertThat(finn.words("Thank you for talking with us"))
        .contains("Your new shade leaves today.")
        .doesNotContain("Nobody wrote back");
    assertThat(finn.ending()).isEqualTo("Customer won back");
    assertThat(finn.story()).contains("Done: Call customer back");
    assertThat(finn.subjects()).as("no reward for it").doesNotContain(REWARD);
  }

  @Test
  void whateverCameOfTheCallComesBackToTheJourney() {
    Map<String, Newcomer> called = new LinkedHashMap<>();
    for (String outcome : List.of("unhappy", "notReached", "leaving")) {
      called.put(outcome, asked("Gil Marsh").scores(2));
    }
    called.forEach((outcome, gil) -> gil.done(CALL, call(outcome)));
    called.forEach((outcome, gil) -> assertThat(gil.ending()).isEqualTo("Customer still unhappy"));
    called.get("unhappy").letter("Thank you for talking with us");
    called.get("notReached").letter("We tried to call you");
    assertThat(called.get("leaving").ended("recoverCustomer")).isEqualTo("Customer leaving");
    assertThat(called.get("leaving").subjects()).as("they have heard enough").hasSize(3);
  }

  @Test
  void aChangeOfMindForTheWorseStartsOneRecovery() {
    Newcomer hugo = asked("Hugo Elm").scores(5);
    String question = hugo.words(QUESTION);
    assertThat(hugo.ending()).isEqualTo("Customer rewarded");

    hugo.scores(2, question).scores(1, question).scores(4, question).scores(2, question);
    hugo.task(CALL);
    assertThat(hugo.tasks()).containsExactly(CALL);
    hugo.done(CALL, call("recovered"));
    hugo.letter("Thank you for talking with us");
    hugo.scores(1, question);
    house.forward("PT1S");
    assertThat(hugo.standsAt()).as("somebody has called").isEmpty();
    assertThat(hugo.story()).contains("Score changed from 5 to 2 of 5 (check-in)");
  }

  @Test
  void whoAnswersBeforeWeKnowThatTheLetterArrivedIsHeardAllTheSame() {
    Newcomer greta = called("Greta Swift", shop);
    Newcomer gus = called("Gus Swift", shop);
    for (Newcomer quick : List.of(greta, gus)) {
      PostOffice.DOOR.answer(quick.address(), "lost");
      joined(quick).scores(quick == greta ? 5 : 1, quick.words(QUESTION));
      assertThat(quick.status(CHECK_IN)).as("it is to be sent again").isEqualTo("queued");
      PostOffice.DOOR.welcome(quick.address());
    }
    gus.task(CALL);
    house.forward("PT10M");
    assertThat(greta.ending()).isEqualTo("Customer rewarded");
    gus.waitsFor(WAITS);
    assertThat(gus.tasks()).as("one call is enough").containsExactly(CALL);
    gus.done(CALL, call("recovered"));
    gus.letter("Thank you for talking with us");
  }

  // Words instead of a score.

  @Test
  void aReplyBecomesAConversationUntilTheMatterIsSettled() {
    Newcomer ida = asked("Ida Holm");
    JsonNode taken = ida.replies(QUESTION, "How do I change the bulb?");
    assertThat(taken.path("outcome").asText()).isEqualTo("correlated");
    assertThat(ida.task(ANSWER).path("due").asText()).isNotEmpty();
    assertThat(ida.story()).contains("Reply");
    ida.done(ANSWER, answered("silent", "Turn the shade to the left."));
    assertThat(ida.words("Our answer to you")).contains("Turn the shade to the left.");

    ida.waitsFor(WAITS);
    ida.replies("Our answer to you", "To the left it does not turn.");
    ida.done(ANSWER, answered("silent", "Then to the right."));
    soon("the second answer")
        .until(() -> ida.words("Our answer to you").contains("Then to the right."));
    ida.waitsFor(WAITS);
    ida.replies("Our answer to you", "It works, thank you!");
    ida.done(ANSWER, settled("happy"));

    assertThat(ida.ending()).isEqualTo("Customer rewarded");
    assertThat(ida.ended("talkWithCustomer")).isEqualTo("Matter settled");
    assertThat(ida.words(REWARD)).contains("Your code: ");
    assertThat(ida.tickets()).isEmpty();
    assertThat(ida.subjects()).filteredOn("Our answer to you"::equals).hasSize(2);
  }

  @Test
  void aSecondLetterWhileAPersonWritesIsReadWithTheFirst() {
    Newcomer jan = asked("Jan Mol");
    jan.replies(QUESTION, "Which bulb fits?");
    jan.task(ANSWER);
    assertThat(jan.replies(QUESTION, "PS: and how strong?").path("outcome").asText())
        .isEqualTo("correlated");
    assertThat(jan.tasks()).containsExactly(ANSWER);
    jan.done(ANSWER, settled("happy"));
    assertThat(jan.ending()).isEqualTo("Customer rewarded");
  }

  @Test
  void whoWritesThatTheyAreUnhappyIsCalled() {
    Newcomer kai = asked("Kai Berg");
    kai.replies(QUESTION, "I am not sure it was a good idea.");
    kai.done(ANSWER, settled("unhappy"));
    assertThat(kai.task(CALL).path("assignee").asText()).isEqualTo("carer");
    kai.done(CALL, call("recovered"));
    assertThat(kai.ending()).isEqualTo("Customer won back");
  }

  @Test
  void aComplaintInAReplyBecomesATicketThatRunsItsOwnWay() {
    Newcomer lea = asked("Lea Fink");
    lea.replies(QUESTION, "The invoice is wrong, twice now.");
    lea.done(ANSWER, Map.of("conversationOutcome", "complaint"));
    soon("a ticket").until(() -> lea.tickets().size() == 1);
    String ticket = lea.tickets().get(0);
    assertThat(house.ticket(ticket).path("topic").asText()).isEqualTo("billing");
    lea.letter(ticket);
    house.task(ticket, "Understand complaint");
    assertThat(lea.ending()).isEqualTo("Conversation over");
    assertThat(lea.ended("talkWithCustomer")).isEqualTo("Complaint opened");
  }

  @Test
  void aReplyToTheWelcomeIsReadByAPersonWhileTheJourneyGoesOn() {
    Newcomer mia = called("Mia Dahl", shop).joins();
    mia.waitsFor("Four days over");
    JsonNode taken = mia.replies("Welcome, Mia", "It came with a scratch, what now?");
    assertThat(taken.path("outcome").asText()).isEqualTo("correlated");
    mia.done(ANSWER, settled("unhappy"));
    mia.done(CALL, call("recovered"));
    soon("the conversation to be over").until(mia::standsAt, List.of("Four days over")::equals);
    assertThat(mia.ended("takeUpReply")).isEqualTo("Recovery over");
    assertThat(mia.tickets()).isEmpty();
  }

  // Silence.

  @Test
  void aWeekOfSilence() {
    Newcomer silent = asked("Nora Still");
    Newcomer uncalled = asked("Otto Wait").scores(1);
    Newcomer unanswered = asked("Pia Mute");
    unanswered.replies(QUESTION, "Is it meant to be so bright?");
    unanswered.done(ANSWER, answered("unhappy", "There is a wheel to dim it."));
    unanswered.letter("Our answer to you");
    unanswered.waitsFor(WAITS);
    uncalled.task(CALL);
    house.forward("P6D");

    assertThat(silent.standsAt()).as("a whole week is theirs").containsExactly(WAITS);
    assertThat(unanswered.ended("talkWithCustomer")).isEqualTo("Conversation over");
    unanswered.task(CALL);
    assertThat(uncalled.story()).contains("Overdue, offered to the team lead: " + CALL);
    JsonNode call = uncalled.task(CALL);
    assertThat(call.path("assignee").asText()).as("still theirs").isEqualTo("carer");
    assertThat(offeredTo("lead", uncalled)).isEqualTo(1);

    house.forward("P2D");
    assertThat(silent.ending()).isEqualTo("Silence respected");
    assertThat(silent.subjects()).as("no reminder").hasSize(3);
    house.post(
        "lead",
        "/engine-rest/task/" + call.path("id").asText() + "/assignee",
        Map.of("userId", "lead"));
    house.submit("lead", call.path("id").asText(), call("recovered"));
    assertThat(uncalled.ending()).isEqualTo("Customer won back");
    unanswered.done(CALL, call("notReached"));
    assertThat(unanswered.ending()).isEqualTo("Customer still unhappy");

    // Late is better than never.
    silent.scores(2, silent.words(QUESTION));
    silent.done(CALL, call("recovered"));
    assertThat(silent.ending()).as("of the journey").isEqualTo("Silence respected");
    assertThat(silent.ended("recoverCustomer")).isEqualTo("Follow-up sent");
  }

  private int offeredTo(String group, Newcomer newcomer) {
    return house
        .get(
            "lead",
            "/engine-rest/task?maxResults=100&includeAssignedTasks=true&candidateGroup=%s&processInstanceBusinessKey=%s"
                .formatted(group, newcomer.id()))
        .size();
  }

  // The customer leaves.

  @Test
  void whoLeavesHearsNoMoreWhereverTheJourneyWaits() {
    Map<String, Newcomer> leaving = new LinkedHashMap<>();
    leaving.put("Four days over", called("Quin Ray", shop).joins());
    leaving.put("Thirty days over", called("Rosa Blau", shop).joins(shop.daysAgo(10)));
    leaving.put("Ask how it goes", joined(whereItIsNight(called("Sami Aho", shop))));
    leaving.put(WAITS, asked("Tim Lark"));
    leaving.put(CALL, asked("Ugo Rossi").scores(1));
    leaving.put(ANSWER, replied("Vera Nyberg"));
    leaving.put("Silent for five days", inConversation("Will Oak"));
    house.forward("PT1S");
    leaving.forEach(
        (step, customer) -> customer.waitsFor(step.equals("Silent for five days") ? WAITS : step));
    Map<String, List<String>> before = new LinkedHashMap<>();
    leaving.forEach((step, customer) -> before.put(step, customer.subjects()));

    leaving.values().forEach(Newcomer::leaves);
    leaving.forEach(
        (step, customer) -> assertThat(customer.ending()).as(step).isEqualTo("Journey stopped"));
    house.forward("P2D");
    leaving.forEach(
        (step, customer) -> {
          assertThat(customer.story())
              .as(step)
              .contains("The welcome journey has stopped: the customer left");
          assertThat(customer.tasks()).as(step).isEmpty();
          assertThat(customer.subjects()).as(step).isEqualTo(before.get(step));
        });
    assertThat(leaving.get("Ask how it goes").message(CHECK_IN).path("reason").asText())
        .contains("left the step");
  }

  private Newcomer whereItIsNight(Newcomer newcomer) {
    // Ten in the morning in Berlin.
    return newcomer.livesIn(ZoneId.of("America/Los_Angeles"), "US");
  }

  private Newcomer replied(String name) {
    Newcomer customer = asked(name);
    customer.replies(QUESTION, "How do I change the bulb?");
    return customer;
  }

  private Newcomer inConversation(String name) {
    Newcomer customer = replied(name);
    customer.done(ANSWER, answered("silent", "Turn the shade to the left."));
    customer.letter("Our answer to you");
    return customer;
  }
}
