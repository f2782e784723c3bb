package org.carejourney.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carejourney.Api.fields;
import static org.carejourney.Api.time;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.carejourney.Api;
import org.carejourney.CareTest;
import org.carejourney.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a shop, a chat tool or a switchboard hands us, and what it hears. */
@CareTest
class InboundContractTest {

  @LocalServerPort private int port;
  private Api shop;
  private House house;

  @BeforeEach
  void open() {
    shop = Api.as(port, "agent");
    house = new House(port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"web", "chat", "sms", "social", "phone"})
  void whatACustomerSaysIsTakenAndCanBeReadAgain(String channel) {
    String jane = house.customer("Jane O'Neill", "en", "standard");
    Map<String, Object> said = said("It flickers.\nSince \"yesterday\".");
    said.put("customerId", jane);
    said.put("subject", "My lamp");
    said.put("topic", "product");
    said.put("inReplyTo", "nothing-we-know");
    JsonNode taken = shop.post("/api/inbound/" + channel, said, 202);
    assertThat(fields(taken)).containsExactlyInAnyOrder("inboundId", "outcome", "ticket");
    assertThat(taken.path("outcome").asText()).isEqualTo("ticket");
    assertThat(taken.path("ticket").asText()).matches("T-\\d{6,}");

    JsonNode kept = shop.get("/api/inbound/" + taken.path("inboundId").asText());
    assertThat(fields(kept))
        .containsExactlyInAnyOrder(
            "channel",
            "receivedAt",
            "from",
            "customerId",
            "subject",
            "kind",
            "newText",
            "quotedText",
            "outcome",
            "ticket",
            "attachments");
    assertThat(kept.path("channel").asText()).isEqualTo(channel);
    assertThat(kept.path("from").asText()).isEqualTo(said.get("from"));
    assertThat(kept.path("customerId").asText()).isEqualTo(jane);
    assertThat(kept.path("subject").asText()).isEqualTo("My lamp");
    assertThat(kept.path("kind").asText()).isEqualTo("human");
    assertThat(kept.path("newText").asText()).isEqualTo(said.get("text"));
    assertThat(kept.path("quotedText").asText()).isEmpty();
    assertThat(kept.path("outcome")).isEqualTo(taken.path("outcome"));
    assertThat(kept.path("ticket")).isEqualTo(taken.path("ticket"));
    assertThat(kept.path("attachments").isArray()).isTrue();
    var now = time(shop.get("/api/demo/clock").path("now"));
    assertThat(Duration.between(time(kept.path("receivedAt")), now))
        .isBetween(Duration.ZERO, Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @CsvSource({
    "web, Nobody.Known@example.org",
    "chat, nobody42",
    "sms, +49 30 901822",
    "social, @nobody",
    "phone, 030 901823",
    "phone, ask for Rosa",
    "sms, +1",
    "web, '@'"
  })
  void whoWeDoNotKnowIsKnownFromThenOn(String channel, String from) {
    Map<String, Object> said = new HashMap<>(said("Hello?"));
    said.put("from", from);
    JsonNode first = kept(shop.post("/api/inbound/" + channel, said, 202));
    assertThat(first.path("subject").asText("none")).isEmpty();
    String somebody = first.path("customerId").asText();
    JsonNode customer = shop.get("/api/customers/" + somebody);
    assertThat(customer.path("provisional").asBoolean()).isTrue();
    assertThat(customer.path("name").asText()).isNotBlank();

    said.put("id", UUID.randomUUID().toString());
    said.put("from", " " + from.toUpperCase(Locale.ROOT) + " ");
    assertThat(kept(shop.post("/api/inbound/" + channel, said, 202)).path("customerId").asText())
        .isEqualTo(somebody);
    assertThat(shop.walk("/api/tickets?customerId=" + somebody, 50)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'from': 'a@b.org', 'text': 'T'}                              | 422 | missing | id",
        "{'id': null, 'from': 'a@b.org', 'text': 'T'}                  | 422 | missing | id",
        "{'id': ' \\t', 'from': 'a@b.org', 'text': 'T'}                | 422 | missing | id",
        "{'id': '%s', 'text': 'T'}                                     | 422 | missing | from",
        "{'id': '%s', 'from': '', 'text': 'T'}                         | 422 | missing | from",
        "{'id': '%s', 'from': 'a@b.org'}                               | 422 | missing | text",
        "{'id': '%s', 'from': 'a@b.org', 'text': '\\r\\n'}             | 422 | missing | text",
        "{'id': '%s', 'from': 'a@b.org', 'text': 'T', 'customerId': 'c-nobody'}"
            + "| 422 | unknown-customer | customerId",
        "{'id': '%s', 'from': 'a@b.org', 'text': 'T', 'form': 'x'}     | 400 | unknown-field | form",
        "{'id': '%s', 'from': ['a@b.org'], 'text': 'T'}                | 400 | wrong-type | from",
        "{'id': '%s', 'from': 'a@b.org', 'text': {'html': 'T'}}        | 400 | wrong-type | text",
        "{'id': '%s', 'id': '%s', 'from': 'a@b.org', 'text': 'T'}      | 400 | malformed-json | id",
        "{'id': '%s', 'from': 'a@b.org', 'text': 'T'                   | 400 | malformed-json | text",
        "{'id': '%s', 'from': 'a@b.org', 'text': oops}                 | 400 | malformed-json | text",
        "[]                                                            | 400 | wrong-type | ",
        "``                                                            | 400 | missing-body | "
      })
  void whatCannotBeIsRefusedAndTheFieldNamed(String body, int status, String code, String field) {
    String id = UUID.randomUUID().toString();
    var answer = shop.post("/api/inbound/web", body.replace('\'', '"').replace("%s", id));
    assertThat(shop.problem(answer, status, field).path("code").asText()).isEqualTo(code);
    // Nothing was kept: the right message with that id is a new one.
    if (body.contains("%s")) {
      Map<String, Object> right = said("Right.");
      right.put("id", id);
      JsonNode kept = kept(shop.post("/api/inbound/web", right, 202));
      assertThat(kept.path("newText").asText()).isEqualTo("Right.");
    }
  }

  @Test
  void numbersPassForIds() {
    String body = "{\"id\": %d, \"from\": \"n@example.org\", \"text\": 7}";
    JsonNode taken = shop.post("/api/inbound/chat", body.formatted(System.nanoTime()), 202);
    assertThat(kept(taken).path("newText").asText()).isEqualTo("7");
  }

  @ParameterizedTest
  @CsvSource({
    "id, 300",
    "from, 320",
    "customerId, 100",
    "subject, 1000",
    "text, 1000000",
    "topic, 200",
    "inReplyTo, 300"
  })
  void whatIsTooLongIsNamedAndWhatJustFitsIsTaken(String field, int most) {
    Map<String, Object> said = said("Long.");
    for (String sign : List.of("x", "İ", "שּׁ", "😀")) {
      String fits = unique(sign, most);
      said.put("id", UUID.randomUUID().toString());
      said.put(field, fits + "x");
      JsonNode problem = shop.problem(shop.post("/api/inbound/social", said), 422, field);
      assertThat(problem.path("code").asText()).isEqualTo("too-long");
      assertThat(problem.path("detail").asText()).contains("" + most);

      said.put(field, fits);
      if (field.equals("customerId")) {
        shop.problem(shop.post("/api/inbound/social", said), 422, field);
      } else {
        JsonNode kept = kept(shop.post("/api/inbound/social", said, 202));
        assertThat(kept.path("outcome").asText()).isEqualTo("ticket");
      }
    }
  }

  @Test
  void whatTheAddressDoesNotOfferIsAProblem() {
    for (String channel : List.of("fax", "WEB", "%F0%9F%98%80", "%24%7B7*7%7D")) {
      JsonNode problem = shop.problem(shop.post("/api/inbound/" + channel, said("Hello?")), 404);
      assertThat(problem.path("code").asText()).isEqualTo("unknown-channel");
      assertThat(problem.path("detail").asText()).contains("web, chat, sms, social, phone");
    }
    shop.problem(shop.visitor().get("/api/inbound/nothing"), 404);
    shop.problem(shop.visitor().delete("/api/inbound/web"), 405);
    shop.problem(shop.visitor().put("/api/inbound/web", "{}"), 405);
    var text = BodyPublishers.ofString("Hello?");
    shop.problem(shop.visitor().send("POST", "/api/inbound/web", "text/plain", text), 415);
    var latin = BodyPublishers.ofByteArray("{\"id\": \"ä\"}".getBytes(StandardCharsets.ISO_8859_1));
    shop.problem(shop.visitor().send("POST", "/api/inbound/web", "application/json", latin), 400);
    shop.problem(
        shop.post("/api/inbound/web", "{\"text\": \"" + "x".repeat(10_500_000) + "\"}"), 413);
    Api stranger = new Api(Visitor.stranger(port));
    var refused = stranger.post("/api/inbound/web", said("Let me in."));
    stranger.problem(refused, 401);
    assertThat(refused.headers().firstValue("Location")).isEmpty();
    assertThat(refused.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Basic");
  }

  private JsonNode kept(JsonNode taken) {
    return shop.get("/api/inbound/" + taken.path("inboundId").asText());
  }

  private static Map<String, Object> said(String text) {
    Map<String, Object> said = new HashMap<>();
    said.put("id", UUID.randomUUID().toString());
    said.put("from", "sender-" + UUID.randomUUID() + "@example.org");
    said.put("text", text);
    return said;
  }

  /** As long as it may be, and like no other. */
  private static String unique(String sign, int length) {
    String id = UUID.randomUUID().toString();
    String rest = sign.repeat((length - id.length()) / sign.length());
    return id + rest + "x".repeat(length - id.length() - rest.length());
  }
}
