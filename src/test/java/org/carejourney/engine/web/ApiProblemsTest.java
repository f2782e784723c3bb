package org.carejourney.engine.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.carejourney.CareTest;
import org.carejourney.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@CareTest
class ApiProblemsTest {

  private static final String ELEVEN_MB = "\"" + "x".repeat(11 * 1024 * 1024);

  @LocalServerPort int port;
  @Autowired ObjectMapper json;
  private Visitor admin;

  @BeforeEach
  void logIn() {
    admin = Visitor.program(port, "admin");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'name': 'Jane'                             | malformed-json | name",
        "{'name': 'Jane', 'email': oops}             | malformed-json | email",
        "{'name': 'Jane'} more                       | malformed-json | ",
        "{'name': 'Jane', 'name': 'John'}            | malformed-json | name",
        "{'name': 'Jane', 'shoeSize': 40}            | unknown-field  | shoeSize",
        "{'name': {'first': 'Jane'}}                 | wrong-type     | name",
        "{'name': 'Jane', 'attributes': [1]}         | wrong-type     | attributes",
        "{'consents': [{'granted': 'perhaps'}]}      | wrong-type     | consents[0].granted",
        "{'consents': [{'granted': true, 'why': 1}]} | unknown-field  | consents[0].why",
        "[]                                          | wrong-type     | ",
        "``                                          | missing-body   | ",
        "null                                        | missing-body   | "
      })
  void aBodyThatCannotBeReadIsAnsweredWithTheFieldAtFault(String body, String code, String field)
      throws IOException {
    var answer = admin.put("/api/customers/C-json", body.replace('\'', '"'));

    JsonNode problem = problem(answer, 400);
    assertThat(problem.path("code").asText()).isEqualTo(code);
    assertThat(problem.path("field").asText(null)).isEqualTo(field);
    assertThat(problem.path("detail").asText()).isNotBlank().doesNotContain("org.carejourney");
  }

  @Test
  void aMalformedBodySaysWhere() throws IOException {
    JsonNode problem = problem(admin.put("/api/customers/C-json", "{\n \"name\": Jane}"), 400);
    assertThat(problem.path("detail").asText()).contains("line 2");
  }

  @Test
  void whatTheAddressDoesNotOfferIsAProblemToo() throws IOException {
    assertThat(code(admin.get("/api/nothing/here"), 404)).isEqualTo("not-found");
    assertThat(code(admin.get("/api"), 404)).isEqualTo("not-found");
    var notAllowed = admin.post("/api/customers/C-1001", "{}");
    assertThat(code(notAllowed, 405)).isEqualTo("method-not-allowed");
    assertThat(notAllowed.headers().firstValue("Allow")).isPresent();
    for (String type : List.of("text/xml", "application/yaml", "text/plain")) {
      var body = BodyPublishers.ofString("name: Jane");
      assertThat(code(admin.send("PUT", "/api/customers/C-1001", type, body), 415))
          .isEqualTo("unsupported-media-type");
    }
    var picture = admin.request("/api/customers/C-1001").header("Accept", "image/png");
    assertThat(code(admin.send(picture), 406)).isEqualTo("not-acceptable");
    assertThat(code(admin.get("/api/customers/C-1001/timeline?limit=many"), 400))
        .isEqualTo("wrong-type");
    assertThat(code(admin.get("/api/customers/C-1001/timeline?limit=0"), 400)).isEqualTo("invalid");
  }

  @Test
  void browsersGetProblemsUnderApiAsWell() throws IOException {
    var browser = admin.request("/api/nothing").header("Accept", "text/html,*/*;q=0.8");
    assertThat(code(admin.send(browser), 404)).isEqualTo("not-found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api//customers", "/api/customers/a%2Fb", "/api/customers/a;b"})
  void addressesThatTheFirewallRefusesAreProblems(String path) throws IOException {
    assertThat(code(admin.get(path), 400)).isEqualTo("refused");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lost-race", "task-gone"})
  void theLoserOfARaceLearnsThatSomebodyWasFaster(String race) throws IOException {
    assertThat(code(admin.get("/api/trouble/" + race), 409)).isEqualTo("conflict");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bug", "deep"})
  void theUnexpectedTellsAnIdAndNothingElse(String kind) throws IOException {
    var answer = admin.get("/api/trouble/" + kind);
    JsonNode problem = problem(answer, 500);
    assertThat(problem.path("code").asText()).isEqualTo("unexpected");
    assertThat(problem.path("instance").asText()).startsWith("urn:uuid:");
    assertThat(answer.body()).doesNotContain("secret").doesNotContain("Exception");
  }

  @Test
  void nulInAnAddressBecomesVisible() {
    assertThat(admin.get("/api/trouble/echo?text=a%00b").body()).contains("a\uFFFDb");
  }

  @Test
  void aBodyOverTenMegabytesIsTooLarge() throws IOException {
    var stated = BodyPublishers.ofString(ELEVEN_MB);
    assertThat(code(admin.send("PUT", "/api/customers/C-big", "application/json", stated), 413))
        .isEqualTo("too-large");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/x-www-form-urlencoded"})
  void alsoWhenItsLengthIsNotStated(String type) throws IOException {
    byte[] text = ELEVEN_MB.getBytes(StandardCharsets.UTF_8);
    var chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(text));
    assertThat(code(admin.send("PUT", "/api/customers/C-big", type, chunked), 413))
        .isEqualTo("too-large");
  }

  @Test
  void theApiDescribesItself() throws IOException {
    JsonNode api = json.readTree(admin.get("/v3/api-docs").body());
    assertThat(api.path("openapi").asText()).startsWith("3.");
    assertThat(api.path("paths").has("/api/customers/{customerId}")).isTrue();
    assertThat(api.at("/paths/~1api~1customers~1import/post/requestBody/content").has("text/csv"))
        .isTrue();
    api.path("paths").fieldNames().forEachRemaining(path -> assertThat(path).startsWith("/api/"));
  }

  private String code(HttpResponse<String> answer, int status) throws IOException {
    return problem(answer, status).path("code").asText();
  }

  private JsonNode problem(HttpResponse<String> answer, int status) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    JsonNode problem = json.readTree(answer.body());
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("title").asText()).isNotBlank();
    return problem;
  }
}
