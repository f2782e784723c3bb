package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carejourney.Api.fields;
import static org.carejourney.Api.time;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.carejourney.Api;
import org.carejourney.CareTest;
import org.carejourney.Visitor;
import org.carejourney.support.House;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Every message and its decision, as other programs read them. */
@CareTest
class MessageApiTest {

  private static final List<String> ALWAYS =
      List.of(
          "id",
          "customerId",
          "process",
          "step",
          "occasion",
          "template",
          "channel",
          "purpose",
          "status",
          "decidedAt");

  @LocalServerPort private int port;
  private Api desk;
  private House house;

  @BeforeEach
  void open() {
    desk = Api.as(port, "agent");
    house = new House(port);
  }

  @Test
  void aMessageThatWentIsToldWithItsWordsAndItsDecision() {
    String jane = house.customer("Jane <b>", "en", "standard");
    String ticket = house.complain(jane, "product", "It hums.");
    JsonNode brief =
        await()
            .until(
                () -> desk.get("/api/messages?customerId=" + jane).path("items").path(0),
                message -> message.path("status").asText().equals("sent"));
    assertThat(fields(brief)).containsAll(ALWAYS).contains("sendAt", "sentAt", "subject");
    assertThat(fields(brief)).doesNotContain("html", "text", "decision", "reason");
    assertThat(brief.path("process").asText()).isEqualTo("resolveComplaint");
    assertThat(brief.path("step").asText()).isEqualTo("Activity_AcknowledgeComplaint");
    assertThat(brief.path("occasion").asText()).isEqualTo("1");
    assertThat(brief.path("template").asText()).isEqualTo("support/complaint-received");
    assertThat(brief.path("channel").asText()).isEqualTo("email");
    assertThat(brief.path("purpose").asText()).isEqualTo("service");
    assertThat(brief.path("subject").asText()).contains(ticket);
    assertThat(time(brief.path("decidedAt"))).isBeforeOrEqualTo(time(brief.path("sentAt")));
    time(brief.path("sendAt"));

    JsonNode whole = desk.get("/api/messages/" + brief.path("id").asText());
    assertThat(fields(whole)).containsAll(fields(brief)).contains("html", "text", "decision");
    fields(brief).forEach(field -> assertThat(whole.path(field)).isEqualTo(brief.path(field)));
    assertThat(whole.path("html").asText()).contains(ticket, "Jane &lt;b&gt;");
    assertThat(whole.path("text").asText()).contains(ticket, "Jane <b>");
    JsonNode decision = whole.path("decision");
    assertThat(decision.at("/diagram/process").asText()).isEqualTo("resolveComplaint");
    assertThat(decision.at("/diagram/version").asInt()).isPositive();
    assertThat(decision.at("/step/id")).isEqualTo(whole.path("step"));
    assertThat(decision.at("/step/name").asText()).isEqualTo("Acknowledge complaint");
    assertThat(decision.at("/template/name")).isEqualTo(whole.path("template"));
    assertThat(decision.at("/template/version").asText()).matches("[0-9a-f]{12}");
    assertThat(House.list(decision.path("judgements")))
        .singleElement()
        .satisfies(
            judged -> assertThat(time(judged.path("at"))).isEqualTo(time(brief.path("decidedAt"))));
    assertThat(House.list(decision.at("/judgements/0/answers")))
        .hasSizeGreaterThan(5)
        .allSatisfy(rule -> assertThat(rule.path("rule").asText()).isNotBlank())
        .allSatisfy(rule -> assertThat(rule.path("outcome").asText()).isEqualTo("passes"));
    assertThat(decision.at("/judgements/0/answers/0/basis/facts/zone").asText()).isNotBlank();
  }

  @Test
  void aMessageThatDidNotGoSaysWhyAndHasNoWords() {
    String handle = "nobody-" + UUID.randomUUID();
    JsonNode taken =
        desk.post(
            "/api/inbound/social",
            Map.of("id", UUID.randomUUID(), "from", handle, "text", "It hums."),
            202);
    String customer = house.ticket(taken.path("ticket").asText()).path("customerId").asText();
    JsonNode brief =
        await()
            .until(
                () -> desk.get("/api/messages?customerId=" + customer).path("items").path(0),
                message -> message.has("id"));
    assertThat(brief.path("status").asText()).isEqualTo("withheld");
    assertThat(brief.path("reason").asText()).contains("no address");
    JsonNode whole = desk.get("/api/messages/" + brief.path("id").asText());
    assertThat(fields(whole)).containsAll(ALWAYS).contains("reason", "decision");
    assertThat(fields(whole)).doesNotContain("html", "text", "subject", "sentAt", "sendAt");
    assertThat(whole.path("decision").toString()).contains("objects", "no address");
    assertThat(whole.at("/decision/template/version").isMissingNode()).isTrue();
  }

  @Test
  void aListIsFilteredAndReadPageByPageNewestFirst() {
    String jane = house.customer("Jane", "en", "standard");
    for (int i = 0; i < 3; i++) {
      house.task(house.complain(jane, "product", "No. " + i), "Understand complaint");
    }
    String hers = "/api/messages?customerId=" + jane;
    await().until(() -> desk.walk(hers + "&status=sent", 50).size() == 3);
    List<JsonNode> all = desk.walk(hers, 50);
    assertThat(all).hasSize(3);
    assertThat(time(all.get(0).path("decidedAt"))).isAfter(time(all.get(2).path("decidedAt")));
    assertThat(desk.walk(hers, 1)).isEqualTo(all);
    assertThat(desk.walk(hers, 2)).isEqualTo(all);

    assertThat(desk.walk(hers + "&process=resolveComplaint&status=sent", 2)).isEqualTo(all);
    for (String other : List.of("&process=findSolution", "&process=%27", "&status=bounced")) {
      assertThat(desk.walk(hers + other, 50)).isEmpty();
    }
    for (String status : "queued held withheld sending sent failed bounced parked".split(" ", -1)) {
      assertThat(desk.walk("/api/messages?status=" + status, 500))
          .allSatisfy(m -> assertThat(m.path("status").asText()).isEqualTo(status));
    }
    assertThat(desk.walk("/api/messages?process=resolveComplaint", 500)).containsAll(all);
    assertThat(desk.walk("/api/messages", 3)).containsAll(all).doesNotHaveDuplicates();
  }

  @Test
  void whatIsNotThereIsAProblem() {
    for (String id : List.of("nothing", "1", "%F0%9F%98%80", "a%27b")) {
      JsonNode problem = desk.problem(desk.visitor().get("/api/messages/" + id), 404);
      assertThat(problem.path("code").asText()).isEqualTo("unknown-message");
    }
    desk.problem(desk.post("/api/messages", "{}"), 405);
    Api stranger = new Api(Visitor.stranger(port));
    stranger.problem(stranger.visitor().get("/api/messages"), 401);
  }
}
