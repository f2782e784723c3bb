package org.carejourney.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carejourney.journey.Newcomer.CHECK_IN;
import static org.carejourney.journey.Newcomer.soon;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.carejourney.Api;
import org.carejourney.CareTest;
import org.carejourney.Gateways;
import org.carejourney.PostOffice;
import org.carejourney.Visitor;
import org.carejourney.support.House;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * A year with a dozen customers from all over the world, each in their own way. What they do is
 * told in the story; what must never happen to anybody is asked of the whole ledger at its end.
 */
@CareTest
class WholeYearTest {

  private static final List<String> PURPOSES = List.of("care", "marketing");
  private static final List<String> CHANNELS = List.of("email", "sms");

  /** The hours at which a channel may make a sound. */
  private record Hours(LocalTime from, LocalTime until) {
    boolean hold(ZonedDateTime moment) {
      LocalTime time = moment.toLocalTime();
      return !time.isBefore(from) && time.isBefore(until);
    }
  }

  private static final Map<String, Hours> AWAKE =
      Map.of(
          "email", new Hours(LocalTime.of(7, 0), LocalTime.of(21, 0)),
          "sms", new Hours(LocalTime.of(9, 0), LocalTime.of(20, 0)));

  /** What a customer has said about being written to. */
  private record Said(Instant at, String purpose, String channel, boolean yes) {}

  /** A customer with where they lived and what they allowed, and when. */
  private final class Person {
    private final Newcomer newcomer;
    private final NavigableMap<Instant, ZoneId> homes = new TreeMap<>();
    private final List<Said> said = new ArrayList<>();
    private String number;

    Person(String name, String zone, String country) {
      newcomer = Newcomer.called(name, shop);
      livesIn(zone, country);
      everybody.add(this);
    }

    Person livesIn(String zone, String country) {
      newcomer.livesIn(ZoneId.of(zone), country);
      homes.put(shop.now(), ZoneId.of(zone));
      return this;
    }

    Person hasTelephone() {
      number = "+49152" + String.valueOf(System.nanoTime()).substring(0, 8);
      newcomer.is(Map.of("phone", number));
      return this;
    }

    Person says(boolean yes, String purpose, String channel) {
      newcomer.says(yes, purpose, channel);
      said.add(new Said(shop.now(), purpose, channel, yes));
      return this;
    }

    /** Follows the last link of a letter, and presses the button that ends it all. */
    void hasHadEnough(String letter) {
      String link =
          House.links(newcomer.words(letter)).stream()
              .filter(address -> address.contains("/p/preferences/"))
              .findFirst()
              .orElseThrow();
      String path = House.path(link);
      assertThat(Visitor.stranger(port).postForm(path, path, "stop", "all").statusCode())
          .isEqualTo(200);
      for (String purpose : PURPOSES) {
        CHANNELS.forEach(channel -> said.add(new Said(shop.now(), purpose, channel, false)));
      }
    }

    ZonedDateTime there(Instant moment) {
      return moment.atZone(homes.floorEntry(moment).getValue());
    }

    boolean allows(String purpose, String channel, Instant moment) {
      return said.stream()
          .filter(word -> word.purpose().equals(purpose) && word.channel().equals(channel))
          .filter(word -> !word.at().isAfter(moment))
          .reduce((first, last) -> last)
          .map(Said::yes)
          .orElse(purpose.equals("care"));
    }

    List<JsonNode> ledger() {
      return Api.as(port, "agent").walk("/api/messages?customerId=" + newcomer.id(), 100);
    }

    List<JsonNode> sent() {
      return ledger().stream().filter(row -> row.path("status").asText().equals("sent")).toList();
    }

    @Override
    public String toString() {
      return newcomer.id() + " in " + homes;
    }
  }

  @LocalServerPort private int port;
  private final List<Person> everybody = new ArrayList<>();
  private final String offerMade = Shop.unique("offer.made");
  private Shop shop;
  private House house;
  private String deployed;

  @BeforeEach
  void open() {
    shop = new Shop(port);
    house = shop.house();
    deployed =
        shop.deploy(
            Shop.journey(
                Shop.unique("makeOffer"),
                offerMade,
                "offer",
                """
                <bpmn:serviceTask id="first" name="Send offer"
                    camunda:delegateExpression="${sendMessage}">
                  <bpmn:extensionElements><camunda:properties>
                    <camunda:property name="template" value="journey/check-in-soft"/>
                    <camunda:property name="purpose" value="marketing"/>
                    <camunda:property name="channels" value="email, sms"/>
                    <camunda:property name="occasion" value="${offer}"/>
                  </camunda:properties></bpmn:extensionElements>
                </bpmn:serviceTask>"""));
  }

  @AfterEach
  void remove() {
    shop.remove(deployed);
  }

