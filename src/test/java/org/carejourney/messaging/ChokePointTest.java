package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.carejourney.CareTest;
import org.carejourney.customer.Customers;
import org.carejourney.messaging.Judgement.Answered;
import org.carejourney.messaging.MessageRequest.Asker;
import org.carejourney.messaging.MessageRequest.CatchUp;
import org.carejourney.messaging.MessageRequest.GoOn;
import org.carejourney.messaging.MessageRequest.OverBudget;
import org.carejourney.messaging.MessageRequest.Purpose;
import org.carejourney.messaging.MessageRequest.Timing;
import org.carejourney.support.House;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;

/** The one place that decides on every message: which question comes first, and what it keeps. */
@CareTest
class ChokePointTest {

  @LocalServerPort private int port;
  @Autowired private Judge judge;
  @Autowired private Messages messages;
  @Autowired private Holds holds;
  @Autowired private Customers customers;
  @Autowired private Clock clock;
  @Autowired private TransactionTemplate transaction;
  private House house;

  @BeforeEach
  void open() {
    house = new House(port);
  }

  private Judgement judge(MessageRequest request) {
    return transaction.execute(status -> judge.judge(request));
  }

  private static MessageRequest wish(String customer, Purpose purpose, String... channels) {
    return new MessageRequest(
        customer,
        customer,
        "support/complaint-closed",
        null,
        purpose,
        List.of(channels),
        Timing.ANY,
        new Asker("p", 1, UUID.randomUUID().toString(), "e", "a", "s", "Say it", false),
        "once",
        GoOn.QUEUED);
  }

  private static String lastAsked(Judgement judgement) {
    var trace = judgement.trace();
    assertThat(trace.subList(0, trace.size() - 1))
        .as("only the last rule has something against it")
        .allMatch(answer -> answer.outcome().equals("passes"));
    return trace.get(trace.size() - 1).rule();
  }

  private void says(String id, String purpose, boolean granted) {
    var said =
        Map.of("purpose", purpose, "channel", "email", "granted", granted, "source", "the test");
    profile(
        id,
        Map.of(
            "email",
            House.address(id),
            "timeZone",
            zoneWhereItIsNight(),
            "consents",
            List.of(said)));
  }

  private void profile(String id, Map<String, Object> more) {
    Map<String, Object> profile = new HashMap<>(Map.of("name", "Rule by Rule"));
    profile.putAll(more);
    house.put(id, profile);
  }

  @Test
  void theQuestionsAreAskedInTheirOrderAndTheFirstObjectionDecides() {
    String id = "c-" + UUID.randomUUID();
    List<String> deciding = new ArrayList<>();
    deciding.add(lastAsked(judge(wish(id, Purpose.MARKETING, "pigeon"))));
    profile(id, Map.of("timeZone", zoneWhereItIsNight()));
    deciding.add(lastAsked(judge(wish(id, Purpose.MARKETING, "pigeon"))));
    deciding.add(lastAsked(judge(wish(id, Purpose.MARKETING, "email"))));
    profile(id, Map.of("timeZone", zoneWhereItIsNight(), "email", id + "@elsewhere.invalid"));
    deciding.add(lastAsked(judge(wish(id, Purpose.MARKETING, "email"))));
    profile(id, Map.of("timeZone", zoneWhereItIsNight(), "email", House.address(id)));
    transaction.executeWithoutResult(status -> holds.place(id, "H-" + id, "product"));
    deciding.add(lastAsked(judge(wish(id, Purpose.MARKETING, "email"))));
    says(id, "marketing", true);
    Judgement held = judge(wish(id, Purpose.MARKETING, "email"));
    deciding.add(lastAsked(held));
    assertThat(held).isInstanceOf(Judgement.Stays.class);
    transaction.executeWithoutResult(status -> holds.erase(id));
    Judgement waits = judge(wish(id, Purpose.MARKETING, "email"));
    deciding.add(lastAsked(waits));
    assertThat(waits)
        .isInstanceOfSatisfying(
            Judgement.Goes.class, goes -> assertThat(goes.at()).isAfter(clock.instant()));
    assertThat(deciding)
        .containsExactly(
            "customer", "channel", "address", "allow-list", "consent", "hold", "quiet-hours");
  }

