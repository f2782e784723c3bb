package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.carejourney.Api;
import org.carejourney.CareTest;
import org.carejourney.PostOffice;
import org.carejourney.customer.Customers;
import org.carejourney.engine.Company;
import org.carejourney.support.House;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Care waits while something is open, visibly, and is judged again when it is over. */
@CareTest
class HoldStoriesTest {

  private static final String ANY_HOUR = "";

  @LocalServerPort private int port;
  @Autowired private Holds holds;
  @Autowired private HeldMessages held;
  @Autowired private TransactionTemplate transaction;
  @Autowired private JdbcTemplate jdbc;
  @Autowired private JdbcClient jdbcClient;
  @Autowired private Customers customers;
  @Autowired private Company company;
  @Autowired private Clock clock;
  private House house;
  private HeldDiagram diagram;
  private String customer;

  @BeforeEach
  void open() {
    house = new House(port);
    diagram = new HeldDiagram(port);
    diagram.draw("Said");
    customer = house.customer("Holly Hold", "en", "standard");
  }

  @AfterEach
  void leave() {
    transaction.executeWithoutResult(status -> holds.erase(customer));
    diagram.tell(customer, "customer.left");
  }

  private void opens(String cause) {
    transaction.executeWithoutResult(status -> holds.place(customer, cause + customer, "delivery"));
  }

  private void closes(String cause, String topic, String outcome) {
    transaction.executeWithoutResult(
        status -> holds.lift(customer, cause + customer, topic, outcome));
  }

  /** The customer says yes or no to e-mail for a purpose. */
  private void states(String purpose, boolean granted) {
    var consent = Map.of("purpose", purpose, "channel", "email", "granted", granted, "source", "t");
    house.put(
        customer,
        Map.of(
            "name", "Holly Hold", "email", House.address(customer), "consents", List.of(consent)));
  }

  private JsonNode message() {
    List<JsonNode> all = house.messages(customer);
    assertThat(all).hasSize(1);
    return house.get("agent", "/api/messages/" + all.get(0).path("id").asText());
  }

  private String status() {
    return message().path("status").asText();
  }

  private String told() {
    return message().path("decision").findParents("rule").stream()
        .filter(answer -> answer.path("rule").asText().equals("held-message"))
        .map(answer -> answer.path("outcome").asText())
        .findFirst()
        .orElse("nothing");
  }

  @Test
  void whileATicketIsOpenTheMessageStandsAtItsStepAndCostsNoJob() {
    String ticket = house.complain(customer, "delivery", "Where is my parcel?");
    String journey = diagram.begin(customer, "care", ANY_HOUR);
    assertThat(diagram.standsAt(journey)).containsExactly("Say");
    assertThat(diagram.jobs(journey)).isZero();
    JsonNode row =
        house.messages(customer).stream()
            .filter(one -> one.path("purpose").asText().equals("care"))
            .findFirst()
            .orElseThrow();
    assertThat(row.path("status").asText()).isEqualTo("held");
    assertThat(row.path("reason").asText()).isEqualTo("Waits while " + ticket + " is open");
    house.forward("P4D");
    assertThat(diagram.standsAt(journey)).containsExactly("Say");
    house.solve(ticket, "apology", null);
    PostOffice.mailTo(House.address(customer), "Our solution");
    house.forward("P11D");
    assertThat(house.ticket(ticket).path("status").asText()).isEqualTo("closed");
    assertThat(diagram.standsAt(journey)).as("it cools off").containsExactly("Say");
    house.forward("P4D");
    await().until(() -> diagram.standsAt(journey), List.of("Said")::equals);
    house.forward("P1D");
    JsonNode said = house.get("agent", "/api/messages/" + row.path("id").asText());
    assertThat(said.path("status").asText()).isEqualTo("sent");
  }

  @Test
  void afterTheCoolOffItGoesOnAsPlanned() {
    opens("A");
    String journey = diagram.begin(customer, "care", ANY_HOUR);
    closes("A", "delivery", "solved");
    assertThat(message().path("reason").asText()).contains("is over; waits until");
    house.forward("P2D");
    assertThat(status()).as("the cool-off is three days").isEqualTo("held");
    house.forward("P2D");
    assertThat(diagram.standsAt(journey)).containsExactly("Said");
    assertThat(told()).isEqualTo("send");
    house.forward("P1D");
    await().until(this::status, "sent"::equals);
    assertThat(PostOffice.mailsTo(House.address(customer)))
        .singleElement()
        .satisfies(
            mail ->
                assertThat(mail.getSentDate().toInstant())
                    .as("not as old as the decision")
                    .isAfter(house.now().minus(Duration.ofDays(4))));
  }

