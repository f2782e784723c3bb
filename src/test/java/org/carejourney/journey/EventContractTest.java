package org.carejourney.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carejourney.journey.Shop.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.carejourney.Api;
import org.carejourney.CareTest;
import org.carejourney.Visitor;
import org.carejourney.journey.Shop.Mode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a system hears that tells us events, in either mode, above all when it does so wrongly. */
@CareTest
class EventContractTest {

  @LocalServerPort private int port;
  @Autowired private JdbcTemplate jdbc;
  private Shop shop;
  private Api api;
  private String jane;

  @BeforeEach
  void open() {
    shop = new Shop(port);
    api = shop.api();
    jane = shop.house().customer("Jane", "en", "standard");
  }

  private void nothingWasRecorded() {
    assertThat(shop.story(jane)).isEmpty();
    assertThat(
            jdbc.queryForObject(
                "select count(*) from event where customer_id = ?", Integer.class, jane))
        .isZero();
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(Mode.values())
        .flatMap(
            mode ->
                Stream.of(
                    Arguments.of(mode, "specversion", null, "missing"),
                    Arguments.of(mode, "specversion", "0.3", "invalid"),
                    Arguments.of(mode, "specversion", "1.1", "invalid"),
                    Arguments.of(mode, "id", null, "missing"),
                    Arguments.of(mode, "id", " ", "missing"),
                    Arguments.of(mode, "id", "x".repeat(301), "too-long"),
                    Arguments.of(mode, "source", null, "missing"),
                    Arguments.of(mode, "source", "", "missing"),
                    Arguments.of(mode, "source", "x".repeat(301), "too-long"),
                    Arguments.of(mode, "type", null, "missing"),
                    Arguments.of(mode, "type", "x".repeat(201), "too-long"),
                    Arguments.of(mode, "type", "care.scoreGiven", "reserved-type"),
                    Arguments.of(mode, "type", "CARE.scoreGiven", "reserved-type"),
                    Arguments.of(mode, "type", "Care.", "reserved-type"),
                    Arguments.of(mode, "subject", null, "missing"),
                    Arguments.of(mode, "subject", "c-nobody", "unknown-customer"),
                    Arguments.of(mode, "subject", "x".repeat(101), "too-long"),
                    Arguments.of(mode, "time", "yesterday", "invalid"),
                    Arguments.of(mode, "time", "2026-03-02", "invalid"),
                    Arguments.of(mode, "time", "2026-03-02T10:00:00", "invalid"),
                    Arguments.of(mode, "time", "2026-02-30T10:00:00Z", "invalid"),
                    Arguments.of(mode, "time", "1999-03-02T10:00:00Z", "too-old"),
                    Arguments.of(mode, "time", "-999999999-01-01T00:00:00+18:00", "too-old"),
                    Arguments.of(mode, "time", "9999-03-02T10:00:00Z", "in-the-future"),
                    Arguments.of(mode, "time", "+999999999-12-31T23:59:59-18:00", "in-the-future"),
                    Arguments.of(mode, "data", List.of(1), "wrong-type"),
                    Arguments.of(mode, "data", "text", "wrong-type"),
                    Arguments.of(mode, "data", 7, "wrong-type")));
  }

