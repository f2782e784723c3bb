package org.carejourney.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.carejourney.CareTest;
import org.carejourney.EveryTable;
import org.carejourney.customer.PersonalRecords;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Who asks to be forgotten is forgotten, in the middle of a complaint too. */
@CareTest
class ErasureTest {

  private static final String MARK = "Qwvut";

  @LocalServerPort private int port;
  @Autowired private JdbcTemplate jdbc;
  @Autowired private PersonalRecords records;
  @Autowired private TransactionTemplate transaction;

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

  @Test
  void whatComesInAtTheVeryMomentIsNotKeptUnderTheErased() throws Exception {
    House house = new House(port);
    Letterbox box = new Letterbox(port);
    String id = house.customer("Jane", "en", "standard");
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<JsonNode> mail =
          transaction.execute(
              status -> {
                records.erase(id);
                // Nobody sees that yet: the mail meets a customer who is about to go.
                var sent =
                    thread.submit(
                        () -> box.kept(Letterbox.mail(House.address(id), "Lamp", "It is broken.")));
                assertThatThrownBy(() -> sent.get(1, TimeUnit.SECONDS))
                    .isInstanceOf(TimeoutException.class);
                return sent;
              });

      JsonNode kept = Objects.requireNonNull(mail).get();
      assertThat(kept.path("outcome").asText()).isEqualTo("ticket");
      assertThat(kept.path("customerId").asText()).isNotEmpty().isNotEqualTo(id);
    } finally {
      thread.shutdownNow();
    }
    assertThat(
            jdbc.queryForObject(
                "select count(*) from timeline where customer_id = ?", Integer.class, id))
        .isZero();
  }
}
