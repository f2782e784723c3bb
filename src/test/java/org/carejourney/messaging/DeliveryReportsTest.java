package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.carejourney.Api;
import org.carejourney.CareTest;
import org.carejourney.Gateways;
import org.carejourney.PostOffice;
import org.carejourney.StandardWebhook;
import org.carejourney.Visitor;
import org.carejourney.support.House;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a provider tells after it has taken a message, and who may tell it. */
@CareTest
class DeliveryReportsTest {

  private static final String SECRET = Gateways.WEBHOOK_SECRETS.get(0);
  private static final String OLD_SECRET = Gateways.WEBHOOK_SECRETS.get(1);
  private static final String ELSE = "whsec_c29tZWJvZHktZWxzZXMtc2VjcmV0LW9mLTI0Kw==";

  @LocalServerPort private int port;
  @Autowired private Suppressions suppressions;
  @Autowired private JdbcTemplate jdbc;
  private Asking asking;
  private House house;
  private final String number = Asking.number();

  @BeforeEach
  void open() {
    asking = new Asking(port);
    house = new House(port);
  }

  @Test
  void whatArrivedIsToldOnceOnTheMessageAndInTheStory() {
    String eva = asking.customer("Eva", number);
    String message = sent(eva, "sms", "queued");
    assertThat(asking.said(eva).has("deliveredAt")).isFalse();

    String id = UUID.randomUUID().toString();
    String body = told("message.delivered", Map.of("message", message));
    assertThat(tenTimesAtOnce(id, body, "outcome")).containsExactly("delivered");
    assertThat(Api.json(signed(id, body), 202).path("outcome").asText()).isEqualTo("delivered");
    assertThat(
            jdbc.queryForObject(
                "select count(*) from delivery_report where report_id = ?", Integer.class, id))
        .isOne();
    assertThat(house.story(eva).stream().filter(title -> title.startsWith("Delivered"))).hasSize(1);
    Api.time(asking.said(eva).path("deliveredAt"));
    assertThat(Visitor.browser(port, "agent").get("/care/messages/" + message).body())
        .contains("<dt>Delivered</dt>");

    assertThat(tell("message.failed", Map.of("message", message)))
        .as("it had arrived")
        .isEqualTo("noted");
    assertThat(asking.status(eva)).isEqualTo("sent");
  }

  @Test
  void whatDidNotArriveGoesByTheNextChannelAndTheDeadNumberIsNotWrittenToAgain() {
    String max = house.customer("Max", "en", "standard");
    house.put(
        max,
        new HashMap<>(
            Map.of("name", "Max", "email", House.address(max), "phone", number, "locale", "en")));
    String message = sent(max, "sms, email", "queued");
    int mails = PostOffice.mailsTo(House.address(max)).size();

    assertThat(tell("sms.failed", Map.of("message", message, "code", "30005", "nobodyThere", true)))
        .isEqualTo("failed");
    JsonNode failed = house.get("agent", "/api/messages/" + message);
    assertThat(failed.path("status").asText()).isEqualTo("failed");
    assertThat(failed.path("reason").asText())
        .contains("did not arrive, nobody is there (30005)", "next by email");
    await().until(() -> PostOffice.mailsTo(House.address(max)).size() > mails);
    assertThat(suppressions.standing("sms", number)).hasSize(1);
    assertThat(house.story(max)).anyMatch(title -> title.startsWith("Not delivered"));
    assertThat(tell("sms.failed", Map.of("message", message))).isEqualTo("noted");
    assertThat(tell("sms.delivered", Map.of("message", message)))
        .as("after all")
        .isEqualTo("delivered");
  }

  @Test
  void whenNoChannelIsLeftTheProcessHearsOfIt() {
    String kim = asking.customer("Kim", number);
    String ticket = asking.say(kim, "sms", "queued");
    asking.becomes(kim, "sent");
    String message = asking.said(kim).path("id").asText();
    String personal = "the number " + number + " is unknown";

    tell("message.failed", Map.of("message", message, "code", personal, "more", Map.of("x", 1)));

    house.task(ticket, "Told of failure");
    assertThat(asking.said(kim).path("reason").asText())
        .contains("The provider says that it did not arrive")
        .doesNotContain(number);
    assertThat(suppressions.standing("sms", number)).isEmpty();
  }

