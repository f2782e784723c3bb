package org.carejourney.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.carejourney.Api;
import org.carejourney.CareTest;
import org.carejourney.EveryTable;
import org.carejourney.PostOffice;
import org.carejourney.Scrape;
import org.carejourney.Visitor;
import org.carejourney.support.House;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is over and old is forgotten, what is open or young never; and the ledger stays. */
@CareTest
class RetentionTest {

  private static final Instant LONG_AGO = Instant.parse("2019-03-01T10:00:00Z");

  /** Every table with rows of time, and where its moments stand. */
  private static final Map<String, List<String>> MOMENTS =
      Map.of(
          "inbound", List.of("received_at"),
          "message", List.of("decided_at", "send_at", "sent_at"),
          "timeline", List.of("at"),
          "event", List.of("received_at", "happened_at"),
          "survey", List.of("asked_at"));

  @LocalServerPort private int port;
  @Autowired private JdbcTemplate jdbc;
  @Autowired private CleanUp cleanUp;
  @Autowired private CleanUpRow row;
  @Autowired private Figures figures;
  @Autowired private Company company;
  @Autowired private Clock clock;
  @Autowired private Retention retention;
  private House house;
  private String mark;
  private String customer;

  @BeforeEach
  void open() {
    house = new House(port);
    // A mark of each test's own: others' customers stay where they are.
    mark = "Vq" + UUID.randomUUID().toString().substring(0, 8);
    customer = house.customer("Somebody", "en", "standard");
  }

  @AfterEach
  void leave() {
    // Lists are read from the newest to the oldest by a cursor, which is never below zero.
    MOMENTS.keySet().forEach(this::backInLine);
    jdbc.update("update form_answer set seq = -seq where seq < 0");
    jdbc.update("update clean_up set night = null, owner = null, lease_until = null");
  }

  private void backInLine(String table) {
    jdbc.update(
        "update %s set seq = -seq where customer_id = ? and seq < 0".formatted(table), customer);
  }

  private String complain() {
    return house
        .say(
            customer,
            Map.of("topic", "product", "subject", mark + " subject", "text", mark + " text"))
        .path("ticket")
        .asText();
  }

  /** Everything of the customer happened long ago, and before everybody else's. */
  private void longAgo() {
    MOMENTS.forEach(
        (table, moments) -> {
          for (String moment : moments) {
            jdbc.update(
                "update %1$s set %2$s = ? where customer_id = ? and %2$s is not null"
                    .formatted(table, moment),
                Timestamp.from(LONG_AGO),
                customer);
          }
          jdbc.update(
              "update %s set seq = -seq where customer_id = ? and seq > 0".formatted(table),
              customer);
        });
    jdbc.update(
        "update form_answer set answered_at = ?, seq = -seq where answer like ? and seq > 0",
        Timestamp.from(LONG_AGO),
        mark + "%");
  }

  private SortedSet<String> marks() {
    return EveryTable.with(jdbc, "", mark);
  }

