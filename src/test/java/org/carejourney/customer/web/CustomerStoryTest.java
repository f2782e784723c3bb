package org.carejourney.customer.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.carejourney.CareTest;
import org.carejourney.Visitor;
import org.carejourney.customer.Customers;
import org.carejourney.customer.Timeline;
import org.carejourney.customer.TimelineEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What another program of the company does with customers, over HTTP. */
@CareTest
class CustomerStoryTest {

  private static final String JANE =
      """
      {"name": "Jane O'Neill", "givenName": "Jane", "email": "Jane@Example.org",
       "phone": "+353 1 555 0142", "locale": "en-IE", "timeZone": "Europe/Dublin",
       "country": "ie", "segment": "vip", "birthday": "1980-02-29",
       "attributes": {"product": "Linden lamp", "stars": 5, "rooms": ["hall", "study"]},
       "consents": [{"purpose": "marketing", "channel": "email", "granted": true,
                     "source": "shop", "at": "2026-01-02T10:00:00+01:00",
                     "wording": "terms of May"}]}""";

  private static final String TOO_LONG =
      "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890"
          + "1234567890";

  @LocalServerPort int port;
  @Autowired ObjectMapper json;
  @Autowired Customers customers;
  @Autowired Timeline timeline;
  private Visitor shop;

  @BeforeEach
  void logIn() {
    shop = Visitor.program(port, "admin");
  }