  /** Marketing for everybody, once a season; the choke point knows who wants it. */
  private void offer(String occasion) {
    everybody.forEach(
        person ->
            shop.tell(Shop.event(offerMade, person.newcomer.id(), Map.of("offer", occasion))));
  }

  @Test
  void aYearInWhichNothingGoesWhereItMustNot() {
    Instant first = shop.now();
    Person happy =
        new Person("Hanna Happy", "Europe/Berlin", "DE").says(true, "marketing", "email");
    Person texts = new Person("Toru Text", "Asia/Tokyo", "JP").hasTelephone();
    texts.says(true, "marketing", "sms").newcomer.without("email");
    Person low = new Person("Lou Low", "Australia/Sydney", "AU");
    Person writes = new Person("Will Write", "America/Los_Angeles", "US");
    Person silent = new Person("Sy Lent", "America/New_York", "US");
    Person complains = new Person("Connie Plain", "Europe/London", "GB").hasTelephone();
    Person complainsLong = new Person("Lon Plain", "Asia/Kolkata", "IN");
    Person leaves = new Person("Lea Ving", "Pacific/Auckland", "NZ");
    Person enough =
        new Person("Ena Nuff", "America/Sao_Paulo", "BR").says(true, "marketing", "email");
    Person moves = new Person("Mo Ving", "Europe/Paris", "FR").says(true, "marketing", "email");
    Person onlyTexts = new Person("Ono Mail", "Africa/Cairo", "EG").hasTelephone();
    onlyTexts.says(false, "care", "email");
    Person nowhere = new Person("Noe Where", "Europe/Lisbon", "PT");
    nowhere.newcomer.without("email");
    Person refuses = new Person("Ray Fuse", "Asia/Dubai", "AE");
    PostOffice.DOOR.answer(refuses.newcomer.address(), "550 No such user");
    everybody.forEach(person -> person.newcomer.joins());
    offer("spring");

    house.forward("P10D");
    leaves.newcomer.leaves();
    enough.hasHadEnough("A tip for the first weeks");
    String rudeness = house.complain(complains.newcomer.id(), "service", "Nobody listens.");
    String hum = house.complain(complainsLong.newcomer.id(), "product", "The lamp hums.");
    offer("summer");
    house.forward("PT1S");
    moves.livesIn("Pacific/Honolulu", "US");

    house.forward("P21D");
    answers(happy, 5);
    answers(texts, 4);
    answers(low, 1);
    writes.newcomer.goes(CHECK_IN);
    writes.newcomer.waitsFor(Newcomer.WAITS).replies("How is it going", "Which bulb fits?");
    writes.newcomer.done(
        "Answer customer",
        Map.of("conversationOutcome", "happy", "answerStep", "write", "ourAnswer", "Any E27."));
    low.newcomer.done("Call customer back", Map.of("recoveryOutcome", "notReached"));
    isSolved(complains, rudeness);
    house.forward("P20D");
    isSolved(complainsLong, hum);
    complains.says(true, "marketing", "sms");
    happy.says(false, "marketing", "email");
    offer("autumn");
    house.forward("P150D");
    happy.says(true, "marketing", "email");
    offer("winter");
    house.forwardTo(first.plus(Duration.ofDays(365)));

    endsAsItShould(happy, "Customer rewarded");
    endsAsItShould(texts, "Customer rewarded");
    endsAsItShould(low, "Customer still unhappy");
    endsAsItShould(writes, "Customer rewarded");
    endsAsItShould(silent, "Silence respected");
    endsAsItShould(complains, "Silence respected");
    endsAsItShould(complainsLong, "Silence respected");
    endsAsItShould(leaves, "Journey stopped");
    endsAsItShould(enough, "Question not asked");
    endsAsItShould(moves, "Silence respected");
    endsAsItShould(onlyTexts, "Silence respected");
    endsAsItShould(nowhere, "Question not asked");
    endsAsItShould(refuses, "Question not asked");
    assertThat(offersTo(happy)).containsExactlyInAnyOrder("spring", "summer", "winter");
    assertThat(offersTo(texts)).hasSize(4);
    assertThat(offersTo(enough)).containsExactly("spring");
    assertThat(offersTo(complains)).containsExactlyInAnyOrder("autumn", "winter");
    assertThat(offersTo(moves)).hasSize(4);
    assertThat(offersTo(silent)).isEmpty();
    everybody.forEach(this::nothingIsSentTwice);
    everybody.forEach(this::nothingIsSentAtNight);
    everybody.forEach(this::nothingIsSentToWhoSaidNo);
    everybody.forEach(this::whateverIsNotSentHasAReason);
    everybody.forEach(this::nothingRunsOrHasFailed);
  }

  private void answers(Person person, int score) {
    person.newcomer.goes(CHECK_IN);
    String id = person.newcomer.message(CHECK_IN).path("id").asText();
    String words = house.get("agent", "/api/messages/" + id).path("text").asText();
    person.newcomer.waitsFor(Newcomer.WAITS).scores(score, words);
  }