  @Test
  void whatNobodyKnewOfIsSettledByTheProvidersWord() {
    String lea = asking.customer("Lea", number);
    Gateways.ALL.answer(number, "break");
    String ticket = asking.say(lea, "sms", "accepted");
    asking.becomes(lea, "parked");
    String message = asking.said(lea).path("id").asText();

    assertThat(tell("message.delivered", Map.of("message", message))).isEqualTo("delivered");

    assertThat(asking.status(lea)).isEqualTo("sent");
    house.task(ticket, "Heard");
  }

  @Test
  void whatWasTriedBeforeItCameTooLateIsNoLongerLateOnceItArrived() {
    String lea = asking.customer("Lea", number);
    Gateways.ALL.answer(number, "break");
    asking.say(lea, "sms", "queued");
    asking.becomes(lea, "parked");
    String message = asking.said(lea).path("id").asText();
    jdbc.update("update message set late_since = decided_at where id = ?", message);

    assertThat(tell("message.delivered", Map.of("message", message))).isEqualTo("delivered");

    assertThat(asking.status(lea)).isEqualTo("sent");
    assertThat(
            jdbc.queryForObject(
                "select late_since from message where id = ?", String.class, message))
        .as("else taking it back would make it not sent")
        .isNull();
  }

  @Test
  void whatIsAnsweredComesInOnceAndBelongsToTheTicket() {
    String ina = asking.customer("Ina", number);
    String ticket = asking.say(ina, "sms", "queued");
    asking.becomes(ina, "sent");
    String id = UUID.randomUUID().toString();
    String body =
        told(
            "message.replied",
            Map.of(
                "message",
                asking.said(ina).path("id").asText(),
                "from",
                number,
                "text",
                "It works again \u0000 <b>thanks</b>"));

    List<String> kept = tenTimesAtOnce(id, body, "inboundId");

    assertThat(kept).hasSize(1);
    JsonNode reply = house.get("agent", "/api/inbound/" + kept.get(0));
    assertThat(reply.path("customerId").asText()).isEqualTo(ina);
    assertThat(reply.path("ticket").asText()).isEqualTo(ticket);
    assertThat(reply.path("newText").asText()).contains("It works again", "<b>thanks</b>");
  }

  @Test
  void anUnknownMessageIsTakenAndRecorded() {
    String eva = house.customer("Eva", "en", "standard");
    house.complain(eva, "product", "It broke.");
    await().until(() -> !house.messages(eva).isEmpty());
    String byMail = house.messages(eva).get(0).path("id").asText();
    for (String message : List.of("no-such-message", byMail)) {
      String id = UUID.randomUUID().toString();
      assertThat(
              Api.json(signed(id, told("message.failed", Map.of("message", message))), 202)
                  .path("outcome")
                  .asText())
          .isEqualTo("unknown");
      assertThat(jdbc.queryForMap("select * from delivery_report where report_id = ?", id))
          .containsEntry("outcome", "unknown")
          .containsEntry("message_id", null);
    }
    assertThat(tell("message.read", Map.of("message", byMail))).isEqualTo("ignored");
  }

  @Test
  void theStandardsOwnExampleHasTheSameSignature() {
    byte[] key = Base64.getDecoder().decode("plJ3nmyCDGBKInavdOK15jsl");
    byte[] body =
        "{\"event_type\":\"ping\",\"data\":{\"success\":true}}".getBytes(StandardCharsets.UTF_8);
    assertThat(Webhooks.signature(key, "msg_loFOjxBNrRLzqYUf", "1731705121", body))
        .isEqualTo("rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=");
  }

