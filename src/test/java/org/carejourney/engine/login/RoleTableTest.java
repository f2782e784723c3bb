package org.carejourney.engine.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.carejourney.CareTest;
import org.carejourney.Visitor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Walks the table in src/docs/roles.md, cell by cell, over HTTP. */
@CareTest
class RoleTableTest {

  /** What each row of the table means in requests; a row without one fails. */
  private static final Map<String, List<String>> REQUESTS = new LinkedHashMap<>();

  static {
    REQUESTS.put("Tasklist", List.of("APP tasklist"));
    REQUESTS.put("Cockpit", List.of("APP cockpit"));
    REQUESTS.put("Admin", List.of("APP admin"));
    REQUESTS.put("Deploy models", List.of("DEPLOY"));
    REQUESTS.put(
        "Read customers, tickets and messages by the API",
        List.of(
            "GET /api/customers/nobody",
            "GET /api/customers/nobody/timeline",
            "GET /api/tickets/T-999999",
            "GET /api/messages/nothing",
            "GET /api/inbound/nothing"));
    REQUESTS.put(
        "Bring in customers, messages and events by the API",
        List.of(
            "PUT /api/customers/x",
            "POST /api/inbound/web",
            "POST /api/inbound/email",
            "POST /api/inbound/email/postmark",
            "POST /api/inbound/email/sendgrid",
            "POST /api/events"));
    REQUESTS.put(
        "Export, erase and import customers",
        List.of(
            "GET /api/customers/nobody/export",
            "DELETE /api/customers/nobody",
            "POST /api/customers/import"));
    REQUESTS.put("Home page", List.of("GET /care"));
    REQUESTS.put(
        "Customers' stories and messages on the pages",
        List.of(
            "GET /care/customers/nobody",
            "GET /care/messages/nothing",
            "GET /care/tasks/nothing/story"));
    REQUESTS.put(
        "What customers sent, and its downloads",
        List.of(
            "GET /care/inbound/nothing",
            "GET /care/inbound/nothing/html",
            "GET /care/inbound/nothing/raw",
            "GET /care/inbound/nothing/attachments/1"));
    REQUESTS.put(
        "Write down what a customer says about our letters",
        List.of("POST /care/customers/nobody/consents"));
    REQUESTS.put(
        "Allow an address again that is not written to",
        List.of("POST /care/customers/nobody/suppressions/1/free"));
    REQUESTS.put(
        "Decide on parked messages",
        List.of(
            "POST /care/messages/nothing/arrived",
            "POST /care/messages/nothing/send-again",
            "POST /care/messages/nothing/give-up",
            "POST /care/messages/nothing/send-late",
            "POST /care/messages/nothing/leave-out"));
    REQUESTS.put(
        "Cancel or change a message before it goes",
        List.of(
            "POST /care/messages/nothing/cancel",
            "POST /care/messages/nothing/words",
            "POST /api/messages/nothing/cancel",
            "PUT /api/messages/nothing/words"));
    REQUESTS.put(
        "Pause outbound, retry failed jobs",
        List.of("POST /care/outbound/nothing", "POST /care/jobs/nothing"));
    REQUESTS.put(
        "Figures for monitoring, parts of health",
        List.of("GET /actuator/prometheus", "GET /actuator/health/db"));
    REQUESTS.put("API description", List.of("GET /v3/api-docs"));
    REQUESTS.put("Demo clock", List.of("GET /api/demo/clock"));
  }

  private static final Map<String, Visitor> BROWSERS = new ConcurrentHashMap<>();

  @LocalServerPort int port;

  static Stream<Arguments> cells() throws IOException {
    List<List<String>> table =
        Files.readAllLines(Path.of("src/docs/roles.md")).stream()
            .dropWhile(line -> !line.startsWith("| What"))
            .takeWhile(line -> line.startsWith("|"))
            .map(line -> Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList())
            .toList();
    List<String> roles = table.get(0);
    List<Arguments> cells = new ArrayList<>();
    for (List<String> row : table.subList(2, table.size())) {
      for (int i = 1; i < roles.size(); i++) {
        cells.add(Arguments.of(row.get(0), roles.get(i), row.get(i).equals("yes")));
      }
    }
    return cells.stream();
  }

  @ParameterizedTest(name = "{0}: {1} {2}")
  @MethodSource("cells")
  void cell(String what, String user, boolean allowed) {
    assertThat(REQUESTS).containsKey(what);
    for (String request : REQUESTS.get(what)) {
      HttpResponse<String> answer = send(request, user);
      if (allowed) {
        assertThat(answer.statusCode()).as(request).isNotIn(302, 401, 403);
      } else {
        assertThat(answer.statusCode()).as(request).isEqualTo(403);
      }
    }
  }

  private HttpResponse<String> send(String request, String user) {
    String[] words = request.split(" ", -1);
    if (words[0].equals("APP")) {
      // The applications answer what their own login does for somebody without access.
      return Visitor.stranger(port).logInAt(words[1], user, Visitor.PASSWORD);
    }
    if (words[0].equals("DEPLOY")) {
      byte[] form = "{\"id\":\"role-table\",\"components\":[]}".getBytes(StandardCharsets.UTF_8);
      return Visitor.program(port, user).deploy("/engine-rest", "role-table.form", form);
    }
    if (words[1].startsWith("/care")) {
      Visitor browser = BROWSERS.computeIfAbsent(user, name -> Visitor.browser(port, name));
      return words[0].equals("GET")
          ? browser.get(words[1])
          : browser.postForm("/care/logout", words[1]);
    }
    return Visitor.program(port, user)
        .send(words[0], words[1], "application/json", BodyPublishers.ofString("{}"));
  }
}
