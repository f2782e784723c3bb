package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.carejourney.Api;
import org.carejourney.CareTest;
import org.carejourney.EveryTable;
import org.carejourney.Gateways;
import org.carejourney.PostOffice;
import org.carejourney.Visitor;
import org.carejourney.engine.Problem;
import org.carejourney.support.House;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Until a message has gone, somebody who knows better may stop it or say it in other words. */
@CareTest
class UnsentStoriesTest {

  @LocalServerPort private int port;
  @Autowired private Messages messages;
  @Autowired private UnsentMessages unsent;
  @Autowired private Holds holds;
  @Autowired private Suppressions suppressions;
  @Autowired private MessageStory story;
  @Autowired private Outbound outbound;
  @Autowired private Delivery delivery;
  @Autowired private TransactionTemplate transaction;
  @Autowired private JdbcTemplate jdbc;
  @Autowired private Clock clock;
  private House house;
  private Api desk;
  private String una;
  private String ticket;

  @BeforeEach
  void open() {
    house = new House(port);
    desk = Api.as(port, "agent");
    una = house.customer("Una Waits", "en", "standard");
  }

  /** A care letter to somebody who sleeps now. */
  private String queued() {
    ticket = house.complain(una, "product", "It broke.");
    house.task(ticket, "Understand complaint");
    var asleep = Map.of("email", House.address(una), "timeZone", CareLetters.night(clock));
    Map<String, Object> profile = new HashMap<>(asleep);
    profile.put("name", "Una Waits");
    house.put(una, profile);
    Message letter = new CareLetters(messages, transaction).ask(una, ticket, "care", "email");
    assertThat(letter.status()).isEqualTo(Message.Status.QUEUED);
    return letter.id();
  }

  private JsonNode message(String id) {
    return desk.get("/api/messages/" + id);
  }

  private JsonNode refused(String id, Map<String, ?> wish, int status) {
    return desk.problem(desk.post("/api/messages/" + id + "/cancel", wish), status);
  }

  private static Map<String, String> words(String text) {
    return Map.of("subject", "Dear Una", "text", text, "reason", "She asked for it");
  }

  private JsonNode change(String id, Map<String, ?> wish, int status) {
    String path = "/api/messages/" + id + "/words";
    var answer = Visitor.program(port, "lead").put(path, Api.written(wish));
    return status == 200 ? Api.json(answer, 200) : desk.problem(answer, status);
  }

  private List<String> closings() {
    return PostOffice.mailsTo(House.address(una)).stream()
        .map(PostOffice::subject)
        .filter(subject -> subject.endsWith("closed"))
        .toList();
  }

  @Test
  void whatIsCancelledNeverGoesAndTheTimelineSaysWhoAndWhy() {
    String id = queued();
    String why = "Qwvut her <b>husband</b> died";
    assertThat(refused(id, Map.of("reason", " "), 422).path("field").asText()).isEqualTo("reason");
    assertThat(refused(id, Map.of(), 422).path("code").asText()).isEqualTo("reason-missing");
    JsonNode cancelled = desk.post("/api/messages/" + id + "/cancel", Map.of("reason", why), 200);
    assertThat(cancelled.path("status").asText()).isEqualTo("withheld");
    assertThat(cancelled.path("reason").asText()).isEqualTo("Cancelled by agent");
    assertThat(cancelled.path("decision").findValuesAsText("rule")).endsWith("colleague");
    JsonNode told = desk.get("/api/customers/" + una + "/timeline").at("/items/0");
    assertThat(told.path("title").asText()).startsWith("Cancelled: ");
    assertThat(told.path("text").asText()).isEqualTo(why);
    assertThat(told.path("actor").asText()).isEqualTo("agent");
    assertThat(refused(id, Map.of("reason", "x"), 409).path("code").asText()).isEqualTo("over");
    refused("nothing", Map.of("reason", "x"), 404);
    house.forward("P2D");
    assertThat(closings()).isEmpty();
    assertThat(house.delete("lead", "/api/customers/" + una)).isEqualTo(204);
    assertThat(EveryTable.with(jdbc, "", "Qwvut")).isEmpty();
  }