  @Test
  void withoutACoolOffItGoesOnAsSoonAsTheHoldIsLifted() {
    opens("A");
    String journey = diagram.begin(customer, "care", ANY_HOUR);
    assertThat(diagram.standsAt(journey)).containsExactly("Say");
    Holds impatient =
        new Holds(jdbcClient, customers, new Holds.Settings(Duration.ZERO), company, clock);
    transaction.executeWithoutResult(
        status -> impatient.lift(customer, "A" + customer, "delivery", "solved"));
    house.forward("PT1M");
    await().until(() -> diagram.standsAt(journey), List.of("Said")::equals);
  }

  @Test
  void afterTroubleWithOurPeopleItIsSaidMoreSoftly() {
    opens("A");
    String journey = diagram.begin(customer, "care", ANY_HOUR);
    closes("A", "service", "solved");
    house.forward("P5D");
    assertThat(diagram.standsAt(journey)).containsExactly("Said");
    assertThat(told()).isEqualTo("soften");
    await().until(this::status, "sent"::equals);
    assertThat(message().path("template").asText()).isEqualTo("journey/check-in-soft");
  }

  @Test
  void whatCouldNotBeJudgedForAWhileIsAsGoodAsNewAfterwards() {
    opens("A");
    diagram.begin(customer, "care", ANY_HOUR);
    String id = message().path("id").asText();
    String wish = jdbc.queryForObject("select wish from message where id = ?", String.class, id);
    jdbc.update("update message set wish = '{' where id = ?", id);
    closes("A", "delivery", "solved");
    house.forward("P4D");
    await()
        .until(
            () -> message().path("reason").asText(),
            reason -> reason.startsWith("Could not be judged again"));
    assertThat(attempts(id)).as("no provider was asked").isZero();

    jdbc.update("update message set wish = ? where id = ?", wish, id);
    house.forward("P1D");

    await().until(this::status, "sent"::equals);
    assertThat(attempts(id)).isEqualTo(1);
  }

  @Test
  void anOfferThatHadToWaitIsDropped() {
    states("marketing", true);
    opens("A");
    String journey = diagram.begin(customer, "marketing", ANY_HOUR);
    assertThat(status()).isEqualTo("held");
    closes("A", "delivery", "solved");
    house.forward("P5D");
    assertThat(diagram.standsAt(journey)).as("the process goes on").containsExactly("Said");
    assertThat(told()).isEqualTo("skip");
    assertThat(status()).isEqualTo("withheld");
    assertThat(message().path("reason").asText()).contains("held it for");
    assertThat(PostOffice.mailsTo(House.address(customer))).isEmpty();
  }

  @Test
  void whatWaitedForWeeksStartsOver() {
    opens("A");
    String journey = diagram.begin(customer, "care", ANY_HOUR);
    house.forward("P20D");
    closes("A", "delivery", "solved");
    house.forward("P5D");
    assertThat(diagram.standsAt(journey)).containsExactly("Again");
    assertThat(told()).isEqualTo("start-over");
    assertThat(status()).isEqualTo("withheld");
    assertThat(PostOffice.mailsTo(House.address(customer))).isEmpty();
  }

  @Test
  void aSecondTicketInTheCoolOffKeepsItWaiting() {
    opens("A");
    String journey = diagram.begin(customer, "care", ANY_HOUR);
    closes("A", "delivery", "solved");
    opens("B");
    house.forward("P6D");
    assertThat(status()).isEqualTo("held");
    assertThat(message().path("reason").asText())
        .isEqualTo("Waits while B" + customer + " is open");
    closes("B", "delivery", "withdrawn");
    house.forward("P4D");
    assertThat(diagram.standsAt(journey)).containsExactly("Said");
  }

  @Test
  void boundaryEventsAndTheExitWorkWhileItWaits() {
    opens("A");
    String nudged = diagram.begin(customer, "care", ANY_HOUR);
    diagram.tell(customer, "test.nudged");
    assertThat(diagram.standsAt(nudged)).containsExactly("AfterNudge");
    assertThat(status()).isEqualTo("withheld");
    assertThat(message().path("reason").asText()).contains("left the step");
    String other = house.customer("Lee Leaves", "en", "standard");
    transaction.executeWithoutResult(status -> holds.place(other, "A" + other, "delivery"));
    String leaving = diagram.begin(other, "care", ANY_HOUR);
    diagram.tell(other, "customer.left");
    assertThat(diagram.standsAt(leaving)).isEmpty();
    assertThat(house.messages(other).get(0).path("status").asText()).isEqualTo("withheld");
  }

  @Test
  void aHeldInstanceMovesToANewVersionOfItsDiagram() {
    opens("A");
    String journey = diagram.begin(customer, "care", ANY_HOUR);
    String old = diagram.newest();
    diagram.draw("Later");
    diagram.migrate(journey, old);
    assertThat(diagram.standsAt(journey)).containsExactly("Say");
    assertThat(status()).isEqualTo("held");
    closes("A", "delivery", "solved");
    house.forward("P4D");
    assertThat(diagram.standsAt(journey)).containsExactly("Later");
    house.forward("P1D");
    await().until(this::status, "sent"::equals);
    assertThat(PostOffice.mailsTo(House.address(customer))).hasSize(1);
  }

