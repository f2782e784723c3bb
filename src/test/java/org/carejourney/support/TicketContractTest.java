package org.carejourney.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carejourney.Api.fields;
import static org.carejourney.Api.time;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.carejourney.Api;
import org.carejourney.CareTest;
import org.carejourney.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tickets as other programs read them. */
@CareTest
class TicketContractTest {

  private static final List<String> ALWAYS =
      List.of(
          "number",
          "customerId",
          "topic",
          "status",
          "level",
          "priority",
          "team",
          "openedAt",
          "firstAnswerDueAt",
          "solutionDueAt");

  @LocalServerPort private int port;
  @Autowired private Complaints complaints;
  private Api desk;
  private House house;

  @BeforeEach
  void open() {
    desk = Api.as(port, "agent");
    house = new House(port);
  }

  @Test
  void aTicketIsToldFromItsOpeningToItsEnd() {
    String jane = house.customer("Jane", "en", "standard");
    String number = house.complain(jane, "product", "It hums.");
    assertThat(fields(house.ticket(number))).containsExactlyInAnyOrderElementsOf(ALWAYS);

    JsonNode open = await().until(() -> house.ticket(number), t -> !t.path("team").isNull());
    assertThat(fields(open)).containsExactlyInAnyOrderElementsOf(ALWAYS);
    assertThat(open.path("number").asText()).isEqualTo(number);
    assertThat(open.path("customerId").asText()).isEqualTo(jane);
    assertThat(open.path("topic").asText()).isEqualTo("product");
    assertThat(open.path("status").asText()).isEqualTo("open");
    assertThat(open.path("level").isInt()).isTrue();
    assertThat(open.path("priority").isInt()).isTrue();
    assertThat(open.path("team").asText()).isEqualTo("service-team");
    assertThat(time(open.path("openedAt")))
        .isBefore(time(open.path("firstAnswerDueAt")))
        .isBefore(time(open.path("solutionDueAt")));

    house.solve(number, "explanation", null);
    JsonNode solved =
        await().until(() -> house.ticket(number), t -> t.path("status").asText().equals("solved"));
    assertThat(fields(solved)).containsAll(ALWAYS).contains("firstAnsweredAt", "solvedAt");
    assertThat(solved.has("closedAt")).isFalse();
    assertThat(time(solved.path("solvedAt"))).isAfter(time(solved.path("openedAt")));

    await().until(() -> complaints.answered(number, true, "in a test"));
    JsonNode closed =
        await().until(() -> house.ticket(number), t -> t.path("status").asText().equals("closed"));
    assertThat(time(closed.path("closedAt"))).isAfter(time(solved.path("solvedAt")));
    assertThat(list("customerId=" + jane + "&status=closed")).containsExactly(closed);
  }

  @Test
  void aListIsReadPageByPageNewestFirst() {
    String jane = house.customer("Jane", "en", "standard");
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      numbers.add(house.complain(jane, "product", "No. " + i));
      house.task(numbers.get(i), "Understand complaint");
    }
    Collections.reverse(numbers);
    for (int limit : new int[] {1, 2, 5, 500}) {
      assertThat(desk.walk("/api/tickets?customerId=" + jane, limit))
          .extracting(ticket -> ticket.path("number").asText())
          .containsExactlyElementsOf(numbers);
    }
    assertThat(complaints.withdraw(numbers.get(1), "in a test")).isTrue();
    await().until(() -> list("customerId=" + jane + "&status=withdrawn").size() == 1);
    assertThat(list("customerId=" + jane + "&status=open")).hasSize(4);
    assertThat(list("customerId=" + jane + "&status=")).hasSize(5);
    assertThat(list("customerId=c-nobody")).isEmpty();
    assertThat(list("")).extracting(t -> t.path("number").asText()).containsAll(numbers);

    // What comes in while somebody walks through neither shifts nor repeats what is left.
    JsonNode first = desk.get("/api/tickets?limit=2&customerId=" + jane);
    house.complain(jane, "product", "One more.");
    JsonNode second =
        desk.get(
            "/api/tickets?limit=2&customerId=" + jane + "&after=" + first.path("next").asText());
    assertThat(second.path("items").path(0).path("number").asText()).isEqualTo(numbers.get(2));
  }

  @ParameterizedTest
  @CsvSource({
    "status=OPEN, status",
    "status=done, status",
    "status=%24%7B7*7%7D, status",
    "limit=0, limit",
    "limit=-1, limit",
    "limit=501, limit",
    "limit=many, limit",
    "limit=99999999999, limit",
    "after=x, after",
    "after=-1, after",
    "after=0, after",
    "after=1.5, after",
    "after=99999999999999999999, after",
    "after='1;drop', after"
  })
  void aQuestionThatCannotBeIsRefusedAndTheFieldNamed(String query, String field) {
    for (String list : List.of("/api/tickets?", "/api/messages?")) {
      JsonNode problem =
          desk.problem(desk.visitor().get(list + query.replace(";", "%3B")), 400, field);
      if (field.equals("status")) {
        assertThat(problem.path("detail").asText()).contains("status must be one of");
      }
    }
  }

  @Test
  void whatIsNotThereIsAProblem() {
    for (String number : List.of("T-999999999", "nothing", "T-1%27%20or%201=1", "%F0%9F%98%80")) {
      JsonNode problem = desk.problem(desk.visitor().get("/api/tickets/" + number), 404);
      assertThat(problem.path("code").asText()).isEqualTo("unknown-ticket");
    }
    var wrongMethod = desk.post("/api/tickets", "{}");
    desk.problem(wrongMethod, 405);
    assertThat(wrongMethod.headers().firstValue("Allow"))
        .hasValueSatisfying(allow -> assertThat(allow).contains("GET"));
    desk.problem(desk.visitor().delete("/api/tickets/T-000001"), 405);
    Api stranger = new Api(Visitor.stranger(port));
    stranger.problem(stranger.visitor().get("/api/tickets"), 401);
    stranger.problem(stranger.visitor().get("/api/tickets/T-000001"), 401);
  }

  private List<JsonNode> list(String query) {
    return House.list(desk.get("/api/tickets?limit=500&" + query).path("items"));
  }
}