  @Test
  void onlyWhatIsSignedNowIsTaken() {
    String body = told("message.delivered", Map.of("message", "none"));
    long now = System.currentTimeMillis() / 1_000;
    assertThat(send("sms", body, "a", now, StandardWebhook.signature(SECRET, "a", now, body)))
        .isEqualTo(202);
    assertThat(send("sms", body, "b", now, StandardWebhook.signature(OLD_SECRET, "b", now, body)))
        .as("while the secret is changed")
        .isEqualTo(202);
    assertThat(
            send(
                "sms",
                body,
                "c",
                now,
                "v1a,x v1,y " + StandardWebhook.signature(SECRET, "c", now, body)))
        .as("the provider signs with several")
        .isEqualTo(202);
    assertThat(
            send(
                "sms",
                body,
                "d",
                now - 240,
                StandardWebhook.signature(SECRET, "d", now - 240, body)))
        .isEqualTo(202);

    assertThat(send("sms", body, "e", now, StandardWebhook.signature(ELSE, "e", now, body)))
        .isEqualTo(401);
    assertThat(send("sms", body + " ", "f", now, StandardWebhook.signature(SECRET, "f", now, body)))
        .isEqualTo(401);
    assertThat(send("sms", body, "g", now, StandardWebhook.signature(SECRET, "other", now, body)))
        .isEqualTo(401);
    assertThat(send("sms", body, "h", now, StandardWebhook.signature(SECRET, "h", now - 1, body)))
        .isEqualTo(401);
    for (long then : new long[] {now - 360, now + 360}) {
      assertThat(send("sms", body, "i", then, StandardWebhook.signature(SECRET, "i", then, body)))
          .isEqualTo(401);
    }
    assertThat(send("sms", body, "j", now, "")).isEqualTo(401);
    assertThat(Api.as(port, "admin").post("/api/deliveries/sms", body).statusCode())
        .as("a login is no signature")
        .isEqualTo(401);
    for (String channel : List.of("chat", "email", "phone", "nothing")) {
      assertThat(send(channel, body, "k", now, StandardWebhook.signature(SECRET, "k", now, body)))
          .as("closed: " + channel)
          .isEqualTo(404);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense | 400",
        "null | 400",
        "[] | 400",
        "{} | 202",
        "{\"type\":\"message.delivered\"} | 422",
        "{\"type\":\"message.failed\",\"data\":{\"message\":\"\"}} | 422",
        "{\"type\":\"message.replied\",\"data\":{\"from\":\"+491\"}} | 422",
        "{\"type\":\"message.replied\",\"data\":{\"text\":\"Hi\"}} | 422",
      })
  void aMistakeIsToldAndChangesNothing(String body, int status) {
    assertThat(signed(UUID.randomUUID().toString(), body).statusCode()).isEqualTo(status);
  }

  /** The different answers to ten copies of one report that come at the same moment. */
  private List<String> tenTimesAtOnce(String id, String body, String field) {
    var start = new CountDownLatch(1);
    List<CompletableFuture<String>> copies =
        IntStream.range(0, 10)
            .mapToObj(
                copy ->
                    CompletableFuture.supplyAsync(
                        () -> {
                          waitFor(start);
                          return Api.json(signed(id, body), 202).path(field).asText();
                        },
                        task -> new Thread(task, "provider").start()))
            .toList();
    start.countDown();
    return copies.stream().map(CompletableFuture::join).distinct().toList();
  }

  private static void waitFor(CountDownLatch start) {
    try {
      start.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Says something to a customer; gives the message, once its provider has it. */
  private String sent(String customer, String channels, String goOn) {
    asking.say(customer, channels, goOn);
    asking.becomes(customer, "sent");
    return asking.said(customer).path("id").asText();
  }

  private String tell(String type, Map<String, ?> data) {
    return Api.json(signed(UUID.randomUUID().toString(), told(type, data)), 202)
        .path("outcome")
        .asText();
  }

  private static String told(String type, Map<String, ?> data) {
    return new ObjectMapper().valueToTree(Map.of("type", type, "data", data)).toString();
  }

  private HttpResponse<String> signed(String id, String body) {
    long now = System.currentTimeMillis() / 1_000;
    return answer("sms", body, id, now, StandardWebhook.signature(SECRET, id, now, body));
  }

  private int send(String channel, String body, String id, long timestamp, String signature) {
    return answer(channel, body, id, timestamp, signature).statusCode();
  }

  private HttpResponse<String> answer(
      String channel, String body, String id, long timestamp, String signature) {
    Visitor provider = Visitor.stranger(port);
    return provider.send(
        provider
            .request("/api/deliveries/" + channel)
            .header("Content-Type", "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", String.valueOf(timestamp))
            .header("webhook-signature", signature)
            .POST(BodyPublishers.ofString(body)));
  }
}