  @Test
  void everyAnswerKeepsWhatItLookedAt() {
    String id = "c-" + UUID.randomUUID();
    profile(id, Map.of("email", House.address(id), "timeZone", "Asia/Tokyo"));
    Judgement silent = judge(wish(id, Purpose.CARE, "email"));
    assertThat(words(silent, "customer"))
        .startsWith("It is ")
        .endsWith(" in Asia/Tokyo (their own zone)");
    profile(id, Map.of("email", House.address(id), "phone", "+81312345678"));
    assertThat(words(judge(wish(id, Purpose.CARE, "email")), "customer"))
        .endsWith(" in Asia/Tokyo (from their telephone number)");
    assertThat(words(silent, "consent")).isEqualTo("They have said nothing about care by email");
    assertThat(words(silent, "budget")).startsWith("0 of 10 messages since ");
    says(id, "care", false);
    Judgement refused = judge(wish(id, Purpose.CARE, "email"));
    assertThat(words(refused, "consent"))
        .startsWith("They said no to care by email on ")
        .endsWith(": the test");
    assertThat(answer(refused, "consent").basis().facts().get("statement"))
        .isEqualTo(customers.consent(id, "care", "email").orElseThrow());
    says(id, "care", true);
    transaction.executeWithoutResult(status -> holds.place(id, "H-" + id, "product"));
    assertThat(answer(judge(wish(id, Purpose.CARE, "email")), "hold").basis().facts())
        .isEqualTo(Map.of("hold", "H-" + id));
    assertThat(judge(wish(id, Purpose.SERVICE, "email")).trace())
        .as("an answer needs nobody's leave")
        .filteredOn(answer -> answer.basis() != null)
        .extracting(Answered::rule)
        .containsExactly("customer");
  }

  private static Answered answer(Judgement judgement, String rule) {
    return judgement.trace().stream()
        .filter(answer -> answer.rule().equals(rule))
        .findFirst()
        .orElseThrow();
  }

  private static String words(Judgement judgement, String rule) {
    return answer(judgement, rule).basis().words();
  }

  @Test
  void whoHasHeardEnoughHearsMoreWhenThereIsRoomAgain() {
    String id = house.customer("Enough", "en", "standard");
    String ticket = acknowledged(id);
    for (int n = 2; n <= 10; n++) {
      Purpose purpose = n % 2 == 0 ? Purpose.SERVICE : Purpose.CARE;
      assertThat(ask(wish(id, ticket, purpose, OverBudget.WAIT)).status())
          .as("number %d", n)
          .isEqualTo(Message.Status.QUEUED);
    }
    MessageRequest one = wish(id, ticket, Purpose.CARE, OverBudget.WAIT);
    Judgement waits = judge(one);
    assertThat(waits)
        .isInstanceOfSatisfying(
            Judgement.Goes.class,
            goes -> {
              assertThat(goes.reason()).contains("Has 10 messages in 7 days, and may have 10");
              assertThat(goes.at())
                  .isBetween(
                      clock.instant().plus(Duration.ofDays(6)),
                      clock.instant().plus(Duration.ofDays(8)));
            });
    assertThat(judge(wish(id, ticket, Purpose.CARE, OverBudget.WITHHOLD)))
        .isInstanceOfSatisfying(
            Judgement.Dropped.class,
            dropped -> assertThat(dropped.reason()).contains("may have 10"));
    assertThat(judge(wish(id, Purpose.SERVICE, "email")))
        .isInstanceOfSatisfying(Judgement.Goes.class, goes -> assertThat(goes.reason()).isNull());

    house.forward("P8D");
    assertThat(judge(one))
        .isInstanceOfSatisfying(
            Judgement.Goes.class,
            goes -> assertThat(goes.at()).isBefore(clock.instant().plus(Duration.ofDays(1))));
  }

