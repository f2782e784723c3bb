package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.carejourney.CareTest;
import org.carejourney.Gateways;
import org.carejourney.Gateways.Taken;
import org.carejourney.Visitor;
import org.carejourney.support.House;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** What happens to a text message, whatever the mood of its provider. */
@CareTest
@ExtendWith(OutputCaptureExtension.class)
class TextStoriesTest {

  private static final Gateways GATEWAYS = Gateways.ALL;

  @LocalServerPort private int port;
  @Autowired private JdbcTemplate jdbc;
  @Autowired private Delivery delivery;
  private Asking asking;
  private House house;

  /** Of the customer with the parked message. */
  private String number;

  @BeforeEach
  void open() {
    asking = new Asking(port);
    house = new House(port);
  }

  @Test
  void whoHasNoMailAddressGetsATextMessage() throws Exception {
    String number = Asking.number();
    String eva = asking.customer("Eva", number);
    String ticket = asking.say(eva, "email, sms, chat", "accepted");
    asking.becomes(eva, "sent");
    house.task(ticket, "Heard");

    Taken request = GATEWAYS.to(number).get(0);
    JsonNode body = new ObjectMapper().readTree(request.body());
    assertThat(body.path("to").asText()).isEqualTo(number);
    assertThat(body.path("from").asText()).isEqualTo("Lumen");
    assertThat(body.path("text").asText()).startsWith("Lumen & Oak: we have").contains(ticket);
    assertThat(request.header("Authorization")).isEqualTo(Gateways.SECRET);
    assertThat(request.header("X-Account")).isEqualTo("lumen");

    JsonNode message = asking.said(eva);
    assertThat(message.path("channel").asText()).isEqualTo("sms");
    assertThat(message.has("subject")).isFalse();
    assertThat(message.has("html")).isFalse();
    assertThat(message.path("text")).isEqualTo(body.path("text"));
    assertThat(message.path("decision").toString()).contains("no address for the channel email");
    assertThat(house.story(eva)).anyMatch(title -> title.startsWith("Lumen & Oak: we have"));
  }

  @Test
  void whoComplainsByTextMessageIsAnsweredByTextMessage() {
    String number = Asking.number();
    var taken =
        house.post(
            "agent",
            "/api/inbound/sms",
            Map.of("id", "m-" + number, "from", number, "text", "My lamp hums."));
    String ticket = taken.getBody().path("ticket").asText();
    await().until(() -> GATEWAYS.to(number).size() == 1);
    assertThat(GATEWAYS.to(number).get(0).body()).contains("we have your complaint", ticket);
  }

  @Test
  void whoHasNoTelephoneEitherIsToldInTheChat() {
    String handle = "chat-" + UUID.randomUUID();
    String kim = asking.chatter(handle);
    asking.say(kim, "email, sms, chat", "queued");
    asking.becomes(kim, "sent");
    Taken request = GATEWAYS.to(handle).get(0);
    assertThat(request.path()).isEqualTo("/chat");
    assertThat(request.header("Idempotency-Key")).isEqualTo(asking.said(kim).path("id").asText());
    assertThat(URLDecoder.decode(request.body(), StandardCharsets.UTF_8))
        .contains("user=" + handle, "thank you for telling us");
  }

  @Test
  void whatSomebodyTypedStaysWhatItIs() {
    String handle = "chat-" + UUID.randomUUID();
    String zoe = asking.chatter(handle);
    String hostile = "Zoë \"}, &user=x {to} {text} \\ 🌷 <b>'x'</b> ${7*7}";
    house.put(zoe, new HashMap<>(Map.of("name", hostile)));
    asking.say(zoe, "chat", "queued");
    asking.becomes(zoe, "sent");
    String[] fields = GATEWAYS.to(handle).get(0).body().split("&");
    assertThat(fields).hasSize(3);
    assertThat(fields[1]).isEqualTo("user=" + handle);
    assertThat(URLDecoder.decode(fields[2], StandardCharsets.UTF_8))
        .startsWith("text=Dear " + hostile + ",\nthank you");
  }

