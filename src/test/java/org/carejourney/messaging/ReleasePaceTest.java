package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.carejourney.CareTest;
import org.carejourney.PostOffice;
import org.carejourney.engine.WrongSetting;
import org.carejourney.messaging.MessageRequest.Asker;
import org.carejourney.messaging.MessageRequest.CatchUp;
import org.carejourney.messaging.MessageRequest.GoOn;
import org.carejourney.messaging.MessageRequest.OverBudget;
import org.carejourney.messaging.MessageRequest.Purpose;
import org.carejourney.messaging.MessageRequest.Timing;
import org.carejourney.support.House;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** After a large failure a great many tickets are closed at once: what they held comes in turn. */
@CareTest
class ReleasePaceTest {

  private static final int RATE = 60;
  private static final int MANY = 150;
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @LocalServerPort private int port;
  @Autowired private Messages messages;
  @Autowired private Holds holds;
  @Autowired private Outbound outbound;
  @Autowired private Delivery delivery;
  @Autowired private JdbcTemplate jdbc;
  @Autowired private TransactionTemplate transaction;
  @Autowired private SendWindows windows;
  @Autowired private Clock clock;
  private House house;

  @BeforeEach
  void open() {
    house = new House(port);
  }

  private Message ask(String customer) {
    return transaction.execute(
        status ->
            messages.ask(
                new MessageRequest(
                    customer,
                    customer,
                    "journey/helpful-tip",
                    null,
                    Purpose.CARE,
                    List.of("email"),
                    new Timing(Window.of("10:00-10:02"), false, OverBudget.WAIT, CatchUp.USUAL),
                    new Asker("p", 1, UUID.randomUUID().toString(), "e", "a", "s", null, false),
                    "once",
                    GoOn.QUEUED)));
  }

  @AfterEach
  void goOn() {
    outbound.turn(false, "the test");
  }

  private Message.Status status(String messageId) {
    return messages.get(messageId).status();
  }

  private Instant goesAt(String messageId) {
    return jdbc.queryForObject(
            "select send_at from message where id = ?", Timestamp.class, messageId)
        .toInstant();
  }

  @Test
  void manyThatAreReleasedTogetherComeInTheirTurnAndInTheirHours() {
    List<String> customers = new ArrayList<>();
    List<String> asked = new ArrayList<>();
    for (int n = 0; n < MANY; n++) {
      String customer = house.customer("One of many", "en", "standard");
      transaction.executeWithoutResult(s -> holds.place(customer, "P" + customer, "delivery"));
      customers.add(customer);
      Message message = ask(customer);
      assertThat(message.status()).isEqualTo(Message.Status.HELD);
      asked.add(message.id());
    }
    // The last to wait is the first whose ticket is closed: it gains nothing by that.
    for (int n = MANY - 1; n >= 0; n--) {
      String customer = customers.get(n);
      transaction.executeWithoutResult(
          s -> holds.lift(customer, "P" + customer, "delivery", "solved"));
    }
    outbound.turn(true, "the test");
    house.forward("P5D");
    outbound.turn(false, "the test");
    delivery.wake();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> asked.stream().noneMatch(id -> status(id) == Message.Status.HELD));

    List<Instant> moments = asked.stream().map(this::goesAt).toList();
    Map<Instant, Long> minutes =
        moments.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertThat(minutes.values()).allMatch(count -> count <= RATE);
    assertThat(minutes).as("all but those of the first minutes come later").hasSize(3);
    assertThat(moments)
        .extracting(moment -> moment.atZone(BERLIN).toLocalTime())
        .allMatch(time -> !time.isBefore(LocalTime.of(10, 0)))
        .allMatch(time -> time.isBefore(LocalTime.of(10, 2)));
    assertThat(latest(moments.subList(0, 40)))
        .as("who asked first waits no longer than who asked last")
        .isBefore(earliest(moments.subList(MANY - 40, MANY)));

    Message last = messages.get(asked.get(MANY - 1));
    assertThat(last.reason()).isEqualTo("Many were released at once; 60 leave a minute");
    assertThat(last.decision()).contains("\"release\"");
    house.forward("P2D");
    await().until(() -> asked.stream().allMatch(id -> status(id) == Message.Status.SENT));
    assertThat(customers)
        .allMatch(customer -> PostOffice.mailsTo(House.address(customer)).size() == 1);
  }

  private static Instant latest(List<Instant> moments) {
    return moments.stream().max(Instant::compareTo).orElseThrow();
  }

  private static Instant earliest(List<Instant> moments) {
    return moments.stream().min(Instant::compareTo).orElseThrow();
  }

  @Test
  void aPaceThatIsNoneIsRefused() {
    assertThatThrownBy(() -> new ReleasePace(null, windows, clock, 0))
        .isInstanceOf(WrongSetting.class)
        .hasMessageContaining("care.release-rate");
  }
}
