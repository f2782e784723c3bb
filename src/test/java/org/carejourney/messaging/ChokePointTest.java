package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.carejourney.CareTest;
import org.carejourney.messaging.Judgement.Answered;
import org.carejourney.messaging.MessageRequest.Asker;
import org.carejourney.messaging.MessageRequest.GoOn;
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
  @Autowired private Holds holds;
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
        new Asker("p", UUID.randomUUID().toString(), "e", "a", "s", false),
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
