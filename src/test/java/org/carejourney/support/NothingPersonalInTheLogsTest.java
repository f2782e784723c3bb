package org.carejourney.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.carejourney.CareTest;
import org.carejourney.EveryTable;
import org.carejourney.LogLines;
import org.carejourney.PostOffice;
import org.carejourney.Visitor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Whatever goes wrong while a customer is served, no line of the log says who they are or what they
 * said; nor does the engine keep it with what failed.
 */
@CareTest
class NothingPersonalInTheLogsTest {

  private static final String MARK = Stumbling.MARK;
  private static final String PHONE = "+49 1512 8877665";
  private static final String DIGITS = "15128877665";

  @LocalServerPort private int port;
  @Autowired private Environment settings;
  @Autowired private JdbcTemplate jdbc;
  @Autowired private Stumbling stumbling;
  private House house;
  private LogLines log;
  private String id;

  @BeforeEach
  void open() {
    house = new House(port);
    log = LogLines.of(settings);
    id = MARK.toLowerCase(Locale.ROOT) + UUID.randomUUID().toString().substring(0, 6);
    profile(id);
  }

  @AfterEach
  void leave() {
    stumbling.over(null);
    PostOffice.DOOR.closed(false);
    log.close();
  }

  /** The address begins with the mark; the id of the customer does not. */
  private void profile(String mailbox) {
    Map<String, Object> profile = new HashMap<>();
    profile.put("name", MARK + " Person");
    profile.put("email", mailbox + "@example.org");
    profile.put("phone", PHONE);
    house.put(customer(), profile);
  }

  private String customer() {
    return "c-" + id.substring(MARK.length());
  }

  private String complain() {
    return house
        .say(
            customer(),
            Map.of(
                "from", id + "@example.org",
                "subject", MARK + " subject",
                "text", MARK + " text, call " + PHONE))
        .path("ticket")
        .asText();
  }

  private void nobodyIsNamed() {
    assertThat(log.all())
        .allSatisfy(
            line -> assertThat(line).doesNotContainIgnoringCase(MARK).doesNotContain(DIGITS));
    assertThat(EveryTable.with(jdbc, "ACT_", MARK)).isEmpty();
  }

