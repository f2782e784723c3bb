package org.carejourney.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.carejourney.CareTest;
import org.carejourney.EveryTable;
import org.carejourney.engine.Answer;
import org.carejourney.engine.Answers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** What customers say and people type is never in an engine table, runtime or history. */
@CareTest
class NothingPersonalInTheEngineTest {

  private static final String MARK = "Zyxwv";

  @LocalServerPort private int port;
  @Autowired private JdbcTemplate jdbc;
  @Autowired private Answers answers;

  @Test
  void everyTableOfTheEngineIsFreeOfIt() {
    House house = new House(port);
    String id = house.customer(MARK + "name", "en", "standard");
    String ticket =
        house
            .say(id, Map.of("subject", MARK + "subject", "text", MARK + "text"))
            .path("ticket")
            .asText();
    house.complete(
        "agent",
        house.task(ticket, "Understand complaint"),
        Map.of(
            "topic", "product",
            "whatHappened", MARK + "happened",
            "customerNeeds", MARK + "needs",
            "cause", MARK + "cause",
            "nextStep", "ask",
            "question", MARK + "question"));
    await().until(() -> house.ticket(ticket).path("status").asText().equals("waiting"));
    house.say(id, Map.of("text", MARK + "answer", "inReplyTo", ticket));
    house.solveWith(ticket, MARK);
    var approval = house.task(ticket, "Approve solution");
    house.complete("lead", approval, Map.of("approved", "no", "returnReason", MARK + "return"));
    house.solveOnlyWith(ticket, MARK);
    house.complete("lead", house.task(ticket, "Approve solution"), Map.of("approved", "yes"));
    await().until(() -> house.ticket(ticket).path("status").asText().equals("solved"));
    house.say(id, Map.of("text", MARK + "reply", "inReplyTo", ticket));
    house.complete(
        "agent",
        house.task(ticket, "Read reply"),
        Map.of("replyMeaning", "noted", "replyNotes", MARK + "notes"));
    byPhone(house);

    assertThat(answers.of(ticket)).extracting(Answer::answer).contains(MARK + "return");
    assertThat(EveryTable.with(jdbc, "ACT_", MARK))
        .as("tables of the engine that hold personal data")
        .isEmpty();
    assertThat(EveryTable.with(jdbc, "ACT_", "resolveComplaint"))
        .as("the search does find things")
        .isNotEmpty();
  }

  private static void byPhone(House house) {
    Map<String, Object> form = new HashMap<>();
    form.put("callerName", MARK + "caller");
    form.put("callerEmail", MARK.toLowerCase(Locale.ROOT) + "@example.org");
    form.put("callerPhone", "+49 30 901821");
    form.put("topic", "product");
    form.put("subject", MARK + "phone");
    form.put("description", MARK + "description");
    var started =
        house.post(
            "agent",
            "/engine-rest/process-definition/key/resolveComplaint/submit-form",
            Map.of("variables", House.typed(form)));
    String instance = started.getBody().path("id").asText();
    await()
        .until(
            () ->
                house
                    .get("admin", "/engine-rest/process-instance/" + instance)
                    .path("businessKey")
                    .asText()
                    .startsWith("T-"));
  }
}
