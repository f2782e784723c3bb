package org.carejourney.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carejourney.PostOffice.mailTo;
import static org.carejourney.support.House.address;
import static org.carejourney.support.Letterbox.mail;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.carejourney.CareTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A customer writes about a ticket after it has closed. */
@CareTest
class ComeBackTest {

  private static final String TROUBLE = "Now the shade is broken.";

  @LocalServerPort private int port;
  @Autowired private Complaints complaints;
  private Letterbox box;
  private House house;
  private String jane;
  private String ticket;
  private String replyTo;

  @BeforeEach
  void aLetterOfOursIsOut() throws Exception {
    box = new Letterbox(port);
    house = new House(port);
    jane = house.customer("Jane", "en", "standard");
    ticket = house.complain(jane, "product", "It is broken.");
    replyTo = "X-Original-To: " + mailTo(address(jane), ticket).getReplyTo()[0];
  }

  @Test
  void whoComesBackInSeveralMailsAtOnceHasOneTicketOpenAgain() throws Exception {
    closes();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<JsonNode>> mails =
          IntStream.range(0, 4)
              .<Callable<JsonNode>>mapToObj(n -> () -> writes(TROUBLE + " Part " + n))
              .toList();
      for (Future<JsonNode> one : threads.invokeAll(mails)) {
        assertCorrelated(one.get());
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(house.ticket(ticket).path("level").asInt()).isEqualTo(2);
    assertThat(house.get("agent", "/api/tickets?customerId=" + jane).path("items")).hasSize(1);
    await().until(() -> toRead() == 3);
  }

  private JsonNode writes(String words) {
    return box.kept(mail(address(jane), "Re: Hello", words, replyTo));
  }

  /** A solution was told, and the customer is content. */
  private void closes() {
    house.solve(ticket, "apology", null);
    await().until(() -> complaints.answered(ticket, true, "in a test"));
    await().until(() -> house.ticket(ticket).path("status").asText().equals("closed"));
  }

  private long toRead() {
    return house.tasks(ticket).stream()
        .filter(task -> task.path("name").asText().equals("Read reply"))
        .count();
  }

  private void assertCorrelated(JsonNode kept) {
    assertThat(kept.path("outcome").asText()).as(kept.toString()).isEqualTo("correlated");
    assertThat(kept.path("ticket").asText()).isEqualTo(ticket);
  }
}