  @ParameterizedTest
  @ValueSource(strings = {"400", "401", "404", "422"})
  void aRefusalForGoodEndsItAndTheProcessHears(String status, CapturedOutput output) {
    String number = Asking.number();
    String max = asking.customer("Max", number);
    GATEWAYS.answer(number, status);
    String ticket = asking.say(max, "sms", "accepted");
    asking.becomes(max, "failed");
    house.task(ticket, "Unreachable");
    house.task(ticket, "Told of failure");
    String reason = asking.said(max).path("reason").asText();
    assertThat(reason).contains(status).doesNotContain(number);
    assertThat(house.story(max)).anyMatch(title -> title.startsWith("Not delivered: Lumen & Oak"));
    assertThat(GATEWAYS.to(number)).hasSize(1);
    assertThat(output).doesNotContain("of-a-secret", number);
    assertThat(reason).doesNotContain("of-a-secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"408", "425", "500", "503"})
  void whoSaysLaterIsAskedAgainAndItGoesOnce(String status) {
    String number = Asking.number();
    String ida = asking.customer("Ida", number);
    GATEWAYS.answer(number, status);
    asking.say(ida, "sms", "queued");
    asking.becomes(ida, "queued");
    await().until(() -> asking.said(ida).path("reason").asText().contains(status));
    house.forward("PT2M");
    asking.becomes(ida, "sent");
    assertThat(GATEWAYS.to(number)).hasSize(2);
  }

  @Test
  void whoSaysWhenIsNotAskedBefore() {
    String number = Asking.number();
    String lea = asking.customer("Lea", number);
    GATEWAYS.answer(number, "429 after 1800");
    asking.say(lea, "sms", "queued");
    await().until(() -> asking.said(lea).path("reason").asText().contains("429"));
    var now = OffsetDateTime.parse(house.get("agent", "/api/demo/clock").path("now").asText());
    var next = OffsetDateTime.parse(asking.said(lea).path("sendAt").asText());
    assertThat(Duration.between(now, next)).isBetween(Duration.ofMinutes(28), Duration.ofHours(1));
    house.forward("PT31M");
    asking.becomes(lea, "sent");
    assertThat(GATEWAYS.to(number)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hang", "break", "302"})
  void whatPerhapsArrivedIsParkedForAPerson(String mood) {
    String number = Asking.number();
    String ann = asking.customer("Ann", number);
    GATEWAYS.answer(number, mood);
    String ticket = asking.say(ann, "sms", "accepted");
    asking.becomes(ann, "parked");
    assertThat(asking.said(ann).path("reason").asText()).contains("Nobody knows", "decide here");
    house.forward("PT3H");
    assertThat(GATEWAYS.to(number)).as("it does not go twice").hasSize(1);
    assertThat(asking.hasTask(ticket, "Heard")).isFalse();
    assertThat(asking.hasTask(ticket, "Unreachable")).isFalse();
    assertThat(house.story(ann)).anyMatch(title -> title.startsWith("Perhaps not delivered"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hang", "break", "302"})
  void whoTakesAKeyIsAskedAgainWithTheSame(String mood) {
    String handle = "chat-" + UUID.randomUUID();
    String kim = asking.chatter(handle);
    GATEWAYS.answer(handle, mood);
    asking.say(kim, "chat", "accepted");
    await().until(() -> asking.said(kim).path("reason").asText().startsWith("Attempt 1"));
    house.forward("PT2M");
    asking.becomes(kim, "sent");
    List<Taken> requests = GATEWAYS.to(handle);
    assertThat(requests).hasSize(2);
    assertThat(requests.get(1).header("Idempotency-Key"))
        .isEqualTo(requests.get(0).header("Idempotency-Key"));
  }

  @Test
  void whatACrashLeftOnItsWayIsParkedAndWhatMayBeRepeatedGoesAgain() {
    String number = Asking.number();
    String ben = asking.customer("Ben", number);
    asking.say(ben, "sms", "queued");
    asking.becomes(ben, "sent");
    String handle = "chat-" + UUID.randomUUID();
    String kim = asking.chatter(handle);
    asking.say(kim, "chat", "queued");
    asking.becomes(kim, "sent");
    for (String customer : List.of(ben, kim)) {
      jdbc.update(
          """
          update message set status = 'sending', owner = 'dead node', sent_at = null,
            lease_until = current_timestamp - interval '1' second
          where id = ?""",
          asking.said(customer).path("id").asText());
    }
    delivery.wake();
    asking.becomes(ben, "parked");
    asking.becomes(kim, "sent");
    assertThat(asking.said(ben).path("reason").asText()).contains("stopped", "decide here");
    assertThat(GATEWAYS.to(number)).hasSize(1);
    assertThat(GATEWAYS.to(handle)).hasSize(2);
  }

  @Test
  void aPersonDecidesThatItArrived() {
    String ann = parked();
    decide(ann, "arrived", 302);
    asking.becomes(ann, "sent");
    house.task(ticketOf(ann), "Heard");
    assertThat(house.story(ann)).anyMatch(title -> title.startsWith("It arrived: "));
    assertThat(actors(ann)).contains("agent");
    decide(ann, "give-up", 409);
    assertThat(asking.status(ann)).isEqualTo("sent");
  }

  @Test
  void aPersonDecidesToSendItAgain() {
    String ann = parked();
    decide(ann, "send-again", 302);
    asking.becomes(ann, "sent");
    house.task(ticketOf(ann), "Heard");
    assertThat(GATEWAYS.to(number)).hasSize(2);
    assertThat(house.story(ann)).anyMatch(title -> title.startsWith("Sent again: "));
  }

  @Test
  void aPersonGivesItUp() {
    String ann = parked();
    decide(ann, "give-up", 302);
    asking.becomes(ann, "failed");
    house.task(ticketOf(ann), "Unreachable");
    house.task(ticketOf(ann), "Told of failure");
    assertThat(house.story(ann)).anyMatch(title -> title.startsWith("Given up: "));
  }

  @Test
  void nobodyDecidesWithoutOurPage() {
    String ann = parked();
    String path = "/care/messages/" + asking.said(ann).path("id").asText();
    Visitor agent = Visitor.browser(port, "agent");
    assertThat(agent.get(path).body()).contains("It arrived", "Send it again", "Give up");
    assertThat(agent.get(path + "/arrived").statusCode()).isIn(404, 405);
    var forged =
        agent.send(
            agent
                .request(path + "/arrived")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("x=y")));
    assertThat(forged.statusCode()).isEqualTo(403);
    assertThat(asking.status(ann)).isEqualTo("parked");
    assertThat(house.delete("lead", "/api/customers/" + ann)).isIn(200, 204);
    await().until(() -> asking.status(ann).equals("withheld"));
  }

  private String parked() {
    number = Asking.number();
    String customer = asking.customer("Ann", number);
    GATEWAYS.answer(number, "break");
    asking.say(customer, "sms", "accepted");
    asking.becomes(customer, "parked");
    return customer;
  }

  private void decide(String customer, String what, int status) {
    String page = "/care/messages/" + asking.said(customer).path("id").asText();
    Visitor agent = Visitor.browser(port, "agent");
    var answer = agent.postForm("/care", page + "/" + what);
    assertThat(answer.statusCode()).isEqualTo(status);
    if (status == 302) {
      assertThat(answer.headers().firstValue("Location").orElse("")).endsWith(page);
    }
  }

  private String ticketOf(String customer) {
    return house.get("agent", "/api/tickets?customerId=" + customer).at("/items/0/number").asText();
  }

  private List<String> actors(String customer) {
    return House.list(house.get("agent", "/api/customers/" + customer + "/timeline").path("items"))
        .stream()
        .map(entry -> entry.path("actor").asText())
        .toList();
  }
}
