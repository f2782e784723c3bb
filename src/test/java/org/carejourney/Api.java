package org.carejourney;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.carejourney.engine.Text;

/** A program that holds what it hears against what our contract says of every answer. */
public final class Api {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What nobody should write, and somebody will. */
  public static Stream<String> hostileTexts() {
    return Stream.of(
        "'; drop table ticket; --",
        "\"quoted\" & <b>bold</b>",
        "<script>alert(1)</script>",
        "${7*7} #{7*7} [#assign x=7*7]${x} <#assign x=7*7> [=7*7] ${.data_model}",
        "\u202Eright to left\u200F",
        "a\u0000b",
        "a\uD800b\uDC00",
        "line\r\nBcc: victim@example.org\r\n\r\n<h1>other</h1>",
        "👩‍👩‍👧 😀",
        "x".repeat(10_000));
  }

  /** How a text stands where it was stored: what cannot be stored has become visible. */
  public static String visible(String text) {
    return Text.clean(text);
  }

  private final Visitor visitor;

  public Api(Visitor visitor) {
    this.visitor = visitor;
  }

  public static Api as(int port, String user) {
    return new Api(Visitor.program(port, user));
  }

  public Visitor visitor() {
    return visitor;
  }

  /** What stands at an address that answers 200. */
  public JsonNode get(String path) {
    return json(visitor.get(path), 200);
  }

  /** Posts a body, a text as it is and everything else as JSON in ASCII. */
  public HttpResponse<String> post(String path, Object body) {
    return visitor.post(path, body instanceof String text ? text : written(body));
  }

  public JsonNode post(String path, Object body, int status) {
    return json(post(path, body), status);
  }

  /** Walks through a list page by page and answers everything it met. */
  public List<JsonNode> walk(String path, int limit) {
    List<JsonNode> met = new ArrayList<>();
    String next = null;
    do {
      String here = path + (path.contains("?") ? "&" : "?") + "limit=" + limit;
      JsonNode page = get(next == null ? here : here + "&after=" + next);
      assertThat(page.has("next")).isTrue();
      assertThat(page.path("items").size()).isLessThanOrEqualTo(limit);
      page.path("items").forEach(met::add);
      next = page.path("next").asText(null);
    } while (next != null);
    return met;
  }

  /** A refusal as RFC 9457 wants it, with our code. */
  public JsonNode problem(HttpResponse<String> answer, int status) {
    JsonNode problem = json(answer, status);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("title").asText()).isNotBlank();
    assertThat(problem.path("detail").asText()).isNotBlank().doesNotContain("org.carejourney");
    assertThat(problem.path("code").asText()).matches("[a-z-]+");
    return problem;
  }

  public JsonNode problem(HttpResponse<String> answer, int status, String field) {
    JsonNode problem = problem(answer, status);
    assertThat(problem.path("field").asText(null)).as(problem.toString()).isEqualTo(field);
    return problem;
  }

  /** Deploys a diagram of a test; gives the deployment's id, to delete it again. */
  public String deploy(String fileName, String diagram) {
    byte[] bytes = diagram.getBytes(StandardCharsets.UTF_8);
    return json(visitor.deploy("/engine-rest", fileName, bytes), 200).path("id").asText();
  }

  public static JsonNode json(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError(answer.body(), e);
    }
  }

  public static List<String> fields(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** A time with its offset, as the contract wants every time. */
  public static OffsetDateTime time(JsonNode text) {
    assertThat(text.isTextual()).as(text.toString()).isTrue();
    return OffsetDateTime.parse(text.asText());
  }

  public static String written(Object body) {
    try {
      return JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
