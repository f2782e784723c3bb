package org.carejourney.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carejourney.PostOffice.mailTo;
import static org.carejourney.PostOffice.mailsTo;
import static org.carejourney.support.House.address;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.carejourney.Api;
import org.carejourney.CareTest;
import org.carejourney.messaging.Inbox;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A message counts once, however often it is sent and whatever breaks in between. */
@CareTest
class InboundOnceTest {

  @LocalServerPort private int port;
  @Autowired private Inbox inbox;
  @Autowired private IntakeCatchUp catchUp;
  private Api shop;
  private House house;

  @BeforeEach
  void open() {
    shop = Api.as(port, "agent");
    house = new House(port);
  }

  @Test
  void saidAgainItGetsTheFirstAnswerWhateverComesWithItsId() {
    String jane = house.customer("Jane", "en", "standard");
    String id = UUID.randomUUID().toString();
    JsonNode first = shop.post("/api/inbound/web", said(id, jane, "It is broken."), 202);
    for (Object again :
        List.of(
            said(id, jane, "It is broken."),
            said(id, jane, "Something else."),
            said(id, "c-nobody", "It is broken."),
            Map.of("id", id))) {
      assertThat(shop.post("/api/inbound/web", again, 202)).isEqualTo(first);
    }
    JsonNode kept = shop.get("/api/inbound/" + first.path("inboundId").asText());
    assertThat(kept.path("newText").asText()).isEqualTo("It is broken.");
    assertThat(tickets(jane)).hasSize(1);

    JsonNode elsewhere = shop.post("/api/inbound/chat", said(id, jane, "It is broken."), 202);
    assertThat(elsewhere.path("inboundId")).isNotEqualTo(first.path("inboundId"));
    assertThat(tickets(jane)).hasSize(2);
  }

  @Test
  void tenTimesAtOnceItIsOneTicketAndOneAcknowledgement() throws Exception {
    String jane = house.customer("Jane", "en", "standard");
    Map<String, Object> said = said(UUID.randomUUID().toString(), jane, "It is broken.");
    Set<JsonNode> answers = tenAtOnce(() -> shop.post("/api/inbound/web", said, 202));
    assertThat(answers).hasSize(1);
    String ticket = answers.iterator().next().path("ticket").asText();
    assertThat(tickets(jane)).hasSize(1);
    mailTo(address(jane), ticket);
    house.task(ticket, "Understand complaint");
    assertThat(house.messages(jane)).hasSize(1);
    assertThat(mailsTo(address(jane))).hasSize(1);
  }

  @Test
  void tenFirstMessagesOfAStrangerAtOnceMakeOneCustomer() throws Exception {
    String handle = "stranger-" + UUID.randomUUID();
    Set<JsonNode> answers =
        tenAtOnce(
            () ->
                shop.post(
                    "/api/inbound/social",
                    Map.of("id", UUID.randomUUID(), "from", handle, "text", "Hello?"),
                    202));
    assertThat(answers).hasSize(10);
    assertThat(answers)
        .extracting(taken -> kept(taken.path("inboundId").asText()).path("customerId"))
        .containsOnly(
            kept(answers.iterator().next().path("inboundId").asText()).path("customerId"));
  }

  @Test
  void whatWasKeptBeforeACrashIsActedOnOnce() throws Exception {
    String jane = house.customer("Jane", "en", "standard");
    String id = inbox.keep(arrival(jane));
    assertThat(kept(id).has("outcome")).isTrue();
    assertThat(kept(id).path("outcome").isNull()).isTrue();

    catchUp.look();
    assertThat(kept(id).path("outcome").isNull()).as("may still be in hand").isTrue();
    house.forward("PT3M");
    tenAtOnce(
        () -> {
          catchUp.look();
          return true;
        });
    assertThat(kept(id).path("outcome").asText()).isEqualTo("ticket");
    assertThat(tickets(jane)).hasSize(1);
    mailTo(address(jane), kept(id).path("ticket").asText());
    assertThat(mailsTo(address(jane))).hasSize(1);
  }

  @Test
  void whatNoProcessCanTakeNowIsKeptAndTakenLater() {
    String jane = house.customer("Jane", "en", "standard");
    Map<String, Object> said = said(UUID.randomUUID().toString(), jane, "It is broken.");
    suspended(true);
    JsonNode taken;
    try {
      taken = shop.post("/api/inbound/web", said, 202);
    } finally {
      suspended(false);
    }
    assertThat(taken.path("outcome").isNull()).isTrue();
    assertThat(taken.has("ticket")).isFalse();
    assertThat(tickets(jane)).isEmpty();

    house.forward("PT3M");
    catchUp.look();
    JsonNode again = shop.post("/api/inbound/web", said, 202);
    assertThat(again.path("inboundId")).isEqualTo(taken.path("inboundId"));
    assertThat(again.path("outcome").asText()).isEqualTo("ticket");
    assertThat(tickets(jane)).hasSize(1);
  }

  @Test
  void whoWasErasedMeanwhileIsNotMadeAnew() {
    String jane = house.customer("Jane", "en", "standard");
    String id = inbox.keep(arrival(jane));
    assertThat(Api.as(port, "admin").visitor().delete("/api/customers/" + jane).statusCode())
        .isEqualTo(204);
    house.forward("PT3M");
    catchUp.look();
    await().until(() -> !kept(id).path("outcome").isNull());
    assertThat(kept(id).path("outcome").asText()).isEqualTo("ignored");
    assertThat(kept(id).path("reason").asText()).isNotBlank();
    assertThat(kept(id).has("ticket")).isFalse();
    assertThat(tickets(jane)).isEmpty();
  }

  private void suspended(boolean suspended) {
    var answer =
        Api.as(port, "admin")
            .visitor()
            .put(
                "/engine-rest/process-definition/key/resolveComplaint/suspended",
                "{\"suspended\": %s}".formatted(suspended));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
  }

  private JsonNode kept(String inboundId) {
    return shop.get("/api/inbound/" + inboundId);
  }

  private List<JsonNode> tickets(String customerId) {
    return shop.walk("/api/tickets?customerId=" + customerId, 50);
  }

  private static Inbox.Arrival arrival(String customerId) {
    return new Inbox.Arrival(
        "web",
        UUID.randomUUID().toString(),
        address(customerId),
        customerId,
        null,
        "It is broken.",
        null,
        null,
        "{}".getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, Object> said(String id, String customerId, String text) {
    return Map.of("id", id, "from", address(customerId), "customerId", customerId, "text", text);
  }

  private static <T> Set<T> tenAtOnce(Callable<T> work) throws Exception {
    var threads = Executors.newFixedThreadPool(10);
    try {
      Set<T> results = new HashSet<>();
      for (var done : threads.invokeAll(Collections.nCopies(10, work))) {
        results.add(done.get());
      }
      return results;
    } finally {
      threads.shutdown();
    }
  }
}