  @Test
  void aCustomerIsToldOfAskedForAndToldOfAgain() throws IOException {
    var created = shop.put("/api/customers/jane%40example.org", JANE);
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    assertThat(created.headers().firstValue("Location").orElseThrow())
        .isEqualTo("/api/customers/jane@example.org");

    JsonNode jane = json(shop.get("/api/customers/jane@example.org"), 200);
    assertThat(jane.path("customerId").asText()).isEqualTo("jane@example.org");
    assertThat(jane.path("name").asText()).isEqualTo("Jane O'Neill");
    assertThat(jane.path("email").asText()).isEqualTo("Jane@Example.org");
    assertThat(jane.path("phone").asText()).isEqualTo("+35315550142");
    assertThat(jane.path("country").asText()).isEqualTo("IE");
    assertThat(jane.path("birthday").asText()).isEqualTo("1980-02-29");
    assertThat(jane.path("attributes").path("stars").asInt()).isEqualTo(5);
    assertThat(jane.path("attributes").path("rooms").path(1).asText()).isEqualTo("study");
    assertThat(jane.path("consents").path(0).path("at").asText()).isEqualTo("2026-01-02T09:00:00Z");
    assertThat(jane.path("consents").path(0).path("wording").asText()).isEqualTo("terms of May");
    assertThat(
            json(shop.get("/api/customers/jane@example.org/export"), 200)
                .at("/customer/consents/0/wording")
                .asText())
        .isEqualTo("terms of May");

    // What was read can be sent back, and says nothing new.
    json(shop.put("/api/customers/jane@example.org", jane.toString()), 200);
    assertThat(json(shop.get("/api/customers/jane@example.org"), 200)).isEqualTo(jane);

    json(shop.put("/api/customers/jane@example.org", "{\"name\": \"Jane Doe\"}"), 200);
    JsonNode renamed = json(shop.get("/api/customers/jane@example.org"), 200);
    assertThat(renamed.path("name").asText()).isEqualTo("Jane Doe");
    assertThat(renamed.has("email")).isFalse();
    assertThat(renamed.path("attributes").isEmpty()).isTrue();
    assertThat(renamed.path("consents")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                                    | name",
        "{'name': '  '}                                        | name",
        "{'name': null}                                        | name",
        "{'name': 'J', 'email': 'jane'}                        | email",
        "{'name': 'J', 'email': 'jane@example.org\\r\\nBcc: x'}| email",
        "{'name': 'J', 'email': 'a@b.org,c@d.org'}             | email",
        "{'name': 'J', 'phone': '12'}                          | phone",
        "{'name': 'J', 'phone': 'call me'}                     | phone",
        "{'name': 'J', 'locale': 'en_GB'}                      | locale",
        "{'name': 'J', 'timeZone': 'Mars/Olympus'}             | timeZone",
        "{'name': 'J', 'timeZone': '+02:00'}                   | timeZone",
        "{'name': 'J', 'country': 'Germany'}                   | country",
        "{'name': 'J', 'birthday': '29.02.1980'}               | birthday",
        "{'name': 'J', 'birthday': '2026-02-30'}               | birthday",
        "{'name': 'J', 'birthday': '2999-01-01'}               | birthday",
        "{'name': 'J', 'attributes': {'<b>': 1}}               | attributes",
        "{'name': 'J', 'customerId': 'C-2'}                    | customerId",
        "{'name': 'J', 'consents': [null]}                     | consents[0].granted",
        "{'name': 'J', 'consents': [{'purpose': 'fun', 'channel': 'email', 'granted': true}]}"
            + "| consents[0].purpose",
        "{'name': 'J', 'consents': [{'purpose': 'care', 'channel': 'fax', 'granted': true}]}"
            + "| consents[0].channel",
        "{'name': 'J', 'consents': [{'purpose': 'care', 'channel': 'sms', 'granted': true}]}"
            + "| consents[0].source",
        "{'name': 'J', 'consents': [{'purpose': 'care', 'channel': 'sms', 'granted': true,"
            + "'source': 's', 'wording': '"
            + TOO_LONG
            + "'}]} | consents[0].wording",
        "{'name': 'J', 'consents': [{'purpose': 'care', 'channel': 'sms', 'granted': true,"
            + "'source': 's', 'at': '2999-01-01T00:00:00Z'}]} | consents[0].at"
      })
  void whatCannotBeIsRefusedAndTheFieldNamed(String body, String field) throws IOException {
    var answer = shop.put("/api/customers/C-refused", body.replace('\'', '"'));
    JsonNode problem = json(answer, 422);
    assertThat(problem.path("field").asText()).isEqualTo(field);
    assertThat(shop.get("/api/customers/C-refused").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a b", "import", "<script>", "-x", "a\u202Eb", "a\u0007b", "`id`", "T-000042"})
  void anIdThatStandsForSomethingElseIsRefused(String id) throws IOException {
    var answer = shop.put("/api/customers/" + encoded(id), "{\"name\": \"J\"}");
    assertThat(answer.statusCode()).as(answer.body()).isIn(400, 422);
    if (answer.statusCode() == 422) {
      assertThat(json(answer, 422).path("field").asText()).isEqualTo("customerId");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"42", "o'neill+shop@example.org", "kundin-größe", "顧客1", "urn:c:1~a"})
  void idsOfManyKindsAreFine(String id) throws IOException {
    String here = "/api/customers/" + encoded(id);
    assertThat(shop.put(here, "{\"name\": \"J\"}").statusCode()).isIn(200, 201);
    assertThat(json(shop.get(here), 200).path("customerId").asText()).isEqualTo(id);
    json(shop.get(here + "/timeline"), 200);
    assertThat(shop.delete(here).statusCode()).isEqualTo(204);
  }

  static Stream<String> hostileTexts() {
    return Stream.of(
        "'; drop table customer; --",
        "\"quoted\"",
        "<script>alert(1)</script>",
        "${7*7} #{7*7} <#assign x=7*7>${x}",
        "\u202Eright to left\u200F",
        "a\u0000b",
        "a\uD800b",
        "line\r\nSubject: other",
        "👩‍👩‍👧 😀",
        "x".repeat(10_000));
  }

  @ParameterizedTest
  @MethodSource("hostileTexts")
  void hostileTextIsKeptAsPlainTextOrRefusedByName(String text) throws IOException {
    for (String field :
        "name givenName email phone locale timeZone country segment birthday".split(" ", -1)) {
      String body = escaped(json.createObjectNode().put("name", "J").put(field, text));
      var answer = shop.put("/api/customers/C-hostile", body);
      assertThat(answer.statusCode()).as("%s: %s", field, answer.body()).isIn(200, 201, 422);
      if (answer.statusCode() == 422) {
        assertThat(json(answer, 422).path("field").asText()).isEqualTo(field);
      } else {
        assertThat(json(shop.get("/api/customers/C-hostile"), 200).path(field).asText())
            .isEqualTo(visible(text));
      }
    }
    String attribute = escaped(Map.of("name", "J", "attributes", Map.of("note", text)));
    assertThat(shop.put("/api/customers/C-hostile", attribute).statusCode()).isEqualTo(200);
    JsonNode kept = json(shop.get("/api/customers/C-hostile"), 200).path("attributes");
    assertThat(kept.path("note").asText()).isEqualTo(visible(text));
  }

  @Test
  void theTimelineIsReadPageByPageNewestFirst() throws IOException {
    shop.put("/api/customers/C-story", "{\"name\": \"J\"}");
    for (int i = 1; i <= 5; i++) {
      timeline.write(
          "C-story",
          TimelineEntry.of(Instant.parse("2026-01-0%dT10:00:00Z".formatted(i)), "note", "No. " + i)
              .withText("<b>&\u0000")
              .withTicket("T-000001"));
    }

    JsonNode first = json(shop.get("/api/customers/C-story/timeline?limit=3"), 200);
    assertThat(first.path("items")).hasSize(3);
    assertThat(first.path("items").path(0).path("title").asText()).isEqualTo("No. 5");
    assertThat(first.path("items").path(0).path("at").asText()).isEqualTo("2026-01-05T10:00:00Z");
    assertThat(first.path("items").path(0).path("text").asText()).isEqualTo("<b>&\uFFFD");
    assertThat(first.path("items").path(0).has("channel")).isFalse();
    String next = first.path("next").asText();

    JsonNode last = json(shop.get("/api/customers/C-story/timeline?limit=3&after=" + next), 200);
    assertThat(last.path("items")).hasSize(2);
    assertThat(last.has("next")).isTrue();
    assertThat(last.path("next").isNull()).isTrue();

    json(shop.get("/api/customers/C-unheard-of/timeline"), 404);
    json(shop.get("/api/customers/C-story/timeline?after=x"), 400);
  }

  @Test
  void everythingKnownIsHandedOutAndThenForgotten() throws IOException {
    shop.put("/api/customers/C-leaves", JANE.replace("Jane@", "leaver@"));
    timeline.write("C-leaves", TimelineEntry.of(Instant.EPOCH, "note", "Called Jane O'Neill"));

    JsonNode all = json(shop.get("/api/customers/C-leaves/export"), 200).path("customer");
    assertThat(all.path("profile").path("name").asText()).isEqualTo("Jane O'Neill");
    assertThat(all.path("consents").path(0).path("source").asText()).isEqualTo("shop");
    assertThat(all.path("timeline").path(0).path("title").asText()).contains("Called");

    assertThat(shop.delete("/api/customers/C-leaves").statusCode()).isEqualTo(204);
    assertThat(shop.delete("/api/customers/C-leaves").statusCode()).isEqualTo(204);
    assertThat(customers.erased("C-leaves")).isTrue();
    assertThat(customers.findByAddress("email", "leaver@example.org")).isEmpty();
    for (String path : new String[] {"", "/timeline", "/export"}) {
      json(shop.get("/api/customers/C-leaves" + path), 404);
    }
    assertThat(json(shop.put("/api/customers/C-leaves", JANE), 409).path("code").asText())
        .isEqualTo("customer-erased");
    json(shop.delete("/api/customers/C-unheard-of"), 404);
  }

  @Test
  void manyProgramsTellingOfOneCustomerAtOnceDoNoHarm() throws Exception {
    Callable<Integer> tell = () -> shop.put("/api/customers/C-popular", JANE).statusCode();
    var threads = Executors.newFixedThreadPool(8);
    int created = 0;
    for (var told : threads.invokeAll(IntStream.range(0, 40).mapToObj(i -> tell).toList())) {
      assertThat(told.get()).isIn(200, 201);
      created += told.get() == 201 ? 1 : 0;
    }
    threads.shutdown();
    assertThat(created).isEqualTo(1);
    assertThat(customers.consents("C-popular")).hasSize(1);
  }

  private JsonNode json(HttpResponse<String> answer, int status) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return json.readTree(answer.body());
  }

  private String escaped(Object body) throws IOException {
    return json.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(body);
  }

  private static String visible(String text) {
    return text.replace('\u0000', '\uFFFD').replace('\uD800', '\uFFFD');
  }

  private static String encoded(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