  @Test
  void whoTypesSomethingThatCannotBeTakenIsToldWhatOnThePage() {
    String id = queued();
    String page = "/care/messages/" + id;
    Visitor agent = Visitor.browser(port, "agent");
    var refused = agent.postForm(page, page + "/cancel", "reason", "  ");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("That cannot be taken", "The reason is missing");
    assertThat(message(id).path("status").asText()).isEqualTo("queued");

    assertThat(agent.postForm(page, page + "/cancel", "reason", "She moved").statusCode())
        .isEqualTo(302);
    var late = agent.postForm(page, page + "/cancel", "reason", "She moved");
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("Somebody was faster", "It is over");
  }

  @Test
  void whatWaitsGoesToTheAddressThatTheCustomerHasByThen() {
    String id = queued();
    String corrected = "corrected-" + House.address(una);
    house.put(
        una, Map.of("name", "Una Waits", "email", corrected, "timeZone", CareLetters.night(clock)));

    house.forward("P2D");

    await().until(() -> message(id).path("status").asText(), "sent"::equals);
    assertThat(closings()).as("a stranger's, perhaps").isEmpty();
    assertThat(PostOffice.mailTo(corrected, "closed")).isNotNull();
    assertThat(jdbc.queryForObject("select attempts from message where id = ?", Integer.class, id))
        .isEqualTo(1);
  }

  @Test
  void whatADelivererHadTakenWhenTheProcessEndedDoesNotGo() {
    String id = queued();
    taken(id);
    String instance =
        jdbc.queryForObject(
            "select process_instance_id from message where id = ?", String.class, id);

    transaction.executeWithoutResult(status -> messages.takeBack(String.valueOf(instance)));

    // The node that had taken it is gone, and another one takes it over.
    jdbc.update("update message set lease_until = current_timestamp where id = ?", id);
    await().until(() -> message(id).path("status").asText(), "withheld"::equals);
    assertThat(message(id).path("reason").asText())
        .isEqualTo("The process was stopped before the message went");
    assertThat(closings()).isEmpty();
  }

  @Test
  void whatADelivererHasOnlyForAMomentCanBeCancelled() {
    String id = queued();
    taken(id);
    var back = CompletableFuture.runAsync(() -> putBackSoon(id));

    desk.post("/api/messages/" + id + "/cancel", Map.of("reason", "She called"), 200);

    back.join();
    assertThat(message(id).path("status").asText()).isEqualTo("withheld");
    assertThat(closings()).isEmpty();
  }

  private void putBackSoon(String id) {
    LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
    // Nobody is to take it before the colleague has had their turn.
    jdbc.update(
        """
        update message set status = 'queued', owner = null, lease_until = null, send_at = ?
        where id = ?""",
        Timestamp.from(clock.instant().plus(Duration.ofHours(1))),
        id);
  }

  /** As a deliverer takes it together with others, to begin with it in a moment. */
  private void taken(String id) {
    jdbc.update(
        """
        update message
        set status = 'sending', owner = 'somebody', attempts = attempts + 1,
            lease_until = current_timestamp + interval '1' minute, send_at = ?
        where id = ?""",
        Timestamp.from(clock.instant()),
        id);
  }

  @Test
  void aDelivererThatRemembersWhatWasErasedDoesNotTellIt() {
    Message remembered = messages.get(queued());
    String subject = String.valueOf(remembered.subject());
    assertThat(EveryTable.with(jdbc, "", subject)).isNotEmpty();
    assertThat(house.delete("lead", "/api/customers/" + una)).isEqualTo(204);

    transaction.executeWithoutResult(status -> story.refused(remembered, "550 Nobody here"));

    assertThat(EveryTable.with(jdbc, "", subject)).isEmpty();
  }

  @Test
  void theProcessGoesOnThatWaitedForIt() {
    HeldDiagram diagram = new HeldDiagram(port);
    diagram.draw("Said");
    transaction.executeWithoutResult(status -> holds.place(una, "U" + una, "delivery"));
    String journey = diagram.begin(una, "care", "");
    assertThat(diagram.standsAt(journey)).containsExactly("Say");
    String held = house.messages(una).get(0).path("id").asText();
    assertThat(change(held, words("Hello"), 409).path("code").asText()).isEqualTo("not-written");
    Visitor agent = Visitor.browser(port, "agent");
    String page = "/care/messages/" + held;
    assertThat(agent.get(page).body())
        .contains("Do not send it")
        .doesNotContain("Say it in other words");
    assertThat(agent.postForm(page, page + "/cancel", "reason", "She moved").statusCode())
        .isEqualTo(302);
    await().until(() -> diagram.standsAt(journey), List.of("Said")::equals);
    assertThat(agent.get(page).body()).contains("Cancelled by agent").doesNotContain("Do not send");
  }

