package org.carejourney.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carejourney.support.House.address;
import static org.carejourney.support.Letterbox.mail;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.carejourney.CareTest;
import org.carejourney.PostOffice;
import org.carejourney.Visitor;
import org.carejourney.customer.Customers;
import org.carejourney.messaging.Links;
import org.carejourney.messaging.Suppressions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What customers and mail systems tell us about one letter ends the same, in whatever order. */
@CareTest
class AnyOrderTest {

  private static final int ORDERS = Integer.getInteger("orders", 12);
  private static final int AT_ONCE = 4;
  private static final long SEED = Long.getLong("seed", System.nanoTime());

  /** What everybody should end with, whatever came first. */
  private static final Map<String, Object> END =
      new TreeMap<>(
          Map.of(
              "letter",
              "bounced",
              "suppressed",
              "[BOUNCED]",
              "care by e-mail",
              false,
              "care by text message",
              true,
              "ticket",
              "open",
              "replies to read",
              2L,
              "told as not delivered",
              1L,
              "inbound",
              "[auto-reply ignored, bounce ignored, human correlated, human correlated, human ticket]"));

  @LocalServerPort private int port;
  @Autowired private Complaints complaints;
  @Autowired private Links links;
  @Autowired private Customers customers;
  @Autowired private Suppressions suppressions;
  @Autowired private Clock clock;
  @Autowired private JdbcClient jdbc;

  @Test
  void theEndIsTheSameInEveryOrder() throws Exception {
    Random random = new Random(SEED);
    List<Long> seeds = IntStream.range(0, ORDERS).mapToObj(n -> random.nextLong()).toList();
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<Void>> rounds = new ArrayList<>();
      for (long seed : seeds) {
        rounds.add(threads.submit(() -> round(new Random(seed))));
      }
      for (Future<Void> round : rounds) {
        round.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private Void round(Random random) throws Exception {
    House house = new House(port);
    Letterbox box = new Letterbox(port);
    String customer = house.customer("Kim", "en", "standard");
    String ticket = house.complain(customer, "product", "It broke.");
    await().atMost(Duration.ofSeconds(60)).until(() -> sent(house, customer));
    JsonNode letter = house.messages(customer).get(0);
    Map<String, Callable<?>> news = news(house, box, customer, ticket, letter);

    List<String> order = new ArrayList<>(news.keySet());
    Collections.shuffle(order, random);
    for (String one : order) {
      // Many come twice: who sends them does not know that we heard.
      for (int times = 1 + random.nextInt(2); times > 0; times--) {
        news.get(one).call();
      }
    }

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(end(house, customer, ticket))
                    .as("seed %d, order %s", SEED, order)
                    .isEqualTo(END));
    // A thousand tickets left open are thousands of deadlines on the way of each clock after this.
    assertThat(complaints.withdraw(ticket, "in a test")).isTrue();
    return null;
  }

  private static boolean sent(House house, String customer) {
    return house.messages(customer).stream()
        .anyMatch(message -> message.path("status").asText().equals("sent"));
  }

  private Map<String, Callable<?>> news(
      House house, Letterbox box, String customer, String ticket, JsonNode letter)
      throws Exception {
    String id = letter.path("id").asText();
    String mimeId = PostOffice.mailTo(address(customer), ticket).getMessageID();
    byte[] reply = bytes(mail(address(customer), "Re", "It is the switch.", answers(mimeId)));
    byte[] away =
        bytes(
            mail(
                address(customer),
                "Out of office",
                "Back on Monday.",
                answers(mimeId),
                "Auto-Submitted: auto-replied"));
    byte[] bounce = bytes(MailBouncesTest.bounce("postfix", customer, letter));
    String preferences =
        House.path(links.to("preferences", clock.instant().plus(Duration.ofDays(9)), id));
    return Map.of(
        "reply by mail", () -> box.post(reply),
        "absence note", () -> box.post(away),
        "bounce", () -> box.post(bounce),
        "reply on the web",
            () ->
                house.say(
                    customer, Map.of("id", "web-" + id, "text", "Hello?", "inReplyTo", ticket)),
        "no to care by e-mail",
            () -> press(preferences, "shown=care.email&shown=care.sms&on=care.sms"));
  }

  private static String answers(String mimeId) {
    return "In-Reply-To: " + mimeId;
  }

  private static byte[] bytes(String mail) {
    return mail.getBytes(StandardCharsets.UTF_8);
  }

  /** Again when a thousand orders are more than one address may ask in a minute. */
  private Void press(String link, String form) {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                Visitor.stranger(port)
                    .send(
                        "POST",
                        link,
                        "application/x-www-form-urlencoded",
                        BodyPublishers.ofString(form))
                    .statusCode(),
            status -> status == 200);
    return null;
  }

  private Map<String, Object> end(House house, String customer, String ticket) {
    Map<String, Object> end = new TreeMap<>();
    end.put("letter", house.messages(customer).get(0).path("status").asText());
    end.put(
        "suppressed",
        suppressions.standing("email", address(customer)).stream()
            .map(one -> one.cause().name())
            .toList()
            .toString());
    end.put("care by e-mail", customers.allows(customer, "care", "email"));
    end.put("care by text message", customers.allows(customer, "care", "sms"));
    end.put("ticket", house.ticket(ticket).path("status").asText());
    end.put(
        "replies to read",
        house.tasks(ticket).stream()
            .filter(task -> task.path("name").asText().equals("Read reply"))
            .count());
    end.put(
        "told as not delivered",
        house.story(customer).stream().filter(title -> title.startsWith("Not delivered")).count());
    end.put("inbound", inbound(customer).toString());
    return end;
  }

  private List<String> inbound(String customer) {
    return jdbc.sql("select kind || ' ' || outcome from inbound where customer_id = ? order by 1")
        .param(customer)
        .query(String.class)
        .list();
  }
}