  @Test
  void severalWorkersAtOnceReleaseItOnce() throws Exception {
    opens("A");
    String journey = diagram.begin(customer, "care", ANY_HOUR);
    closes("A", "delivery", "solved");
    transaction.executeWithoutResult(status -> holds.erase(customer));
    house.forward("P4D");
    var workers = Executors.newFixedThreadPool(4);
    Callable<Boolean> work = held::judgeDue;
    for (var done : workers.invokeAll(List.of(work, work, work, work))) {
      done.get();
    }
    workers.shutdown();
    assertThat(diagram.standsAt(journey)).containsExactly("Said");
    house.forward("P1D");
    await().until(this::status, "sent"::equals);
    assertThat(PostOffice.mailsTo(House.address(customer))).hasSize(1);
  }

  @Test
  void aLetterInTheQueueIsHeldToo() {
    String journey = diagram.begin(customer, "care", windowTomorrow());
    assertThat(status()).isEqualTo("queued");
    assertThat(diagram.standsAt(journey)).as("the process went on").containsExactly("Said");
    opens("A");
    house.forward("P2D");
    assertThat(status()).as("asked once more before it leaves").isEqualTo("held");
    closes("A", "delivery", "solved");
    house.forward("P5D");
    await().until(this::status, "sent"::equals);
    assertThat(PostOffice.mailsTo(House.address(customer))).hasSize(1);
    List<JsonNode> judged = House.list(message().at("/decision/judgements"));
    assertThat(judged).as("asked, before it left, and after the hold").hasSize(3);
    assertThat(judged).extracting(HoldStoriesTest::last).containsExactly("waits", "holds", "send");
    assertThat(judged.get(1).findValuesAsText("hold")).containsExactly("A" + customer);
    assertThat(judged)
        .extracting(one -> Api.time(one.path("at")))
        .isSorted()
        .doesNotHaveDuplicates();
  }

  private static String last(JsonNode judged) {
    List<String> outcomes = judged.path("answers").findValuesAsText("outcome");
    return outcomes.get(outcomes.size() - 1);
  }

  @Test
  void aNoThatComesWhileTheLetterIsQueuedStopsIt() {
    diagram.begin(customer, "care", windowTomorrow());
    assertThat(status()).isEqualTo("queued");
    states("care", false);
    house.forward("P2D");
    await().until(this::status, "withheld"::equals);
    assertThat(message().path("reason").asText())
        .isEqualTo("The customer does not want care messages by email");
    assertThat(PostOffice.mailsTo(House.address(customer))).isEmpty();
    JsonNode theirs = house.get("lead", "/api/customers/" + customer + "/export");
    JsonNode exported = theirs.findValue("outbound").path(0);
    assertThat(exported.path("processVersion").asInt()).isPositive();
    assertThat(exported.path("templateVersion").asText()).isNotBlank();
    assertThat(exported.path("decision").path(1).toString())
        .as("on whose word it was stopped")
        .contains("They said no to care by email on ", "\"granted\":false", "\"source\":\"t\"");
    assertThat(house.get("agent", "/api/customers/" + customer + "/timeline").toString())
        .contains(
            "Asked by “Say something” of ",
            ", version ",
            "They have said nothing about care by email");
  }

  @Test
  void anErasedCustomersJourneyDoesNotStandThereForEver() {
    opens("A");
    String journey = diagram.begin(customer, "care", ANY_HOUR);
    assertThat(house.delete("lead", "/api/customers/" + customer)).isEqualTo(204);
    await().atMost(Duration.ofSeconds(20)).until(() -> !diagram.standsAt(journey).contains("Say"));
    assertThat(PostOffice.mailsTo(House.address(customer))).isEmpty();
    JsonNode kept = message().path("decision");
    assertThat(kept.findValuesAsText("outcome")).as("what was decided").contains("holds");
    assertThat(kept.findValues("basis")).as("nothing about the person").isEmpty();
  }

  private int attempts(String id) {
    return Objects.requireNonNull(
        jdbc.queryForObject("select attempts from message where id = ?", Integer.class, id));
  }

  /** Hours that are not now in Berlin, where the customers of the house live. */
  private String windowTomorrow() {
    int hour =
        java.time.OffsetDateTime.parse(house.get("agent", "/api/demo/clock").path("now").asText())
            .atZoneSameInstant(java.time.ZoneId.of("Europe/Berlin"))
            .getHour();
    return hour > 8 && hour < 20 ? "%02d:00-%02d:00".formatted(hour - 1, hour) : "12:00-13:00";
  }
}
