package org.carejourney.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.carejourney.CareTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a complaint is about and how urgent it is: as told, or as the words tell. */
@CareTest
class InboundTopicTest {

  @LocalServerPort private int port;
  private House house;

  @BeforeEach
  void open() {
    house = new House(port);
  }

  @ParameterizedTest
  @CsvSource({
    "billing,    My parcel is late.,          billing",
    "' Delivery ', It is broken.,             delivery",
    "gardening,  You charged me twice.,       billing",
    ",           My PARCEL never came.,       delivery",
    ",           Das Paket ist verschwunden., delivery",
    "'',         Your staff was rude.,        service",
    ",           Hm.,                         other"
  })
  void theTopicIsTheOneToldElseWhatTheWordsTell(String topic, String text, String told) {
    String jane = house.customer("Jane", "en", "standard");
    Map<String, Object> said = new HashMap<>(Map.of("text", text));
    if (topic != null) {
      said.put("topic", topic);
    }
    String ticket = house.say(jane, said).path("ticket").asText();
    assertThat(house.ticket(ticket).path("topic").asText()).isEqualTo(told);
  }

  @Test
  void wordsOfDangerGoBeforeAndHaveShorterDeadlines() {
    JsonNode normal = decided("It hums a little.");
    JsonNode urgent = decided("There is smoke coming out!");
    JsonNode dringend = decided("Das ist dringend.");
    JsonNode calm = decided("It hums a little. This is not urgent.");
    JsonNode ruhig = decided("Sie brummt, aber das ist nicht dringend.");

    assertThat(urgent.path("priority").asInt()).isGreaterThan(normal.path("priority").asInt());
    assertThat(urgent.path("firstAnswerDueAt").asText())
        .isLessThan(normal.path("firstAnswerDueAt").asText());
    assertThat(urgent.path("solutionDueAt").asText())
        .isLessThan(normal.path("solutionDueAt").asText());
    assertThat(dringend.path("priority").asInt()).isEqualTo(urgent.path("priority").asInt());
    assertThat(calm.path("priority").asInt()).isLessThan(normal.path("priority").asInt());
    assertThat(ruhig.path("priority").asInt()).isEqualTo(calm.path("priority").asInt());
  }

  private JsonNode decided(String text) {
    String jane = house.customer("Jane", "en", "standard");
    String ticket = house.complain(jane, "product", text);
    return await().until(() -> house.ticket(ticket), t -> !t.path("team").isNull());
  }
}
