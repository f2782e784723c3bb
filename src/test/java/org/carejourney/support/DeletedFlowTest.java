package org.carejourney.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.carejourney.CareTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** Somebody deletes a process in Cockpit, and its ticket does not stay open for ever. */
@CareTest
class DeletedFlowTest {

  @LocalServerPort private int port;
  @Autowired private Complaints complaints;
  @Autowired private JdbcTemplate jdbc;
  private House house;
  private String jane;
  private String ticket;

  @BeforeEach
  void janeComplains() {
    house = new House(port);
    jane = house.customer("Jane", "en", "standard");
    ticket = house.complain(jane, "product", "It is broken.");
    house.task(ticket, "Understand complaint");
  }

  @ParameterizedTest
  @ValueSource(strings = {"resolveComplaint", "findSolution"})
  void theTicketEndsCareWaitsNoLongerThanItsCoolOffAndNobodyAsksHowWeDid(String process) {
    assertThat(holdEnds()).isNull();

    delete(process);

    assertThat(house.ticket(ticket).path("status").asText()).isEqualTo("withdrawn");
    assertThat(house.ticket(ticket).has("closedAt")).isTrue();
    assertThat(house.story(jane)).contains("Ended: the process that worked on it was deleted");
    assertThat(holdEnds()).isNotNull();
    assertThat(instances("reviewTicket")).isEmpty();

    String next =
        house
            .say(jane, Map.of("text", "Broken still.", "inReplyTo", ticket))
            .path("ticket")
            .asText();
    assertThat(house.ticket(next).path("follows").asText()).isEqualTo(ticket);
  }

  @Test
  void anEarlierProcessOfATicketThatIsOpenAgainIsOnlyThat() {
    house.say(jane, Map.of("text", "Thank you so far.", "inReplyTo", ticket));
    house.task(ticket, "Read reply");
    String first = instances("resolveComplaint").get(0);
    house.solve(ticket, "apology", null);
    await().until(() -> complaints.answered(ticket, true, "in a test"));
    await().until(() -> house.ticket(ticket).path("status").asText().equals("closed"));
    house.say(jane, Map.of("text", "Broken again.", "inReplyTo", ticket));
    assertThat(house.ticket(ticket).path("status").asText()).isEqualTo("open");
    assertThat(instances("resolveComplaint")).hasSize(2);

    assertThat(house.delete("admin", "/engine-rest/process-instance/" + first)).isEqualTo(204);

    assertThat(house.ticket(ticket).path("status").asText()).isEqualTo("open");
    house.task(ticket, "Understand complaint");
    delete("resolveComplaint");
    assertThat(house.ticket(ticket).path("status").asText()).isEqualTo("withdrawn");
  }

  private void delete(String process) {
    String instance = instances(process).get(0);
    assertThat(house.delete("admin", "/engine-rest/process-instance/" + instance)).isEqualTo(204);
  }

  private List<String> instances(String process) {
    return House.list(
            house.get(
                "admin",
                "/engine-rest/process-instance?maxResults=9&businessKey=%s&processDefinitionKey=%s"
                    .formatted(ticket, process)))
        .stream()
        .map((JsonNode one) -> one.path("id").asText())
        .toList();
  }

  private Object holdEnds() {
    return jdbc.queryForMap("select ends_at from hold where cause = ?", ticket).get("ends_at");
  }
}
