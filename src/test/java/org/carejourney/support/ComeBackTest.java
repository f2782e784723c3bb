package org.carejourney.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carejourney.PostOffice.mailTo;
import static org.carejourney.support.House.address;
import static org.carejourney.support.Letterbox.mail;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.carejourney.Api;
import org.carejourney.CareTest;
import org.carejourney.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A customer writes about a ticket while it closes, after it has, and while nobody can take it. */
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

  @Test
  void newTroubleOpensItAgainAlsoWhileAnEarlierReplyIsUnread() {
    house.task(ticket, "Understand complaint");
    assertCorrelated(writes("Thank you so far."));
    house.task(ticket, "Read reply");
    closes();
    assertThat(writes("Thank you!").path("outcome").asText()).isEqualTo("triage");

    assertCorrelated(writes(TROUBLE));

    assertThat(house.ticket(ticket).path("status").asText()).isEqualTo("open");
    house.task(ticket, "Understand complaint");
    assertThat(toRead()).as("the earlier one is still there").isOne();
    assertCorrelated(writes("One more thing."));
    await().until(() -> toRead() >= 2);
    assertThat(toRead()).as("one more reply, one more to read").isEqualTo(2);
  }

  @Test
  void whoIsReadAsNotSatisfiedAfterTheTicketWasClosedIsHeardAllTheSame() {
    house.solve(ticket, "apology", null);
    await().until(() -> house.ticket(ticket).path("status").asText().equals("solved"));
    assertCorrelated(writes("That is no help to me."));
    JsonNode unread = house.task(ticket, "Read reply");
    house.forward("P11D");
    assertThat(house.ticket(ticket).path("status").asText()).as("silence").isEqualTo("closed");

    house.complete("agent", unread, Map.of("replyMeaning", "notSatisfied"));

    house.task(ticket, "Understand complaint");
    assertThat(house.ticket(ticket).path("status").asText()).isEqualTo("open");
    assertThat(house.ticket(ticket).path("level").asInt()).isEqualTo(2);
  }

  @Test
  void readLongAfterTheEndItIsANewTicketThatFollows() {
    house.task(ticket, "Understand complaint");
    assertCorrelated(writes("I want it for free."));
    JsonNode unread = house.task(ticket, "Read reply");
    closes();
    house.forward("P15D");

    house.complete("agent", unread, Map.of("replyMeaning", "notSatisfied"));

    await()
        .until(
            () -> house.get("agent", "/api/tickets?customerId=" + jane).path("items").size() == 2);
    JsonNode next = house.get("agent", "/api/tickets?customerId=" + jane).path("items").get(0);
    assertThat(next.path("follows").asText()).isEqualTo(ticket);
    assertThat(house.ticket(ticket).path("status").asText()).isEqualTo("closed");
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

  @Test
  void wordsThatASuspendedProcessCannotTakeAreNotCalledTaken() {
    house.task(ticket, "Understand complaint");
    suspended(true);
    try {
      assertThat(writes("It is the switch.").path("outcome").asText())
          .as("a person has it")
          .isEqualTo("triage");
      assertThat(complaints.withdraw(ticket, "in a test")).isFalse();
    } finally {
      suspended(false);
    }
    assertThat(house.story(jane)).noneMatch(title -> title.contains("took the complaint back"));
    assertCorrelated(writes("And the cable."));
    house.task(ticket, "Read reply");
  }

  private void suspended(boolean suspended) {
    Visitor admin = Api.as(port, "admin").visitor();
    for (JsonNode one : instances()) {
      String path = "/engine-rest/process-instance/" + one.path("id").asText() + "/suspended";
      assertThat(admin.put(path, "{\"suspended\":%s}".formatted(suspended)).statusCode())
          .isEqualTo(204);
    }
  }

  private List<JsonNode> instances() {
    return House.list(
        house.get("admin", "/engine-rest/process-instance?maxResults=9&businessKey=" + ticket));
  }
}
