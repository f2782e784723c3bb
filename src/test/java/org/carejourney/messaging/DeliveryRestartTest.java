package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.carejourney.CareTest;
import org.carejourney.Gateways;
import org.carejourney.MoodySmtp;
import org.carejourney.PostOffice;
import org.carejourney.support.House;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a restart does to messages, of the node or with other settings. */
@CareTest
class DeliveryRestartTest {

  private static final MoodySmtp SMTP = PostOffice.DOOR;

  @LocalServerPort private int port;
  @Autowired private Delivery delivery;
  @Autowired private Outbound outbound;
  @Autowired private JdbcClient jdbc;
  private House house;

  @BeforeEach
  void house() {
    house = new House(port);
  }

  @AfterEach
  void running() {
    outbound.turn(false, "operator");
    if (!delivery.isRunning()) {
      delivery.start();
    }
    SMTP.welcomeEverybody();
  }

  @Test
  void theMailUnderWayIsBroughtToItsEndAndThoseBehindItGoAtTheNextStart() {
    List<String> all =
        List.of(
            house.customer("Slow", "en", "standard"),
            house.customer("Eva", "en", "standard"),
            house.customer("Max", "en", "standard"));
    SMTP.answer(House.address(all.get(0)), "slow 550 5.7.1 No");
    outbound.turn(true, "operator");
    all.forEach(customer -> house.complain(customer, "product", "It broke."));
    await().until(() -> all.stream().allMatch(customer -> status(customer).equals("queued")));
    outbound.turn(false, "operator");
    delivery.wake();
    await().until(() -> SMTP.attempts(House.address(all.get(0))) == 1);
    delivery.stop();

    assertThat(status(all.get(0))).isEqualTo("failed");
    // Another deliverer may have been quick enough to take them.
    assertThat(all.subList(1, 3))
        .allMatch(customer -> List.of("queued", "sent").contains(status(customer)));
    delivery.start();
    await().until(() -> all.subList(1, 3).stream().allMatch(one -> status(one).equals("sent")));
    assertThat(all).allMatch(customer -> SMTP.attempts(House.address(customer)) == 1);
  }

  @Test
  void aTextMessageThatTheProviderIsThinkingAboutIsNotInDoubtAfterAStop() {
    String number = Asking.number();
    String eva = house.customer("Eva", "en", "standard");
    house.put(eva, new HashMap<>(Map.of("name", "Eva", "phone", number, "locale", "en")));
    Gateways.ALL.answer(number, "slow 200");
    house.complain(eva, "product", "It broke.");
    await().until(() -> Gateways.ALL.to(number).size() == 1);
    delivery.stop();
    assertThat(status(eva)).isEqualTo("sent");
  }

  @Test
  void whatWaitsForAChannelThatIsConnectedNoMoreGetsAReasonAndGoesByTheNext() {
    Asking asking = new Asking(port);
    String number = Asking.number();
    String ida = asking.customer("Ida", number);
    outbound.turn(false, "operator");
    asking.say(ida, "social, sms", "queued");
    asking.becomes(ida, "sent");
    delivery.stop();
    // As it was before the provider was taken out of the settings.
    jdbc.sql(
            """
            update message
            set channel = 'social', status = 'queued', sent_at = null,
                send_at = send_at - interval '2' day
            where customer_id = ? and process = 'sayIt'""")
        .param(ida)
        .update();
    delivery.start();

    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> said(ida).stream().anyMatch(one -> one.contains("withheld social")));
    assertThat(said(ida))
        .anyMatch(one -> one.startsWith("withheld social") && one.contains("next by sms"));
    await().until(() -> Gateways.ALL.to(number).size() == 2);
  }

  private List<String> said(String customer) {
    return House.list(
            house.get("agent", "/api/messages?process=sayIt&customerId=" + customer).path("items"))
        .stream()
        .map(
            one ->
                "%s %s %s"
                    .formatted(
                        one.path("status").asText(),
                        one.path("channel").asText(),
                        one.path("reason").asText()))
        .toList();
  }

  private String status(String customer) {
    List<JsonNode> all = house.messages(customer);
    return all.isEmpty() ? "none" : all.get(0).path("status").asText();
  }
}
