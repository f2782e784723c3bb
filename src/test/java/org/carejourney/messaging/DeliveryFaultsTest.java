package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests;
import org.carejourney.CareTest;
import org.carejourney.Gateways;
import org.carejourney.MoodySmtp;
import org.carejourney.PostOffice;
import org.carejourney.support.Complaints;
import org.carejourney.support.House;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What happens to a message when the mail server is in a bad mood. */
@CareTest
class DeliveryFaultsTest {

  private static final MoodySmtp SMTP = PostOffice.DOOR;
  private static final Gateways GATEWAYS = Gateways.ALL;

  @LocalServerPort private int port;
  @Autowired private Outbound outbound;
  @Autowired private Delivery delivery;
  @Autowired private Complaints complaints;
  @Autowired private ProcessEngine engine;
  private House house;

  @AfterEach
  void goodMood() {
    PostOffice.DOOR.welcomeEverybody();
  }

  @BeforeEach
  void house() {
    house = new House(port);
  }

  @Test
  void aBusyServerIsAskedAgainLaterAndTheMailGoesOnce() throws Exception {
    String eva = house.customer("Eva", "en", "standard");
    SMTP.answer(House.address(eva), "451 Try again later");
    house.complain(eva, "product", "It broke.");
    await().until(() -> status(eva, 0).equals("queued") && SMTP.attempts(House.address(eva)) == 1);
    await().until(() -> message(eva, 0).path("reason").asText().contains("451"));
    String name = identity(eva);

    SMTP.welcome(House.address(eva));
    house.forward("PT2M");
    await().until(() -> status(eva, 0).equals("sent"));
    assertThat(PostOffice.mailsTo(House.address(eva))).hasSize(1);
    assertThat(PostOffice.mailsTo(House.address(eva)).get(0).getMessageID()).contains(name);
  }

  @Test
  void whoSaysLaterForDaysIsAskedForDaysAndNotForEver() {
    String eva = house.customer("Eva", "en", "standard");
    String max = house.customer("Max", "en", "standard");
    for (String customer : List.of(eva, max)) {
      SMTP.answer(House.address(customer), "451 4.7.1 Greylisted, try again later");
      house.complain(customer, "product", "It broke.");
      await().until(() -> acknowledgement(customer).path("reason").asText().contains("Attempt 1"));
    }
    house.forward("P2D");
    assertThat(SMTP.attempts(House.address(eva))).as("in two days").isBetween(14, 18);
    assertThat(acknowledgement(eva).path("status").asText()).isEqualTo("queued");

    SMTP.welcome(House.address(eva));
    // Three days, and what a domain may rest in between that others there put off as well.
    house.forward("P2D");
    assertThat(acknowledgement(eva).path("status").asText()).isEqualTo("sent");
    String name = acknowledgement(eva).path("id").asText();
    assertThat(PostOffice.mailsTo(House.address(eva)))
        .extracting(MimeMessage::getMessageID)
        .filteredOn(id -> id.contains(name))
        .hasSize(1);
    assertThat(acknowledgement(max).path("status").asText()).isEqualTo("failed");
    assertThat(acknowledgement(max).path("reason").asText())
        .contains("Given up after", "attempts", "Greylisted");
    int attempts = SMTP.attempts(House.address(max));
    house.forward("P1D");
    assertThat(SMTP.attempts(House.address(max))).isEqualTo(attempts);
  }