  private JsonNode line(Predicate<JsonNode> wanted) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> log.read().stream().filter(wanted).findFirst().orElse(null), n -> n != null);
  }

  private static Predicate<JsonNode> says(String words) {
    return line -> line.path("message").asText().contains(words);
  }

  private static String trace(JsonNode line) {
    return line.at("/error/stack_trace").asText();
  }

  @Test
  void whenTheMailServerIsAwayOrRefusesAndRepeatsTheAddress() {
    PostOffice.DOOR.closed(true);
    complain();
    JsonNode away = line(says("The mail server is not there"));
    PostOffice.DOOR.closed(false);
    assertThat(away.path("message").asText()).doesNotContain("@");

    PostOffice.DOOR.answer(id + "@example.org", "451 <" + id + "@example.org> come back later");
    complain();
    await().until(() -> reasons().contains("451"));
    PostOffice.DOOR.answer(
        id + "@example.org", "550 5.1.1 <" + id + "@example.org>: Recipient address rejected");
    house.forward("PT2M");
    // By mail; on the next channel nobody can be reached, which is told of another message.
    await().until(() -> reasons().contains("550"));
    assertThat(reasons()).contains("Recipient address rejected").doesNotContainIgnoringCase(MARK);
    nobodyIsNamed();
  }

  @Test
  void whenAProcessStumblesOverWhatTheySaid() {
    String ticket = complain();
    house.understand("agent", ticket);
    stumbling.over(customer());
    house.propose("agent", ticket, "apology", null);
    JsonNode stood = line(says("could not go on"));
    assertThat(stood.path("messageId").asText()).isNotBlank();
    assertThat(trace(stood)).contains("NumberFormatException", "Stumbling");
    stumbling.over(null);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> house.ticket(ticket).path("status").asText().equals("solved"));

    stumbling.over(customer());
    house.forward("P10DT1M");
    JsonNode failed = line(says("A job failed"));
    assertThat(failed.path("jobId").asText()).isNotBlank();
    assertThat(trace(failed)).contains("NumberFormatException", "Stumbling");
    assertThat(EveryTable.with(jdbc, "ACT_", "NumberFormatException"))
        .as("the engine still keeps what went wrong")
        .isNotEmpty();
    nobodyIsNamed();
    stumbling.over(null);
    house.forward("P2D");
    assertThat(house.ticket(ticket).path("status").asText()).isEqualTo("closed");
  }

  @Test
  void whenALetterLacksWhatItNeeds() {
    String ticket = complain();
    house.post(
        "admin",
        "/engine-rest/process-definition/key/" + Wordless.deploy(port) + "/start",
        Map.of("businessKey", ticket, "variables", House.typed(Map.of("customerId", customer()))));
    JsonNode failed = line(says("A job failed"));
    assertThat(trace(failed)).contains("TemplateProblem: templates/support/complaint-solved/");
    nobodyIsNamed();
  }

  @Test
  void whenSomebodySendsNonsense() {
    Visitor agent = Visitor.program(port, "agent");
    String ticket = complain();
    String task = house.task(ticket, "Understand complaint").path("id").asText();
    for (String body :
        List.of(
            "{\"text\": \"" + MARK,
            "{\"id\": {\"a\": \"" + MARK + "\"}}",
            "{\"" + MARK + "\": 1}",
            MARK)) {
      assertThat(agent.post("/api/inbound/web", body).statusCode()).isBetween(400, 422);
      assertThat(agent.put("/api/customers/" + customer(), body).statusCode()).isBetween(400, 422);
      assertThat(agent.post("/api/events", body).statusCode()).isBetween(400, 422);
      agent.post("/engine-rest/task/" + task + "/submit-form", body);
    }
    for (String type : List.of("Integer", "Date", "Object", MARK)) {
      String typed = "{\"variables\": {\"topic\": {\"value\": \"%s\", \"type\": \"%s\"}}}";
      agent.post("/engine-rest/task/" + task + "/submit-form", typed.formatted(MARK, type));
      Visitor.program(port, "admin")
          .post("/engine-rest/task/" + task + "/complete", typed.formatted(MARK, type));
      Visitor.program(port, "admin")
          .post(
              "/engine-rest/process-definition/key/resolveComplaint/start",
              typed.formatted(MARK, type));
    }
    agent.get("/api/customers/" + MARK);
    agent.get("/api/messages?status=" + MARK);
    agent.get("/care/customers/" + MARK + "?after=" + MARK);
    Visitor.browser(port, "agent").get("/care/messages?status=" + MARK + "&after=" + MARK);
    nobodyIsNamed();
  }

  @Test
  void whenOurOwnCodeOrTheDatabaseFails() {
    Visitor agent = Visitor.program(port, "agent");
    for (String how : List.of("row", "type", "plain", "wrapped")) {
      var answer = agent.post("/api/clumsy", "{\"how\": \"" + how + "\"}");
      assertThat(answer.statusCode()).as(how).isEqualTo(500);
      assertThat(answer.body()).doesNotContain(MARK);
    }
    JsonNode row = line(line -> trace(line).contains("SQLState"));
    assertThat(row.path("problemId").asText()).isNotBlank();
    assertThat(Visitor.browser(port, "agent").get("/care/clumsy-page").statusCode()).isEqualTo(500);
    JsonNode page = line(says("Unexpected problem at GET /care/clumsy-page"));
    assertThat(trace(page)).contains("NumberFormatException");
    nobodyIsNamed();
  }

  private String reasons() {
    return house.messages(customer()).stream()
        .map(message -> message.path("reason").asText())
        .collect(Collectors.joining("\n"));
  }
}