  @Test
  void twoThatAskAtOnceDoNotBothGetTheLastPlace() throws Exception {
    String id = house.customer("Last Place", "en", "standard");
    String ticket = acknowledged(id);
    for (int n = 2; n <= 9; n++) {
      ask(wish(id, ticket, Purpose.SERVICE, OverBudget.WAIT));
    }
    var threads = Executors.newFixedThreadPool(6);
    try {
      Callable<Message> asking = () -> ask(wish(id, ticket, Purpose.CARE, OverBudget.WITHHOLD));
      List<Message.Status> answers = new ArrayList<>();
      for (var answer : threads.invokeAll(Collections.nCopies(6, asking))) {
        answers.add(answer.get().status());
      }
      assertThat(answers).containsOnlyOnce(Message.Status.QUEUED);
      assertThat(answers).filteredOn(Message.Status.WITHHELD::equals).hasSize(5);
    } finally {
      threads.shutdownNow();
    }
  }

  private Message ask(MessageRequest request) {
    return transaction.execute(status -> messages.ask(request));
  }

  /** A ticket whose first letter is out: the first message that counts. */
  private String acknowledged(String customer) {
    String ticket = house.complain(customer, "product", "It broke.");
    await().until(() -> !house.messages(customer).isEmpty());
    return ticket;
  }

  /** Of the ticket, and so not held by it. */
  private static MessageRequest wish(
      String customer, String ticket, Purpose purpose, OverBudget then) {
    MessageRequest wish = wish(customer, purpose, "email");
    return new MessageRequest(
        customer,
        ticket,
        wish.template(),
        null,
        purpose,
        wish.channels(),
        new Timing(null, false, then, CatchUp.USUAL),
        wish.asker(),
        wish.occasion(),
        wish.goOn());
  }

  @Test
  void anAnswerToWhatTheyAskedWaitsForNothing() {
    String id = house.customer("Service First", "en", "standard");
    house.put(
        id, Map.of("name", "S", "email", House.address(id), "timeZone", zoneWhereItIsNight()));
    says(id, "care", false);
    transaction.executeWithoutResult(status -> holds.place(id, "H-" + id, "product"));
    assertThat(judge(wish(id, Purpose.SERVICE, "email")))
        .isInstanceOfSatisfying(
            Judgement.Goes.class, goes -> assertThat(goes.at()).isBeforeOrEqualTo(clock.instant()));
    assertThat(judge(wish(id, Purpose.CARE, "email"))).isInstanceOf(Judgement.Dropped.class);
  }

  @Test
  void whatCannotBeReceivedOnOneChannelFallsToTheNext() {
    String id = house.customer("Two Ways", "en", "standard");
    Judgement judgement = judge(wish(id, Purpose.CARE, "pigeon", "email"));
    assertThat(judgement.channel()).isEqualTo("email");
    assertThat(judgement.trace())
        .extracting(Answered::channel)
        .startsWith("pigeon", "pigeon", "email");
    says(id, "care", false);
    assertThat(judge(wish(id, Purpose.CARE, "email", "pigeon")).reason())
        .as("all that stood against it")
        .isEqualTo(
            "The customer does not want care messages by email;"
                + " No provider is connected for the channel pigeon");
  }

  @Test
  void aQuestionAboutATicketDoesNotWaitForThatVeryTicket() {
    String id = house.customer("About It", "en", "standard");
    transaction.executeWithoutResult(status -> holds.place(id, id, "product"));
    assertThat(judge(wish(id, Purpose.CARE, "email"))).isInstanceOf(Judgement.Goes.class);
    transaction.executeWithoutResult(status -> holds.place(id, "H2-" + id, "product"));
    assertThat(judge(wish(id, Purpose.CARE, "email"))).isInstanceOf(Judgement.Stays.class);
    transaction.executeWithoutResult(status -> holds.erase(id));
  }

  private String zoneWhereItIsNight() {
    int utcHour = clock.instant().atOffset(java.time.ZoneOffset.UTC).getHour();
    int offset = (26 - utcHour) % 24;
    // Signs of these names are the other way round: Etc/GMT-2 is two hours ahead.
    return offset <= 14 ? "Etc/GMT-" + offset : "Etc/GMT+" + (24 - offset);
  }
}