  @Test
  void itGoesInTheWordsOfAColleagueAndNobodyReadsTheOldOnes() {
    String id = queued();
    String way = House.links(message(id).path("text").asText()).get(0);
    String typed = "Dear Una,\n\n<script>${7*7}</script> & https://lumen.example/a?b=1&c=2.\nYours";
    JsonNode changed = change(id, words(typed), 200);
    assertThat(changed.path("status").asText()).isEqualTo("queued");
    assertThat(changed.path("changedBy").asText()).isEqualTo("lead");
    JsonNode told = desk.get("/api/customers/" + una + "/timeline").at("/items/0");
    assertThat(told.path("title").asText()).startsWith("Goes in other words: ");
    assertThat(told.path("text").asText()).isEqualTo("She asked for it");
    assertThat(told.path("actor").asText()).isEqualTo("lead");
    // It is held on its way, and released: a person's words outlast that.
    transaction.executeWithoutResult(status -> holds.place(una, "U" + una, "delivery"));
    house.forward("P2D");
    assertThat(message(id).path("status").asText()).isEqualTo("held");
    transaction.executeWithoutResult(status -> holds.erase(una));
    jdbc.update("update message set send_at = decided_at where id = ?", id);
    house.forward("P2D");

    var mail = PostOffice.mailTo(House.address(una), "Dear Una");
    assertThat(PostOffice.part(mail, "text/plain").replace("\r\n", "\n"))
        .contains("<script>${7*7}</script> & https://lumen.example/a?b=1&c=2.\nYours", way)
        .doesNotContain("Thank you for telling us");
    String html = PostOffice.part(mail, "text/html");
    assertThat(html).doesNotContain("<script").doesNotContain("Thank you for telling us");
    var letter = Jsoup.parse(html);
    assertThat(letter.text())
        .contains("<script>${7*7}</script> & https://lumen.example/a?b=1&c=2.");
    assertThat(letter.select("a[href]").eachAttr("href"))
        .containsExactly("https://lumen.example/a?b=1&c=2", way);
    assertThat(change(id, words("again"), 409).path("code").asText()).isEqualTo("just-gone");
    assertThat(refused(id, Map.of("reason", "x"), 409).path("detail").asText())
        .isEqualTo("It has just gone");
  }

  @Test
  void wordsThatCannotBeAreRefusedAndNothingChanges() {
    String id = queued();
    JsonNode before = message(id);
    for (String field : List.of("subject", "text", "reason")) {
      Map<String, String> wish = new HashMap<>(words("Hello"));
      wish.put(field, " \n ");
      assertThat(change(id, wish, 422).path("field").asText()).isEqualTo(field);
    }
    assertThat(change(id, words("x".repeat(20_001)), 422).path("code").asText())
        .isEqualTo("too-long");
    change("nothing", words("Hello"), 404);
    assertThat(message(id)).isEqualTo(before);
    jdbc.update("update message set attempts = 1 where id = ?", id);
    assertThat(change(id, words("Hello"), 409).path("code").asText()).isEqualTo("tried-already");
    desk.post("/api/messages/" + id + "/cancel", Map.of("reason", "Enough"), 200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"consent", "address", "all"})
  void whatMayNotGoByItsChannelAnyMoreGoesByTheNext(String withdrawn) {
    String number = Asking.number();
    Map<String, Object> profile = asleepWith(number);
    var letters = new CareLetters(messages, transaction);
    String id = letters.ask(una, ticket, "care", "email", "chat", "sms").id();
    assertThat(message(id).path("channel").asText()).isEqualTo("email");
    if (withdrawn.equals("address")) {
      var cause = Suppression.Cause.BOUNCED;
      suppressions.add("email", House.address(una), cause, "A letter came back", null);
    } else {
      List<String> channels = withdrawn.equals("all") ? List.of("email", "sms") : List.of("email");
      profile.put("consents", channels.stream().map(UnsentStoriesTest::no).toList());
      house.put(una, profile);
    }
    house.forward("P2D");

    JsonNode letter = message(id);
    assertThat(letter.path("status").asText()).isEqualTo("withheld");
    assertThat(closings()).isEmpty();
    List<JsonNode> texts =
        house.messages(una).stream()
            .filter(one -> one.path("channel").asText().equals("sms"))
            .toList();
    if (withdrawn.equals("all")) {
      assertThat(texts).isEmpty();
      assertThat(letter.path("reason").asText()).contains("care messages by email", "by sms");
      assertThat(Gateways.ALL.to(number)).isEmpty();
      return;
    }
    assertThat(letter.path("reason").asText()).endsWith("; next by sms");
    assertThat(texts).singleElement().matches(one -> one.path("status").asText().equals("sent"));
    assertThat(Gateways.ALL.to(number)).hasSize(1);
    JsonNode why = message(texts.get(0).path("id").asText()).at("/decision/judgements/0/answers/0");
    assertThat(why.path("rule").asText()).isEqualTo("next-channel");
    assertThat(why.path("reason").asText())
        .isEqualTo(letter.path("reason").asText().replace("; next by sms", ""));
    assertThat(house.story(una)).filteredOn(title -> title.startsWith("Not sent: ")).hasSize(1);
  }

