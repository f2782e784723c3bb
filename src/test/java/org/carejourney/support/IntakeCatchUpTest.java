package org.carejourney.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.RepositoryService;
import org.carejourney.CareTest;
import org.carejourney.messaging.InboundOutcomes;
import org.carejourney.messaging.Inbox;
import org.carejourney.messaging.Inbox.Arrival;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Words of a customer on which we cannot act do not stay unread for ever. */
@CareTest
class IntakeCatchUpTest {

  private static final String FLOW = "resolveComplaint";

  @LocalServerPort private int port;
  @Autowired private Inbox inbox;
  @Autowired private Intake intake;
  @Autowired private InboundOutcomes outcomes;
  @Autowired private RepositoryService repository;
  private House house;

  @BeforeEach
  void theFlowCannotBegin() {
    house = new House(port);
    repository.suspendProcessDefinitionByKey(FLOW);
  }

  @AfterEach
  void theFlowCanBegin() {
    repository.activateProcessDefinitionByKey(FLOW);
  }

  @ParameterizedTest
  @CsvSource({"web, {}", "email, 'From: %s\r\nSubject: Broken\r\n\r\nMy lamp is broken.\r\n'"})
  void whatFailsForLongIsSeenByAPersonWhoHasItTakenInAgain(String channel, String raw) {
    String customer = house.customer("Poe", "en", "standard");
    String from = House.address(customer);
    byte[] bytes = raw.formatted(from).getBytes(UTF_8);
    String id =
        inbox.keep(
            new Arrival(
                channel,
                UUID.randomUUID().toString(),
                from,
                channel.equals("web") ? customer : null,
                "Broken",
                "My lamp is broken.",
                null,
                null,
                bytes));

    new IntakeCatchUp(intake, outcomes, Duration.ofDays(1)).act(id);
    assertThat(kept(id).path("outcome").isNull()).as("it is tried again").isTrue();

    new IntakeCatchUp(intake, outcomes, Duration.ZERO).act(id);
    assertThat(kept(id).path("outcome").asText()).isEqualTo("quarantined");
    assertThat(kept(id).path("reason").asText()).startsWith("Nothing could be done with it: ");
    JsonNode task = house.task(id, "Look at quarantined message");

    repository.activateProcessDefinitionByKey(FLOW);
    house.complete("agent", task, Map.of("quarantinedAs", "again"));
    await().until(() -> !kept(id).path("outcome").asText().equals("quarantined"));
    new IntakeCatchUp(intake, outcomes, Duration.ZERO).act(id);
    assertThat(kept(id).path("outcome").asText()).isEqualTo("ticket");
  }

  private JsonNode kept(String id) {
    return house.get("agent", "/api/inbound/" + id);
  }
}
