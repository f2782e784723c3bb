package org.carejourney.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carejourney.Api.fields;
import static org.carejourney.Api.time;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.carejourney.Api;
import org.carejourney.CareTest;
import org.carejourney.Visitor;
import org.carejourney.support.House;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The demo's clock as other programs read it and set it forward. */
@CareTest
class DemoClockContractTest {

  private static final String CLOCK = "/api/demo/clock";

  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  private Api tester;

  @BeforeEach
  void open() {
    tester = Api.as(port, "designer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT2H", "P2D", "P1DT2H30M", "P1W", "P1M", "P1Y", "PT0S", "P0D", "PT0.5S"})
  void theClockGoesForwardByADuration(String advance) {
    OffsetDateTime before = now();
    JsonNode went = tester.post(CLOCK, Map.of("advance", advance), 200);
    assertThat(fields(went)).containsExactlyInAnyOrder("now", "jobs", "messages");
    assertThat(went.path("jobs").isInt()).isTrue();
    assertThat(went.path("messages").isInt()).isTrue();
    OffsetDateTime goal =
        switch (advance) {
          case "P1W" -> before.plusWeeks(1);
          case "P1M" -> before.plusMonths(1);
          case "P1Y" -> before.plusYears(1);
          default -> before.plus(Duration.parse(advance));
        };
    assertThat(time(went.path("now"))).isBetween(goal, goal.plusMinutes(1));
    assertThat(now()).isBetween(time(went.path("now")), goal.plusMinutes(1));
    JsonNode progress = tester.get(CLOCK + "/progress");
    assertThat(progress.path("status").asText()).isEqualTo("done");
    assertThat(progress.path("jobs")).isEqualTo(went.path("jobs"));
  }

  @Test
  void theClockIsSetToAMomentInAnyZone() {
    OffsetDateTime goal = now().plusDays(1).withNano(0);
    for (OffsetDateTime set :
        new OffsetDateTime[] {
          goal, goal.plusHours(1).withOffsetSameInstant(ZoneOffset.ofHours(-7))
        }) {
      JsonNode went = tester.post(CLOCK, Map.of("set", set.toString()), 200);
      assertThat(time(went.path("now")).toInstant())
          .isBetween(set.toInstant(), set.toInstant().plusSeconds(60));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                               | 400 | advance",
        "{'advance': null}                                | 400 | advance",
        "{'advance': 'P1D', 'set': '2090-01-01T00:00:00Z'}| 400 | advance",
        "{'advance': ''}                                  | 400 | advance",
        "{'advance': 'tomorrow'}                          | 400 | advance",
        "{'advance': '30'}                                | 400 | advance",
        "{'advance': 'P'}                                 | 400 | advance",
        "{'advance': 'P1H'}                               | 400 | advance",
        "{'advance': 'P1MT2H'}                            | 400 | advance",
        "{'advance': 'P99999999999999999999D'}            | 400 | advance",
        "{'advance': 'P999999999Y'}                       | 400 | advance",
        "{'advance': 'P1D\\r\\n'}                         | 400 | advance",
        "{'advance': 'P999999999D'}                       | 422 | advance",
        "{'advance': 'PT999999999H'}                      | 422 | advance",
        "{'advance': 'P200Y'}                             | 422 | advance",
        "{'advance': '-P1D'}                              | 422 | advance",
        "{'advance': 'P-1D'}                              | 422 | advance",
        "{'advance': 'P-1M'}                              | 422 | advance",
        "{'set': ''}                                      | 400 | set",
        "{'set': 'tomorrow'}                              | 400 | set",
        "{'set': '2090-01-01'}                            | 400 | set",
        "{'set': '2090-01-01T10:00:00'}                   | 400 | set",
        "{'set': '2090-02-30T10:00:00Z'}                  | 400 | set",
        "{'set': '2020-01-01T00:00:00Z'}                  | 422 | set",
        "{'set': '-999999999-01-01T00:00:00Z'}            | 422 | set",
        "{'set': '+999999999-12-31T23:59:59Z'}            | 422 | set",
        "{'set': '2100-01-01T00:00:01Z'}                  | 422 | set",
        "{'advance': {'days': 1}}                         | 400 | advance",
        "{'forward': 'P1D'}                               | 400 | forward",
        "{'advance': 'P1D'                                | 400 | advance"
      })
  void whatCannotBeIsRefusedAndTheFieldNamed(String body, int status, String field) {
    OffsetDateTime before = now();
    tester.problem(tester.post(CLOCK, body.replace('\'', '"')), status, field);
    assertThat(now()).isBetween(before, before.plusMinutes(1));
  }