  private void isSolved(Person person, String ticket) {
    house.solve(ticket, "replacement", null);
    soon("the solution")
        .until(() -> house.ticket(ticket).path("status").asText(), "solved"::equals);
    MimeMessage solution =
        PostOffice.mailsTo(person.newcomer.address()).stream()
            .filter(mail -> PostOffice.part(mail, "text/plain").contains("bad batch"))
            .findFirst()
            .orElseThrow();
    house.press(House.links(PostOffice.part(solution, "text/plain")).get(0));
    soon("the end of it")
        .until(() -> house.ticket(ticket).path("status").asText(), "closed"::equals);
  }

  private void endsAsItShould(Person person, String end) {
    assertThat(person.newcomer.ending()).as(person.toString()).isEqualTo(end);
  }

  private List<String> offersTo(Person person) {
    return person.sent().stream()
        .filter(row -> row.path("purpose").asText().equals("marketing"))
        .map(row -> row.path("occasion").asText())
        .toList();
  }

  // What must never happen.

  private void nothingIsSentTwice(Person person) {
    List<JsonNode> sent = person.sent();
    assertThat(sent)
        .as(person.toString())
        .extracting(
            row ->
                List.of(
                    row.path("process").asText(),
                    row.path("step").asText(),
                    row.path("occasion").asText()))
        .doesNotHaveDuplicates();
    assertThat(sent)
        .filteredOn(row -> row.has("subject"))
        .as("two letters of one name on one day to " + person)
        .extracting(row -> List.of(row.path("subject").asText(), at(person, row).toLocalDate()))
        .doesNotHaveDuplicates();

    List<MimeMessage> letters = PostOffice.mailsTo(person.newcomer.address());
    assertThat(letters)
        .as("what arrived at " + person)
        .hasSize((int) count(sent, "email"))
        .extracting(WholeYearTest::id)
        .doesNotHaveDuplicates();
    if (person.number != null) {
      assertThat(Gateways.ALL.to(person.number)).hasSize((int) count(sent, "sms"));
    }
  }

  private static String id(MimeMessage letter) {
    try {
      return letter.getMessageID();
    } catch (MessagingException e) {
      throw new AssertionError(e);
    }
  }

  private static long count(List<JsonNode> rows, String channel) {
    return rows.stream().filter(row -> row.path("channel").asText().equals(channel)).count();
  }

  private static ZonedDateTime at(Person person, JsonNode row) {
    return person.there(Instant.parse(row.path("sentAt").asText()));
  }

  /** An answer to something they asked may come at night as a letter, which makes no sound. */
  private void nothingIsSentAtNight(Person person) {
    assertThat(person.sent())
        .filteredOn(
            row ->
                !row.path("purpose").asText().equals("service")
                    || !row.path("channel").asText().equals("email"))
        .allSatisfy(
            row -> {
              ZonedDateTime there = at(person, row);
              assertThat(AWAKE.get(row.path("channel").asText()).hold(there))
                  .as(row + " at " + there)
                  .isTrue();
            });
  }

  private void nothingIsSentToWhoSaidNo(Person person) {
    assertThat(person.sent())
        .filteredOn(row -> PURPOSES.contains(row.path("purpose").asText()))
        .allSatisfy(
            row ->
                assertThat(
                        person.allows(
                            row.path("purpose").asText(),
                            row.path("channel").asText(),
                            Instant.parse(row.path("sentAt").asText())))
                    .as(row.toString())
                    .isTrue());
  }

  private void whateverIsNotSentHasAReason(Person person) {
    assertThat(person.ledger())
        .as(person.toString())
        .isNotEmpty()
        .filteredOn(row -> !row.path("status").asText().equals("sent"))
        .allSatisfy(
            row -> {
              assertThat(row.path("status").asText()).as(row.toString()).isIn("withheld", "failed");
              assertThat(row.path("reason").asText()).as(row.toString()).isNotBlank();
            });
  }

  private void nothingRunsOrHasFailed(Person person) {
    Api engine = Api.as(port, "admin");
    List<String> keys = new ArrayList<>(person.newcomer.tickets());
    keys.add(person.newcomer.id());
    for (String key : keys) {
      assertThat(person.newcomer.standsAt(key)).as(person.toString()).isEmpty();
      for (JsonNode instance :
          engine.get(
              "/engine-rest/history/process-instance?maxResults=100&processInstanceBusinessKey="
                  + key)) {
        String id = instance.path("id").asText();
        assertThat(
                engine
                    .get("/engine-rest/history/incident/count?processInstanceId=" + id)
                    .path("count")
                    .asInt())
            .as("incidents of " + instance)
            .isZero();
        assertThat(
                engine.get(
                    "/engine-rest/history/job-log?maxResults=10&failureLog=true&processInstanceId="
                        + id))
            .as("failures of " + instance)
            .isEmpty();
      }
    }
  }
}