  private JsonNode acknowledgement(String customer) {
    return messages(customer).stream()
        .filter(message -> message.path("template").asText().endsWith("complaint-received"))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  @ParameterizedTest
  @CsvSource({"gone, 0", "lost, 1"})
  void whenTheLineBreaksOverALetterItGoesAgainUnderTheSameName(String mood, int taken)
      throws Exception {
    String bea = house.customer("Bea", "en", "standard");
    int broken = SMTP.broken();
    SMTP.answer(House.address(bea), mood);
    house.complain(bea, "product", "It broke.");
    await().until(() -> SMTP.broken() > broken);
    await().until(() -> message(bea, 0).path("reason").asText().contains("Attempt 1"));
    assertThat(status(bea, 0)).isEqualTo("queued");
    assertThat(PostOffice.mailsTo(House.address(bea))).as("it had it").hasSize(taken);

    SMTP.welcome(House.address(bea));
    house.forward("PT2M");
    await().until(() -> status(bea, 0).equals("sent"));
    assertThat(PostOffice.mailsTo(House.address(bea)))
        .hasSize(taken + 1)
        .allMatch(mail -> name(mail).contains(identity(bea)));
  }

  private static String name(MimeMessage mail) {
    try {
      return mail.getMessageID();
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aServerThatTalksALotIsAskedAgainAllTheSame() {
    String gil = house.customer("Gil", "en", "standard");
    SMTP.answer(House.address(gil), "451 " + "Not now, really not now. ".repeat(60));
    house.complain(gil, "product", "It broke.");
    await().until(() -> status(gil, 0).equals("queued") && SMTP.attempts(House.address(gil)) == 1);
    await().until(() -> message(gil, 0).path("reason").asText().contains("451"));
    SMTP.welcome(House.address(gil));
    house.forward("PT2M");
    await().until(() -> status(gil, 0).equals("sent"));
  }

  @Test
  void aRefusalForGoodEndsItAndTheProcessHearsOfIt() {
    String max = house.customer("Max", "en", "standard");
    String ticket = house.complain(max, "product", "It broke.");
    await().until(() -> status(max, 0).equals("sent"));
    SMTP.answer(House.address(max), "550 No such user");
    house.solve(ticket, "apology", null);

    house.task(ticket, "Call customer");
    JsonNode refused = message(max, 0);
    assertThat(refused.path("status").asText()).isEqualTo("failed");
    assertThat(refused.path("reason").asText()).contains("550", "no address for the channel sms");
    assertThat(SMTP.attempts(House.address(max))).isEqualTo(2);
    assertThat(house.story(max)).anyMatch(title -> title.startsWith("Not delivered"));
  }

  @Test
  void whereNobodyIsNobodyIsWrittenToAgainAndTheTextMessageArrives() {
    String number = Asking.number();
    String eva = reachable("Eva", number);
    SMTP.answer(House.address(eva), "550 5.1.1 <" + House.address(eva) + "> User unknown");
    String ticket = house.complain(eva, "product", "It broke.");
    await().until(() -> status(eva, 0).equals("sent"));
    assertThat(message(eva, 0).path("channel").asText()).isEqualTo("sms");
    assertThat(message(eva, 1).path("status").asText()).isEqualTo("failed");
    assertThat(message(eva, 1).path("reason").asText())
        .contains("550 5.1.1", "next by sms")
        .doesNotContain(House.address(eva));
    assertThat(GATEWAYS.to(number)).hasSize(1);
    assertThat(GATEWAYS.to(number).get(0).body()).contains(ticket);

    SMTP.welcome(House.address(eva));
    house.solve(ticket, "apology", null);
    await().until(() -> house.ticket(ticket).path("status").asText().equals("solved"));
    assertThat(GATEWAYS.to(number)).hasSize(2);
    assertThat(SMTP.attempts(House.address(eva))).as("it was asked once and never again").isOne();

    String other = "new-" + House.address(eva);
    house.put(eva, new HashMap<>(Map.of("name", "Eva", "email", other)));
    house.complain(eva, "product", "It broke again.");
    await().until(() -> PostOffice.mailsTo(other).size() == 1);
  }

  @Test
  void theProcessStaysOnTheStepWhileTheNextChannelIsTried() {
    String number = Asking.number();
    String tom = reachable("Tom", number);
    String ticket = house.complain(tom, "product", "It broke.");
    await().until(() -> status(tom, 0).equals("sent"));
    SMTP.answer(House.address(tom), "550 5.7.1 Your message looks like spam");
    GATEWAYS.answer(number, "503");
    house.solve(ticket, "apology", null);
    await().until(() -> messages(tom).size() == 3);
    await().until(() -> message(tom, 0).path("reason").asText().contains("503"));
    BpmnAwareTests.assertThat(process(ticket)).isWaitingAt("Activity_TellSolution");

    house.forward("PT2M");
    await().until(() -> house.ticket(ticket).path("status").asText().equals("solved"));
    assertThat(GATEWAYS.to(number)).hasSize(2);
    assertThat(house.tasks(ticket)).noneMatch(DeliveryFaultsTest::isCall);
    assertThat(house.get("agent", "/api/messages/" + identity(tom)).path("decision").toString())
        .contains("next-channel", "looks like spam");

    SMTP.welcome(House.address(tom));
    house.complain(tom, "product", "It broke again.");
    await("a policy says nothing about the address")
        .until(() -> PostOffice.mailsTo(House.address(tom)).size() == 2);
  }

  @Test
  void whenNoChannelIsLeftTheProcessHearsOfItOnce() {
    String number = Asking.number();
    String ron = reachable("Ron", number);
    String ticket = house.complain(ron, "product", "It broke.");
    await().until(() -> status(ron, 0).equals("sent"));
    SMTP.answer(House.address(ron), "554 5.6.0 No");
    GATEWAYS.answer(number, "400");
    house.solve(ticket, "apology", null);
    house.task(ticket, "Call customer");
    assertThat(house.tasks(ticket).stream().filter(DeliveryFaultsTest::isCall)).hasSize(1);
    assertThat(List.of(status(ron, 0), status(ron, 1))).containsOnly("failed");
    assertThat(messages(ron)).hasSize(3);
  }

  @Test
  void aStepThatWasLeftMeanwhileTriesNoOtherChannel() {
    String number = Asking.number();
    String uli = reachable("Uli", number);
    String ticket = house.complain(uli, "product", "It broke.");
    await().until(() -> status(uli, 0).equals("sent"));
    SMTP.answer(House.address(uli), "slow 550 5.1.1 User unknown");
    house.solve(ticket, "apology", null);
    await().until(() -> SMTP.attempts(House.address(uli)) == 2);
    assertThat(status(uli, 0)).isEqualTo("sending");
    complaints.withdraw(ticket, "in a test");
    await().until(() -> messages(uli).size() == 4 && status(uli, 0).equals("sent"));
    assertThat(GATEWAYS.to(number)).as("that it was withdrawn, and nothing else").hasSize(1);
    assertThat(message(uli, 2).path("template").asText()).endsWith("complaint-solved");
    assertThat(status(uli, 2)).isEqualTo("failed");
    assertThat(message(uli, 2).path("reason").asText()).doesNotContain("next by");
  }

  private static boolean isCall(JsonNode task) {
    return task.path("name").asText().equals("Call customer");
  }

  /** Somebody with a mail address and a telephone, who has just written. */
  private String reachable(String name, String number) {
    String id = house.customer(name, "en", "standard");
    house.put(
        id,
        new HashMap<>(
            Map.of(
                "name",
                name,
                "email",
                House.address(id),
                "phone",
                number,
                "locale",
                "en",
                "timeZone",
                "Europe/Berlin")));
    return id;
  }

  @Test
  void aServerThatHangsDelaysOnlyItsOwnMail() {
    String slow = house.customer("Slow", "en", "standard");
    String fast = house.customer("Fast", "en", "standard");
    SMTP.answer(House.address(slow), "hang");
    house.complain(slow, "product", "It broke.");
    await().until(() -> SMTP.attempts(House.address(slow)) == 1);
    house.complain(fast, "product", "It broke.");
    await().until(() -> status(fast, 0).equals("sent"));
    await().until(() -> status(slow, 0).equals("queued"));
    assertThat(PostOffice.mailsTo(House.address(slow))).isEmpty();
  }

  @Test
  void aMailOverWhichTheServerHangsDelaysNoneThatWasTakenWithIt() {
    String slow = house.customer("Slow", "en", "standard");
    List<String> behind =
        List.of(
            house.customer("Fast", "en", "standard"), house.customer("Quick", "en", "standard"));
    SMTP.answer(House.address(slow), "hang");
    outbound.turn(true, "operator");
    try {
      house.complain(slow, "product", "It broke.");
      behind.forEach(customer -> house.complain(customer, "product", "It broke."));
      await().until(() -> behind.stream().allMatch(c -> status(c, 0).equals("queued")));
    } finally {
      outbound.turn(false, "operator");
    }
    delivery.wake();
    await("without waiting for a next attempt")
        .until(() -> behind.stream().allMatch(c -> status(c, 0).equals("sent")));
    await().until(() -> message(slow, 0).path("reason").asText().contains("Attempt 1"));
    assertThat(behind).allMatch(c -> PostOffice.mailsTo(House.address(c)).size() == 1);
  }

  @Test
  void aDomainThatHangsLeavesConnectionsForTheOthers() {
    List<String> hung = Stream.generate(() -> at("hung.example")).limit(6).toList();
    hung.forEach(customer -> SMTP.answer(address(customer), "hang"));
    hung.subList(0, 3).forEach(customer -> house.complain(customer, "product", "It broke."));
    await().until(() -> hung.stream().mapToInt(c -> SMTP.attempts(address(c))).sum() == 3);
    String fast = at("quick.example");
    hung.subList(3, 6).forEach(customer -> house.complain(customer, "product", "It broke."));
    house.complain(fast, "product", "It broke.");
    await().until(() -> status(fast, 0).equals("sent"));
    await("each was tried or left in peace")
        .atMost(Duration.ofSeconds(30))
        .until(() -> hung.stream().noneMatch(customer -> reason(customer).isEmpty()));

    String late = at("hung.example");
    house.complain(late, "product", "It broke.");
    await().until(() -> reason(late).startsWith("The mail server for hung.example has put off"));
    assertThat(SMTP.attempts(address(late))).as("it is left in peace").isZero();
    SMTP.welcomeEverybody();
    house.forward("PT2M");
    await().until(() -> status(late, 0).equals("sent"));
    await().until(() -> hung.stream().allMatch(customer -> status(customer, 0).equals("sent")));
  }

  private String at(String domain) {
    String id = "c-" + UUID.randomUUID().toString().substring(0, 8);
    house.put(id, new HashMap<>(Map.of("name", "At " + domain, "email", id + "@" + domain)));
    return id;
  }

  private String address(String customer) {
    return house.get("agent", "/api/customers/" + customer).path("email").asText();
  }

  private String reason(String customer) {
    return messages(customer).isEmpty() ? "" : message(customer, 0).path("reason").asText();
  }

  @Test
  void thePauseSwitchKeepsEverythingInTheQueue() {
    outbound.turn(true, "operator");
    try {
      String ida = house.customer("Ida", "en", "standard");
      house.complain(ida, "product", "It broke.");
      await().until(() -> !house.messages(ida).isEmpty());
      delivery.wake();
      assertThat(status(ida, 0)).isEqualTo("queued");
      assertThat(SMTP.attempts(House.address(ida))).isZero();
      outbound.turn(false, "operator");
      delivery.wake();
      await().until(() -> status(ida, 0).equals("sent"));
    } finally {
      outbound.turn(false, "operator");
    }
  }

  @Test
  void whoIsNotOnTheAllowListGetsNothingAndTheReasonIsKept() {
    String out = "c-outside";
    house.put(out, new HashMap<>(Map.of("name", "Outside", "email", "someone@elsewhere.invalid")));
    house.complain(out, "product", "It broke.");
    await().until(() -> !house.messages(out).isEmpty());
    assertThat(status(out, 0)).isEqualTo("withheld");
    assertThat(message(out, 0).path("reason").asText()).contains("allow-list");
    assertThat(SMTP.attempts("someone@elsewhere.invalid")).isZero();
  }

  @Test
  void theProcessStaysOnTheStepUntilTheProviderHasTakenTheMessage() {
    String lea = house.customer("Lea", "en", "standard");
    String ticket = house.complain(lea, "product", "It broke.");
    await().until(() -> status(lea, 0).equals("sent"));
    SMTP.answer(House.address(lea), "451 Later");
    house.solve(ticket, "apology", null);
    await().until(() -> SMTP.attempts(House.address(lea)) == 2);
    await().until(() -> status(lea, 0).equals("queued"));
    assertThat(house.ticket(ticket).path("status").asText()).isEqualTo("open");
    BpmnAwareTests.assertThat(process(ticket)).isWaitingAt("Activity_TellSolution");

    SMTP.welcome(House.address(lea));
    house.forward("PT2M");
    await().until(() -> house.ticket(ticket).path("status").asText().equals("solved"));
    assertThat(PostOffice.mailsTo(House.address(lea))).hasSize(2);
  }

  @Test
  void whatTheProcessNoLongerWantsToSayIsNotSaid() {
    String pia = house.customer("Pia", "en", "standard");
    String ticket = house.complain(pia, "product", "It broke.");
    await().until(() -> status(pia, 0).equals("sent"));
    SMTP.answer(House.address(pia), "451 Later");
    house.solve(ticket, "apology", null);
    await().until(() -> SMTP.attempts(House.address(pia)) == 2 && status(pia, 0).equals("queued"));

    complaints.withdraw(ticket, "in a test");
    SMTP.welcome(House.address(pia));
    await().until(() -> house.ticket(ticket).path("status").asText().equals("withdrawn"));
    await().until(() -> status(pia, 0).equals("sent"));
    assertThat(message(pia, 0).path("template").asText()).endsWith("complaint-withdrawn");
    assertThat(status(pia, 1)).as("the solution nobody wants any more").isEqualTo("withheld");
    assertThat(message(pia, 1).path("reason").asText()).contains("left the step");
  }

  private ProcessInstance process(String ticket) {
    BpmnAwareTests.init(engine);
    return engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processInstanceBusinessKey(ticket)
        .processDefinitionKey("resolveComplaint")
        .singleResult();
  }

  private List<JsonNode> messages(String customer) {
    return house.messages(customer);
  }

  private JsonNode message(String customer, int index) {
    return messages(customer).get(index);
  }

  private String status(String customer, int index) {
    return messages(customer).size() <= index
        ? "none"
        : message(customer, index).path("status").asText();
  }

  private String identity(String customer) {
    return message(customer, 0).path("id").asText();
  }
}