  @Test
  void theNextChannelDoesNotGoUnaskedEitherWhenItIsTooLate() {
    String number = Asking.number();
    asleepWith(number);
    String id =
        new CareLetters(messages, transaction).ask(una, ticket, "care", "email", "sms").id();
    outbound.turn(true, "operator");
    try {
      house.forward("P6D");
      String address = House.address(una);
      suppressions.add("email", address, Suppression.Cause.BOUNCED, "A letter came back", null);
    } finally {
      outbound.turn(false, "operator");
    }

    await().until(() -> message(id).path("status").asText(), "withheld"::equals);
    assertThat(message(id).path("reason").asText()).endsWith("; next by sms");
    assertThat(house.messages(una))
        .filteredOn(one -> one.path("channel").asText().equals("sms"))
        .singleElement()
        .matches(one -> one.path("status").asText().equals("parked"))
        .matches(one -> one.path("reason").asText().contains(" days late: meant for "));
    assertThat(Gateways.ALL.to(number)).isEmpty();
  }

  private Map<String, Object> asleepWith(String number) {
    ticket = house.complain(una, "product", "It broke.");
    PostOffice.mailTo(House.address(una), ticket);
    Map<String, Object> profile = new HashMap<>();
    profile.put("name", "Una Waits");
    profile.put("email", House.address(una));
    profile.put("phone", number);
    profile.put("timeZone", CareLetters.night(clock));
    house.put(una, profile);
    return profile;
  }

  private static Map<String, Object> no(String channel) {
    return Map.of("purpose", "care", "channel", channel, "granted", false, "source", "t");
  }

  @Test
  void whoeverLosesTheRaceWithTheDelivererIsToldSo() throws Exception {
    var racers = Executors.newFixedThreadPool(2);
    Map<String, Future<Boolean>> cancelled = new HashMap<>();
    outbound.turn(true, "operator");
    try {
      String about = house.complain(una, "product", "It broke.");
      house.task(about, "Understand complaint");
      var letters = new CareLetters(messages, transaction);
      List<String> ids =
          IntStream.range(0, 40)
              .mapToObj(i -> letters.ask(una, about, "service", "email").id())
              .toList();
      reversed(ids).forEach(id -> cancelled.put(id, racers.submit(() -> cancelled(id))));
      // The racer at the end has a head start: forty mails are gone in no time.
      assertThat(cancelled.get(ids.get(ids.size() - 1)).get()).isTrue();
    } finally {
      outbound.turn(false, "operator");
      delivery.wake();
    }
    int stopped = 0;
    for (var one : cancelled.entrySet()) {
      boolean won = one.getValue().get();
      stopped += won ? 1 : 0;
      await("it came to an end")
          .until(() -> statusOf(one.getKey()), List.of("sent", "withheld")::contains);
      assertThat(statusOf(one.getKey())).isEqualTo(won ? "withheld" : "sent");
    }
    racers.shutdown();
    assertThat(stopped).as("those at the end").isPositive();
    assertThat(closings()).hasSize(cancelled.size() - stopped);
  }

  private String statusOf(String id) {
    return message(id).path("status").asText();
  }

  /** From the end, where the deliverers come last. */
  private static List<String> reversed(List<String> ids) {
    List<String> turned = new ArrayList<>(ids);
    Collections.reverse(turned);
    return turned;
  }

  private boolean cancelled(String id) {
    try {
      unsent.cancel(id, "agent", "Too much");
      return true;
    } catch (Problem late) {
      assertThat(late.code()).isEqualTo("just-gone");
      return false;
    }
  }
}