  private void becomes(String ticket, String status) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> assertThat(house.ticket(ticket).path("status").asText()).isEqualTo(status));
  }

  private void solved(String ticket) {
    house.understand("agent", ticket);
    house.complete(
        "agent",
        house.task(ticket, "Propose solution"),
        Map.of(
            "solution", "apology",
            "whatWentWrong", mark + " wrong",
            "whatWeDo", mark + " do",
            "personalWords", mark + " words"));
    String solution =
        PostOffice.part(PostOffice.mailTo(House.address(customer), "Our solution"), "text/plain");
    becomes(ticket, "solved");
    assertThat(house.press(House.links(solution).get(0)).getStatusCode().is2xxSuccessful())
        .isTrue();
    becomes(ticket, "closed");
    // A day later we ask how we did, and wait for the answer some time.
    house.forward("P30D");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                house
                        .get("admin", "/engine-rest/process-instance/count?businessKey=" + ticket)
                        .path("count")
                        .asInt()
                    == 0);
  }

  @Test
  void ofAMatterThatIsOverNoWordIsLeftAndTheLedgerStillTellsWhatWasDone() {
    String ticket = complain();
    solved(ticket);
    List<JsonNode> before = house.messages(customer);
    assertThat(marks()).anyMatch(place -> place.startsWith("INBOUND"));
    assertThat(cleanUp.run(() -> true).complete()).isTrue();
    assertThat(marks()).as("young as it is").contains("INBOUND.NEW_TEXT", "MESSAGE.HTML");

    longAgo();
    Scrape figures = Scrape.at(port);
    CleanUp.Result result = cleanUp.run(() -> true);
    assertThat(result.complete()).isTrue();
    for (String what : List.of("raw", "inbound", "messages", "answers", "timeline")) {
      assertThat(result.forgotten()).hasEntrySatisfying(what, n -> assertThat(n).isPositive());
      assertThat(
              Scrape.at(port).of("care_cleaned_rows_total", "what=\"" + what + "\"")
                  - figures.of("care_cleaned_rows_total", "what=\"" + what + "\""))
          .isEqualTo(result.forgotten().get(what).doubleValue());
    }
    assertThat(marks()).isEmpty();
    assertThat(EveryTable.with(jdbc, "", House.address(customer)))
        .allMatch(p -> p.startsWith("CUSTOMER"));

    assertThat(house.ticket(ticket).path("status").asText()).isEqualTo("closed");
    List<JsonNode> after = house.messages(customer);
    assertThat(after).hasSameSizeAs(before);
    for (JsonNode message : after) {
      JsonNode whole = house.get("agent", "/api/messages/" + message.path("id").asText());
      assertThat(whole.path("status").asText()).isEqualTo("sent");
      assertThat(whole.path("decision").size()).isPositive();
      assertThat(whole.has("html")).isFalse();
      assertThat(
              Visitor.browser(port, "agent")
                  .get("/care/messages/" + message.path("id").asText())
                  .statusCode())
          .isEqualTo(200);
    }
    assertThat(Visitor.browser(port, "agent").get("/care/customers/" + customer).statusCode())
        .isEqualTo(200);
    assertThat(cleanUp.run(() -> true).forgotten().get("messages"))
        .as("nothing is forgotten twice")
        .isZero();
  }

  @Test
  void whatIsStillOpenStaysHoweverOldItIs() {
    String ticket = complain();
    house.complete(
        "agent",
        house.task(ticket, "Understand complaint"),
        Map.of(
            "topic",
            "product",
            "whatHappened",
            mark + " happened",
            "customerNeeds",
            mark + " needs",
            "nextStep",
            "solve"));
    house.task(ticket, "Propose solution");
    longAgo();
    SortedSet<String> before = marks();
    assertThat(before)
        .contains("INBOUND.NEW_TEXT", "INBOUND_RAW.CONTENT", "FORM_ANSWER.ANSWER", "TIMELINE.TEXT");
    cleanUp.run(() -> true);
    assertThat(marks()).isEqualTo(before);
  }

  @Test
  void whatHasNotGoneOrHasNoOutcomeYetStays() {
    for (String status : List.of("queued", "held", "sending", "parked", "sent", "failed")) {
      oldMessage(status, false, false);
    }
    oldMessage("sent", true, false);
    oldMessage("withheld", false, true);
    String unsettled = "in-" + mark;
    jdbc.update(
        """
        insert into inbound (seq, id, channel, provider_id, received_at, sender, customer_id,
          new_text, kind) values (?, ?, 'web', ?, ?, 'x', ?, ?, 'human')""",
        -System.nanoTime(),
        unsettled,
        unsettled,
        Timestamp.from(LONG_AGO),
        customer,
        mark);
    cleanUp.run(() -> true);
    assertThat(
            jdbc.queryForList(
                """
                select status from message where customer_id = ? and plain is not null
                order by status""",
                String.class,
                customer))
        .containsExactly("held", "parked", "queued", "sending", "sent", "withheld");
    assertThat(
            jdbc.queryForList(
                "select status from message where customer_id = ? and plain is null order by status",
                String.class,
                customer))
        .containsExactly("failed", "sent");
    assertThat(marks()).contains("INBOUND.NEW_TEXT");
    jdbc.update("delete from message where customer_id = ?", customer);
    jdbc.update("delete from inbound where id = ?", unsettled);
  }

  private void oldMessage(String status, boolean callOpen, boolean tokenWaits) {
    jdbc.update(
        """
        insert into message
          (seq, id, customer_id, process_instance_id, step, occasion, template, channel, purpose,
           go_on, status, decision, decided_at, attempts, token_waits, call_open, plain, owner,
           lease_until, send_at)
        values (?, ?, ?, ?, 's', 'once', 't', 'nobodys', 'service', 'queued', ?, '[]', ?, 0, ?, ?,
          ?, 'nobody', ?, ?)""",
        -System.nanoTime(),
        UUID.randomUUID().toString(),
        customer,
        UUID.randomUUID().toString(),
        status,
        Timestamp.from(LONG_AGO),
        tokenWaits,
        callOpen,
        mark,
        Timestamp.from(Instant.parse("2099-01-01T00:00:00Z")),
        Timestamp.from(Instant.parse("2099-01-01T00:00:00Z")));
  }

  @Test
  void aDayBeforeItsTimeItIsThereAndADayAfterItIsNot() {
    String ticket = complain();
    solved(ticket);
    longAgo();
    Instant raw = clock.instant().atZone(company.timeZone()).minusDays(90).toInstant();
    received(raw.plus(Duration.ofDays(1)));
    cleanUp.run(() -> true);
    assertThat(marks()).contains("INBOUND_RAW.CONTENT", "INBOUND.NEW_TEXT");
    received(raw.minus(Duration.ofDays(1)));
    cleanUp.run(() -> true);
    assertThat(marks()).contains("INBOUND.NEW_TEXT").doesNotContain("INBOUND_RAW.CONTENT");
  }

  private void received(Instant at) {
    jdbc.update(
        "update inbound set received_at = ? where customer_id = ?", Timestamp.from(at), customer);
  }

  @Test
  void whatCameWithAnEventGoesAndTheEventIsStillKnown() {
    Map<String, Object> event = new HashMap<>();
    event.put("specversion", "1.0");
    event.put("id", mark);
    event.put("source", "/shop");
    event.put("type", "test.nothingStarts" + UUID.randomUUID().toString().substring(0, 6));
    event.put("subject", customer);
    event.put("data", Map.of("product", mark + " lamp"));
    Api agent = Api.as(port, "agent");
    assertThat(agent.post("/api/events", event).statusCode()).isEqualTo(202);
    longAgo();
    assertThat(cleanUp.run(() -> true).forgotten().get("events")).isPositive();
    assertThat(EveryTable.with(jdbc, "", mark + " lamp")).isEmpty();
    assertThat(agent.post("/api/events", event).statusCode()).isEqualTo(200);
  }

  @Test
  void asTimePassesTheBytesGoFirstThenTheEnginesHistoryThenTheWords() {
    String ticket = complain();
    solved(ticket);
    cleanUp.run(() -> true);
    assertThat(marks()).contains("INBOUND_RAW.CONTENT", "INBOUND.NEW_TEXT", "MESSAGE.HTML");
    house.forward("P91D");
    cleanUp.run(() -> true);
    assertThat(marks())
        .contains("INBOUND.NEW_TEXT", "MESSAGE.HTML")
        .doesNotContain("INBOUND_RAW.CONTENT");
    assertThat(history(ticket)).isPositive();
    assertThat(decisions(ticket)).isPositive();
    house.forward("P366D");
    assertThat(cleanUp.run(() -> true).forgotten().get("history")).isPositive();
    assertThat(history(ticket)).isZero();
    assertThat(decisions(ticket)).isZero();
    assertThat(EveryTable.with(jdbc, "ACT_HI_", ticket)).isEmpty();
    assertThat(marks()).contains("INBOUND.NEW_TEXT", "MESSAGE.HTML");
    house.forward("P366D");
    cleanUp.run(() -> true);
    assertThat(marks()).isEmpty();
  }

  private int history(String ticket) {
    return house
        .get(
            "admin",
            "/engine-rest/history/process-instance/count?processInstanceBusinessKey=" + ticket)
        .path("count")
        .asInt();
  }

  private int decisions(String ticket) {
    return jdbc.queryForObject(
        """
        select count(*) from ACT_HI_DECINST where ROOT_PROC_INST_ID_ in
          (select PROC_INST_ID_ from ACT_HI_PROCINST where BUSINESS_KEY_ = ?)""",
        Integer.class,
        ticket);
  }

  // One node, once a night, resumable.

  private static final LocalDate NIGHT = LocalDate.of(2031, 3, 4);

  private NightlyCleanUp nightly(CleanUp work, Instant now, boolean enabled) {
    Retention at =
        new Retention(
            enabled,
            LocalTime.of(2, 0),
            LocalTime.of(5, 0),
            retention.raw(),
            retention.inbound(),
            retention.messages(),
            retention.answers(),
            retention.events(),
            retention.timeline(),
            retention.imports());
    return new NightlyCleanUp(at, work, row, figures, company, Clock.fixed(now, ZoneOffset.UTC));
  }

  private Instant local(int hour) {
    return NIGHT.atTime(hour, 30).atZone(company.timeZone()).toInstant();
  }

  /** Counts how often it was begun; each time there are some handfuls to do. */
  private final class Counting extends CleanUp {
    private final AtomicInteger begun = new AtomicInteger();
    private int handfuls = 3;
    private boolean fails;

    Counting() {
      super(null, figures, clock);
    }

    @Override
    Result run(java.util.function.BooleanSupplier goOn) {
      begun.incrementAndGet();
      for (int i = 0; i < handfuls; i++) {
        if (fails || !goOn.getAsBoolean()) {
          return new Result(Map.of(), false);
        }
      }
      return new Result(Map.of("things", 1L), true);
    }
  }

  @Test
  void itComesOnceANightWithinItsWindow() {
    Counting work = new Counting();
    nightly(work, local(1), true).cleanTonight();
    nightly(work, local(5), true).cleanTonight();
    assertThat(work.begun).hasValue(0);
    nightly(work, local(3), true).cleanTonight();
    nightly(work, local(3), true).cleanTonight();
    nightly(work, local(4), true).cleanTonight();
    assertThat(work.begun).hasValue(1);
    assertThat(row.finishedAt()).contains(local(3));
    nightly(work, local(3).plus(Duration.ofDays(1)), true).cleanTonight();
    assertThat(work.begun).hasValue(2);
  }

  @Test
  void whatFailedOrWasStoppedIsGoneOnWithTheSameNight() {
    Counting work = new Counting();
    work.fails = true;
    nightly(work, local(2), true).cleanTonight();
    work.fails = false;
    nightly(work, local(2), true).cleanTonight();
    assertThat(work.begun).hasValue(2);
    nightly(work, local(4), true).cleanTonight();
    assertThat(work.begun).hasValue(2);
  }

  @Test
  void twoNodesDoNotDoItAtOnceAndADeadOneIsTakenOverFrom() {
    Counting work = new Counting();
    assertThat(row.take("another node", NIGHT)).isTrue();
    nightly(work, local(3), true).cleanTonight();
    assertThat(work.begun).hasValue(0);
    jdbc.update("update clean_up set lease_until = current_timestamp - interval '1' second");
    nightly(work, local(3), true).cleanTonight();
    assertThat(work.begun).hasValue(1);
    assertThat(row.renew("another node")).as("who was dead and wakes up").isFalse();
  }

  @Test
  void oneThatFailsKeepsNothingElseFromBeingForgotten() {
    jdbc.execute("alter table customer_import rename to customer_import_away");
    try {
      CleanUp.Result result = cleanUp.run(() -> true);
      assertThat(result.complete()).isFalse();
      assertThat(result.forgotten()).containsKeys("imports", "timeline", "history", "events");
    } finally {
      jdbc.execute("alter table customer_import_away rename to customer_import");
    }
    assertThat(cleanUp.run(() -> true).complete()).isTrue();
    assertThat(cleanUp.run(() -> false).complete()).isFalse();
  }

  @Test
  void switchedOffItStaysAway() {
    nightly(new Counting(), local(3), false).look();
    assertThat(
            jdbc.queryForObject(
                "select count(*) from clean_up where owner is not null", Integer.class))
        .isZero();
  }
}
