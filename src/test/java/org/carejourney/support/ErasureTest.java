package org.carejourney.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import org.carejourney.CareTest;
import org.carejourney.EveryTable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** Who asks to be forgotten is forgotten, in the middle of a complaint too. */
@CareTest
class ErasureTest {

  private static final String MARK = "Qwvut";

  @LocalServerPort private int port;
  @Autowired private JdbcTemplate jdbc;

  @Test
  void anErasedCustomerIsInNoTableAnyMoreAndGetsNoMoreMail() {
    House house = new House(port);
    String id = house.customer(MARK + "name", "en", "standard");
    String ticket =
        house
            .say(
                id,
                Map.of(
                    "from", MARK + "@example.org",
                    "subject", MARK + "subject",
                    "text", MARK + "text"))
            .path("ticket")
            .asText();
    house.understandIn(ticket, MARK);
    await().until(() -> house.messages(id).size() == 1);
    assertThat(EveryTable.with(jdbc, "", MARK)).isNotEmpty();

    assertThat(house.delete("lead", "/api/customers/" + id)).isEqualTo(204);
    assertThat(EveryTable.with(jdbc, "", MARK)).isEmpty();
    assertThat(EveryTable.with(jdbc, "", House.address(id))).isEmpty();

    house.propose("agent", ticket, "apology", null);
    house.task(ticket, "Call customer");
    assertThat(house.messages(id).get(0).path("status").asText()).isEqualTo("withheld");
  }
}
