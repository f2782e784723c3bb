package org.carejourney.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carejourney.PostOffice.mailTo;
import static org.carejourney.PostOffice.mailsTo;
import static org.carejourney.PostOffice.part;
import static org.carejourney.support.House.address;
import static org.carejourney.support.House.links;
import static org.carejourney.support.Letterbox.mail;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.mail.internet.MimeMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.carejourney.CareTest;
import org.carejourney.customer.Customers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A customer who tells the same twice: one ticket goes on, and nothing said to the other is lost.
 */
@CareTest
class MergedTicketTest {

  @LocalServerPort private int port;
  @Autowired private Complaints complaints;
  @Autowired private Customers customers;
  @Autowired private TransactionTemplate transaction;
  @Autowired private JdbcTemplate jdbc;
  private House house;
  private Letterbox box;
  private String jane;
  private String first;
  private String second;

  @BeforeEach
  void janeHasToldItTwice() {
    house = new House(port);
    box = new Letterbox(port);
    jane = house.customer("Jane", "en", "standard");
    first = house.complain(jane, "product", "My lamp is broken.");
    house.task(first, "Understand complaint");
    second = house.complain(jane, "product", "As I said: my lamp is broken.");
  }

  @Test
  void whoWorksOnTheOtherGetsTheWordsAndOneAnswerComes() {
    merge(second, first);

    await().until(() -> house.ticket(second).path("status").asText().equals("merged"));
    assertThat(house.ticket(second).path("mergedInto").asText()).isEqualTo(first);
    assertThat(house.ticket(second).has("closedAt")).isTrue();
    assertThat(house.tasks(second)).isEmpty();
    JsonNode read = house.task(first, "Read reply");
    house.complete("agent", read, Map.of("replyMeaning", "noted", "replyNotes", "The same lamp"));
    assertThat(house.story(jane))
        .contains("Merged: " + first + " goes on with it", second + " was merged into it");

    house.solve(first, "apology", null);
    await().until(() -> complaints.answered(first, true, "in a test"));
    await().until(() -> house.ticket(first).path("status").asText().equals("closed"));
    assertThat(house.ticket(second).path("status").asText()).isEqualTo("merged");
    // Two acknowledgements, one solution, one closing note; nobody is asked twice how we did.
    await().until(() -> mailsTo(address(jane)).size() == 4);
  }

  @Test
  void aReplyToTheMergedOneEndsInTheOther() throws Exception {
    MimeMessage letter = mailTo(address(jane), second);
    mergedInto(first);
    read(first);

    for (String header :
        List.of(
            "Delivered-To: " + letter.getReplyTo()[0],
            "In-Reply-To: " + letter.getMessageID(),
            "X-Nothing: nothing")) {
      JsonNode kept = box.kept(mail(address(jane), "Re: " + second, "And dark.", header));
      assertThat(kept.path("outcome").asText()).as(header).isEqualTo("correlated");
      assertThat(kept.path("ticket").asText()).as(header).isEqualTo(first);
      read(first);
    }
    JsonNode stranger = box.kept(mail("eve@b.example", "Re: " + second, "Give it to me."));
    assertThat(stranger.path("outcome").asText()).isEqualTo("triage");
  }

  @Test
  void aTicketThatWasMergedMayItselfBeMerged() {
    mergedInto(first);
    read(first);
    String third = house.complain(jane, "product", "It is still broken.");
    merge(first, third);
    await().until(() -> house.ticket(first).path("status").asText().equals("merged"));

    JsonNode kept = box.kept(mail(address(jane), "Re: " + second, "Hello?"));

    assertThat(kept.path("ticket").asText()).isEqualTo(third);
  }

  @Test
  void theLinkInItsLetterTakesTheOtherBack() {
    String link = links(part(mailTo(address(jane), second), "text/plain")).get(0);
    mergedInto(first);

    assertThat(house.press(link).getBody()).contains(first);

    await().until(() -> house.ticket(first).path("status").asText().equals("withdrawn"));
    assertThat(house.ticket(second).path("status").asText()).isEqualTo("merged");
  }

  @Test
  void aQuestionOfOursIsAnsweredByTheOther() {
    house.complete(
        "agent",
        house.task(first, "Understand complaint"),
        form(Map.of("nextStep", "ask", "question", "Which lamp is it?")));
    await().until(() -> house.ticket(first).path("status").asText().equals("waiting"));

    mergedInto(first);

    house.task(first, "Understand complaint");
    assertThat(house.ticket(first).path("status").asText()).isEqualTo("open");
  }

  @ParameterizedTest
  @ValueSource(strings = {"T-999999", "<b>T</b>", "itself", "of another", "withdrawn", "merged"})
  void whatCannotGoOnIsRefusedAndTheTaskStays(String what) {
    String other =
        switch (what) {
          case "itself" -> second;
          case "of another" ->
              house.complain(house.customer("Eve", "en", "standard"), "product", "x");
          case "withdrawn" -> withdrawn();
          case "merged" -> merged();
          default -> what;
        };
    JsonNode task = house.task(second, "Understand complaint");
    ResponseEntity<JsonNode> refused =
        house.submit("agent", task.path("id").asText(), merging(other));

    assertThat(refused.getStatusCode().value()).isEqualTo(400);
    assertThat(String.valueOf(refused.getBody())).contains("(sameTicket)").doesNotContain("<b>");
    assertThat(house.ticket(second).path("status").asText()).isEqualTo("open");
    house.task(second, "Understand complaint");
  }

  @Test
  void whenTheOtherEndsMeanwhileThisOneGoesOn() {
    JsonNode task = house.task(second, "Understand complaint");
    String id = task.path("id").asText();
    house.post("agent", "/engine-rest/task/" + id + "/claim", Map.of("userId", "agent"));
    transaction.executeWithoutResult(
        status -> {
          customers.lock(jane);
          jdbc.update("update ticket set status = 'withdrawn' where number = ?", first);
          // Nobody sees that yet, so the form is fine; the step behind it waits for us, and looks.
          assertThat(house.submit("agent", id, merging(first)).getStatusCode().is2xxSuccessful())
              .isTrue();
        });
    house.task(second, "Understand complaint");
    assertThat(house.ticket(second).path("status").asText()).isEqualTo("open");
  }

  private String withdrawn() {
    String other = house.complain(jane, "product", "Never mind.");
    await().until(() -> complaints.withdraw(other, "in a test"));
    await().until(() -> house.ticket(other).path("status").asText().equals("withdrawn"));
    return other;
  }

  private String merged() {
    String other = house.complain(jane, "product", "Once more.");
    merge(other, first);
    await().until(() -> house.ticket(other).path("status").asText().equals("merged"));
    return other;
  }

  private void mergedInto(String other) {
    merge(second, other);
    await().until(() -> house.ticket(second).path("status").asText().equals("merged"));
  }

  private void merge(String ticket, String into) {
    house.complete("agent", house.task(ticket, "Understand complaint"), merging(into));
  }

  private void read(String ticket) {
    house.complete("agent", house.task(ticket, "Read reply"), Map.of("replyMeaning", "noted"));
  }

  private static Map<String, Object> merging(String into) {
    return form(Map.of("nextStep", "merge", "sameTicket", into));
  }

  private static Map<String, Object> form(Map<String, Object> more) {
    Map<String, Object> values = new HashMap<>(more);
    values.put("topic", "product");
    values.put("whatHappened", "The same lamp");
    return values;
  }
}
