package org.carejourney.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.carejourney.CareTest;
import org.carejourney.engine.Answer;
import org.carejourney.engine.Answers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.ResponseEntity;

/** The server checks every form again: a browser is not the only thing that can send one. */
@CareTest
class FormsTest {

  @LocalServerPort private int port;
  @Autowired private Answers answers;
  private House house;
  private String ticket;
  private String task;

  @BeforeEach
  void aComplaintToUnderstand() {
    house = new House(port);
    String customer = house.customer("Fay Form", "en", "standard");
    ticket = house.complain(customer, "product", "It broke.");
    task = house.task(ticket, "Understand complaint").path("id").asText();
    house.post("agent", "/engine-rest/task/" + task + "/claim", Map.of("userId", "agent"));
  }

  private Map<String, Object> complete() {
    return new HashMap<>(
        Map.of(
            "topic", "product",
            "whatHappened", "The switch broke",
            "nextStep", "solve"));
  }

  private ResponseEntity<JsonNode> send(String field, Object value) {
    Map<String, Object> values = complete();
    values.put(field, value);
    return house.submit("agent", task, values);
  }

  private void refused(ResponseEntity<JsonNode> answer, String field) {
    assertThat(answer.getStatusCode().value()).isEqualTo(400);
    assertThat(answer.getHeaders().getContentType().toString())
        .startsWith("application/problem+json");
    assertThat(answer.getBody().path("field").asText()).isEqualTo(field);
    assertThat(answer.getBody().path("detail").asText()).isNotBlank();
    assertThat(house.tasks(ticket)).as("the task is still there").hasSize(1);
    assertThat(answers.of(ticket)).as("nothing is half kept").isEmpty();
  }

  @Test
  void aRequiredFieldLeftOutIsNamed() {
    Map<String, Object> values = complete();
    values.remove("whatHappened");
    refused(house.submit("agent", task, values), "whatHappened");
    refused(send("whatHappened", "   "), "whatHappened");
  }

  @Test
  void aChoiceThatIsNotOfferedIsRefused() {
    refused(send("topic", "everything"), "topic");
    refused(send("nextStep", "${7*7}"), "nextStep");
  }

  @Test
  void aWrongTypeIsRefused() {
    refused(send("whatHappened", 7), "whatHappened");
    refused(send("topic", List.of("product")), "topic");
  }

  @Test
  void aFieldTheFormDoesNotHaveIsRefused() {
    refused(send("priority", 100), "priority");
    refused(send("customerId", "somebody-else"), "customerId");
  }

  @Test
  void tooMuchTextIsRefused() {
    refused(send("whatHappened", "x".repeat(20_000)), "whatHappened");
  }

  @Test
  void aFieldIsRequiredOnlyWhereItIsShown() {
    refused(send("nextStep", "ask"), "question");
    assertThat(send("question", "This is hidden and does not count").getStatusCode().value())
        .isEqualTo(204);
    assertThat(answers.latest(ticket)).containsEntry("question", "");
  }

  @Test
  void numbersKeepWithinTheirLimits() {
    assertThat(house.submit("agent", task, complete()).getStatusCode().value()).isEqualTo(204);
    JsonNode propose = house.task(ticket, "Propose solution");
    house.post(
        "agent",
        "/engine-rest/task/" + propose.path("id").asText() + "/claim",
        Map.of("userId", "agent"));
    for (Object amount : List.of(-1, "many", 1e12, "NaN")) {
      var answer =
          house.submit(
              "agent",
              propose.path("id").asText(),
              Map.of(
                  "solution", "refund",
                  "goodwillAmount", amount,
                  "whatWentWrong", "a",
                  "whatWeDo", "b"));
      assertThat(answer.getStatusCode().value()).as("amount " + amount).isEqualTo(400);
      assertThat(answer.getBody().path("field").asText()).isEqualTo("goodwillAmount");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'; drop table customer; --",
        "<script>alert(1)</script>",
        "${7*7} #{7*7} [#assign x=1] <#assign x=1>",
        "\u202Eright to left\u202C",
        "line one\r\nBcc: everybody@example.org\r\n\r\nline two",
        "🪔💡 Ærøskøbing 山田花子"
      })
  void hostileTextIsKeptAsTheTextItIs(String text) {
    assertThat(send("whatHappened", text).getStatusCode().value()).isEqualTo(204);
    assertThat(answers.latest(ticket)).containsEntry("whatHappened", text);
  }

  @Test
  void aNulIsShownAsTheCharacterItCannotBe() {
    assertThat(send("whatHappened", "before\0after").getStatusCode().value()).isEqualTo(204);
    assertThat(answers.latest(ticket)).containsEntry("whatHappened", "before\uFFFDafter");
  }

  @Test
  void nobodyGetsPastAFormWithoutFillingItIn() {
    refused(house.post("agent", "/engine-rest/task/" + task + "/complete", Map.of()), "form");
    refused(house.post("admin", "/engine-rest/task/" + task + "/complete", Map.of()), "form");
    assertThat(
            house
                .post(
                    "agent", "/engine-rest/process-definition/key/resolveComplaint/start", Map.of())
                .getStatusCode()
                .value())
        .isEqualTo(400);
  }

  @Test
  void twoPeopleAtOnceCompleteATaskOnce() {
    house.submit("agent", task, complete());
    var second = house.submit("agent", task, complete());
    assertThat(second.getStatusCode().value()).isEqualTo(409);
    assertThat(answers.of(ticket)).extracting(Answer::field).doesNotHaveDuplicates();
  }
}