  @Test
  void itCountsWhatRanOnTheWay() {
    House house = new House(port);
    // What other stories left to do must not be counted here.
    tester.post(CLOCK, Map.of("advance", "P60D"), 200);
    String jane = house.customer("Jane", "en", "standard");
    String ticket = house.complain(jane, "product", "It hums.");
    house.solve(ticket, "explanation", null);
    await().until(() -> house.ticket(ticket).path("status").asText().equals("solved"));
    long jobs = jobs();
    int messages = house.messages(jane).size();

    // Past the ten days of silence, short of the question how we did a day later.
    JsonNode went = tester.post(CLOCK, Map.of("advance", "P10DT12H"), 200);
    assertThat(house.ticket(ticket).path("status").asText()).isEqualTo("closed");
    assertThat(house.messages(jane)).hasSize(messages + 2);
    assertThat(went.path("messages").asInt()).isEqualTo(2);
    assertThat(went.path("jobs").asLong()).isEqualTo(jobs() - jobs).isPositive();
  }

  @Test
  void aLongRunIsAnsweredBeforeItEndsAndNobodyElseGetsBetween() {
    tester.post(CLOCK, Map.of("advance", "PT0S"), 200);
    hangingMessage();
    try {
      var answer =
          tester
              .visitor()
              .send(
                  tester
                      .visitor()
                      .request(CLOCK)
                      .header("Content-Type", "application/json")
                      .header("Prefer", "respond-async, wait=1")
                      .POST(BodyPublishers.ofString("{\"advance\": \"PT1H\"}")));
      JsonNode running = Api.json(answer, 202);
      String progress = answer.headers().firstValue("Location").orElseThrow();
      assertThat(running.path("status").asText()).isEqualTo("running");
      assertThat(fields(running)).contains("goal", "now", "jobs", "messages");
      assertThat(tester.get(progress).path("status").asText()).isEqualTo("running");
      for (var other : List.of(Map.of("advance", "P1D"), Map.of("set", "2099-01-01T00:00:00Z"))) {
        JsonNode problem = tester.problem(tester.post(CLOCK, other), 409);
        assertThat(problem.path("code").asText()).isEqualTo("running");
      }
      jdbc.sql("delete from message where id = 'hanging'").update();
      await().until(() -> tester.get(progress).path("status").asText().equals("done"));
      assertThat(time(tester.get(progress).path("goal")))
          .isBeforeOrEqualTo(time(tester.get(progress).path("now")));
      assertThat(now()).isAfterOrEqualTo(time(running.path("goal")));
    } finally {
      jdbc.sql("delete from message where id = 'hanging'").update();
    }
  }

  @Test
  void onlyOurPeopleMaySetIt() {
    Api stranger = new Api(Visitor.stranger(port));
    stranger.problem(stranger.visitor().get(CLOCK), 401);
    stranger.problem(stranger.post(CLOCK, Map.of("advance", "P1D")), 401);
    tester.problem(tester.visitor().delete(CLOCK), 405);
    tester.problem(tester.visitor().put(CLOCK, "{}"), 405);
  }

  /** A message on its way for ever: nothing comes to rest. */
  private void hangingMessage() {
    Timestamp now = Timestamp.from(Instant.now());
    jdbc.sql(
            """
            insert into message
              (id, customer_id, process_instance_id, step, occasion, template, channel, purpose,
               go_on, status, decision, decided_at, attempts, token_waits, owner, lease_until)
            values ('hanging', 'c-nobody', 'hanging', 'step', 'once', 't', 'email', 'service',
                    'queued', 'sending', '[]', ?, 1, false, 'nobody', ?)""")
        .params(now, Timestamp.from(now.toInstant().plus(Duration.ofDays(1))))
        .update();
  }

  private long jobs() {
    return jdbc.sql("select count(*) from ACT_HI_JOB_LOG where JOB_STATE_ = 2")
        .query(Long.class)
        .single();
  }

  private OffsetDateTime now() {
    JsonNode clock = tester.get(CLOCK);
    assertThat(fields(clock)).containsExactly("now");
    return time(clock.path("now"));
  }
}