  @ParameterizedTest(name = "{0}: {1} {3}")
  @MethodSource("mistakes")
  void whatCannotBeIsRefusedAndTheFieldNamed(Mode mode, String field, Object value, String code) {
    Map<String, Object> event = event("lamp.tested", jane);
    event.put(field, value);
    event.values().removeIf(v -> v == null);
    int status = code.equals("wrong-type") ? 400 : 422;
    JsonNode problem = api.problem(shop.send(mode, event), status, field);
    assertThat(problem.path("code").asText()).isEqualTo(code);
    nothingWasRecorded();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'specversion':'1.0','id':7,'source':'/s','type':'t','subject':'c'} | 400 | wrong-type | id",
        "{'specversion':1.0,'id':'7','source':'/s','type':'t','subject':'c'} | 400 | wrong-type | specversion",
        "{'specversion':'1.0','id':'7','source':['/s'],'type':'t'}           | 400 | wrong-type | source",
        "{'specversion':'1.0','id':'7','source':'/s','type':'t','ext':{}}    | 400 | wrong-type | ext",
        "{'specversion':'1.0','id':'7','source':'/s','type':'t','Time':'x'}  | 400 | unknown-field | Time",
        "{'specversion':'1.0','id':'7','id':'8'}                             | 400 | malformed-json | id",
        "{'specversion':'1.0','id':'7','data':{'a':1,'a':2}}                 | 400 | malformed-json | a",
        "{'specversion':'1.0','id':'7'                                       | 400 | malformed-json | id",
        "[{'specversion':'1.0','id':'7'}]                                    | 400 | wrong-type | ",
        "'text'                                                              | 400 | wrong-type | ",
        "{}                                                                  | 422 | missing | specversion",
        "``                                                                  | 400 | missing-body | ",
        "null                                                                | 400 | wrong-type | "
      })
  void aBodyThatIsNoCloudEventIsRefused(String body, int status, String code, String field) {
    HttpResponse<String> answer = structured(body.replace('\'', '"'));
    assertThat(api.problem(answer, status, field).path("code").asText()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'datacontenttype':'text/plain','data':'hi'     | 422 | datacontenttype",
        "'datacontenttype':'application/xml','data':{}  | 422 | datacontenttype",
        "'datacontenttype':'json','data':{}             | 422 | datacontenttype",
        "'data':{},'data_base64':'e30='                 | 422 | data_base64",
        "'data_base64':'%%%'                            | 422 | data_base64",
        "'data_base64':7                                | 422 | data_base64",
        "'data_base64':'bm8ganNvbg=='                   | 422 | data_base64",
        "'data':{'price':1e400}                         | 422 | data.price",
        "'data':{'a':[{'b':-1e999}]}                    | 422 | data.a[0].b"
      })
  void dataThatIsNoJsonObjectIsRefused(String data, int status, String field) {
    api.problem(structured(written(data)), status, field);
    nothingWasRecorded();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'data':null",
        "'datacontenttype':'text/plain'",
        "'datacontenttype':'application/vnd.shop+json; charset=utf-8','data':{'a':null}",
        "'data_base64':'eyJhIjoxfQ=='",
        "'dataschema':'https://shop.example/joined','traceparent':'00-1','sequence':7,'hot':true",
        "'time':null,'ext':null",
        "'data':{'a':1e-999,'b':[[],{}],'c':12345678901234567890}"
      })
  void whatTheSpecificationAllowsIsTaken(String attributes) {
    Api.json(structured(written(attributes)), 202);
    assertThat(shop.story(jane)).hasSize(1);
  }

  private String written(String attributes) {
    return ("{'specversion':'1.0','id':'%s','source':'/s','type':'lamp.tested','subject':'%s',"
                .formatted(UUID.randomUUID(), jane)
            + attributes
            + "}")
        .replace('\'', '"');
  }

  private HttpResponse<String> structured(String body) {
    return shop.api()
        .visitor()
        .send("POST", "/api/events", "application/cloudevents+json", BodyPublishers.ofString(body));
  }

  @Test
  void aWholeEventSentAsPlainJsonIsReadAsOne() {
    var taken = shop.api().visitor().post("/api/events", written("'data':{'lamp':'Ember'}"));
    assertThat(taken.statusCode()).isEqualTo(202);
  }

  @Test
  void otherWaysOfSendingAreRefused() {
    Visitor program = api.visitor();
    for (String type :
        List.of(
            "application/cloudevents-batch+json",
            "application/cloudevents-batch+json; charset=utf-8",
            "application/cloudevents+xml",
            "application/xml",
            "text/plain")) {
      var body = BodyPublishers.ofString("[]");
      api.problem(program.send("POST", "/api/events", type, body), 415);
    }
    api.problem(program.get("/api/events"), 405);
    JsonNode plain = api.problem(program.post("/api/events", "{\"id\":\"7\"}"), 422, "specversion");
    assertThat(plain.path("detail").asText()).contains("application/cloudevents+json");
    String big = written("'data':{'text':'" + "x".repeat(10_500_000) + "'}");
    api.problem(structured(big), 413);
    byte[] latin =
        "{\"specversion\":\"1.0\",\"id\":\"ä\"}"
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    api.problem(
        program.send(
            "POST",
            "/api/events",
            "application/cloudevents+json",
            BodyPublishers.ofByteArray(latin)),
        400);
    String deep = written("'data':{'a':" + "[".repeat(2000) + "]".repeat(2000) + "}");
    api.problem(structured(deep), 400);
    Api.as(port, "designer")
        .problem(Visitor.program(port, "designer").post("/api/events", "{}"), 403);
    Api stranger = new Api(Visitor.stranger(port));
    stranger.problem(stranger.post("/api/events", "{}"), 401);
    nothingWasRecorded();
  }

  @Test
  void aHeaderThatStandsThereTwiceIsRefused() {
    var request = api.visitor().request("/api/events").POST(BodyPublishers.noBody());
    event("lamp.tested", jane).forEach((name, value) -> request.header("ce-" + name, "" + value));
    request.header("CE-ID", "another");
    JsonNode problem = api.problem(api.visitor().send(request), 400, "id");
    assertThat(problem.path("code").asText()).isEqualTo("ambiguous");
  }

  @ParameterizedTest
  @EnumSource
  void theClockOfTheHouseCountsAndItsTimeIsNamed(Mode mode) {
    Map<String, Object> event = event("lamp.tested", jane);
    event.put("time", shop.now().plus(Duration.ofMinutes(6)).toString());
    JsonNode problem = api.problem(shop.send(mode, event), 422, "time");
    assertThat(problem.path("detail").asText()).contains(shop.now().toString().substring(0, 14));

    event.put("time", shop.now().minus(Duration.ofDays(367)).toString());
    assertThat(api.problem(shop.send(mode, event), 422, "time").path("code").asText())
        .isEqualTo("too-old");

    event.put("time", shop.now().plus(Duration.ofMinutes(4)).toString());
    Api.json(shop.send(mode, event), 202);
    event.put("id", UUID.randomUUID().toString());
    event.put("time", shop.now().minus(Duration.ofDays(365)).toString());
    Api.json(shop.send(mode, event), 202);
    event.put("id", UUID.randomUUID().toString());
    event.remove("time");
    Api.json(shop.send(mode, event), 202);
    assertThat(
            Duration.between(Api.time(shop.story(jane).get(0).path("at")).toInstant(), shop.now()))
        .isBetween(Duration.ZERO, Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @MethodSource("org.carejourney.Api#hostileTexts")
  void whatIsHostileIsKeptAsPlainText(String text) {
    Map<String, Object> event = event("lamp.tested", jane, Map.of("said", text));
    if (text.length() < 200) {
      event.put("type", text);
      event.put("source", text);
      event.put("id", text + UUID.randomUUID());
    }
    Api.json(shop.send(Mode.STRUCTURED, event), 202);
    Api.json(shop.send(Mode.STRUCTURED, event), 200);
    JsonNode entry = shop.story(jane).get(0);
    assertThat(entry.path("text").asText()).isEqualTo("said: " + Api.visible(text));
    assertThat(shop.story(jane)).hasSize(1);
  }

  @Test
  void idsAsLongAsTheyMayBeAreTaken() {
    for (String sign : List.of("x", "😀", "שּׁ")) {
      Map<String, Object> event = event(fitting(sign, 200), jane);
      event.put("id", fitting(sign, 300));
      event.put("source", fitting(sign, 300));
      Api.json(shop.send(Mode.STRUCTURED, event), 202);
      Api.json(shop.send(Mode.STRUCTURED, event), 200);
    }
  }

  private static String fitting(String sign, int length) {
    String id = UUID.randomUUID().toString();
    String rest = sign.repeat((length - id.length()) / sign.length());
    return id + rest + "x".repeat(length - id.length() - rest.length());
  }

  @Test
  void headersSayWhatTheBodyWouldHaveSaid() {
    Map<String, Object> event = event("lamp.tested", jane);
    event.put("id", "Grüße 😀 100%");
    event.put("source", "/größe");
    Api.json(shop.send(Mode.BINARY, event), 202);
    Api.json(shop.send(Mode.STRUCTURED, event), 200);
    // A single percent sign is what it is, and quotes may stand around.
    var request = api.visitor().request("/api/events").POST(BodyPublishers.noBody());
    event.put("id", "\"Gr%C3%BC%c3%9Fe %F0%9F%98%80 100%\"");
    event.put("source", "/gr%C3%B6%C3%9Fe");
    event.forEach((name, value) -> request.header("ce-" + name, "" + value));
    Api.json(api.visitor().send(request), 200);
  }

  @Test
  void theDescriptionOfTheApiTellsOfIt() {
    JsonNode path = api.get("/v3/api-docs").path("paths").path("/api/events").path("post");
    assertThat(path.path("requestBody").path("content").has("application/cloudevents+json"))
        .as(path.toString())
        .isTrue();
    assertThat(path.path("responses").has("202")).isTrue();
  }
}
