package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DayOfWeek;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.carejourney.CareTest;
import org.carejourney.EveryTable;
import org.carejourney.Visitor;
import org.carejourney.support.House;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** A message that goes by phone, as the task of a colleague. */
@CareTest
class CallStoriesTest {

  private static final ZoneId HERE = ZoneId.of("Europe/Berlin");

  @LocalServerPort private int port;
  @Autowired private JdbcTemplate jdbc;
  private Asking asking;
  private House house;

  @BeforeEach
  void open() {
    asking = new Asking(port);
    house = new House(port);
  }

  @Test
  void aWrongNumberIsARefusalForGood() {
    String max = asking.customer("Max", Asking.number());
    String ticket = asking.say(max, "email, phone", "accepted");
    call(ticket, "wrong-number");
    asking.becomes(max, "failed");
    assertThat(asking.said(max).path("reason").asText()).contains("number is wrong");
    house.task(ticket, "Unreachable");
    house.task(ticket, "Told of failure");
    assertThat(house.story(max))
        .anyMatch(title -> title.startsWith("Wrong telephone number: "))
        .anyMatch(title -> title.startsWith("Not delivered: "));
  }

  @Test
  void whoIsNotReachedIsCalledOnThreeBusinessDaysAndThenNoMore() {
    String ida = asking.customer("Ida", Asking.number());
    String ticket = asking.say(ida, "phone", "accepted");
    for (int tries = 1; tries <= 3; tries++) {
      JsonNode task = house.task(ticket, "Make call");
      assertThat(form(task)).as("an empty choice").isEmpty();
      OffsetDateTime made = time(task, "created");
      OffsetDateTime due = time(task, "due");
      assertThat(due.atZoneSameInstant(HERE).getDayOfWeek())
          .isNotIn(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
      assertThat(due.atZoneSameInstant(HERE).getHour()).isEqualTo(17);
      assertThat(due).isAfter(made);
      call(ticket, "not-reached");
      if (tries < 3) {
        assertThat(asking.hasTask(ticket, "Make call")).isFalse();
        assertThat(asking.status(ida)).isEqualTo("sending");
        house.forward("P5D");
      }
    }
    asking.becomes(ida, "failed");
    assertThat(asking.said(ida).path("reason").asText()).contains("not reached by phone");
    house.task(ticket, "Unreachable");
    assertThat(house.story(ida).stream().filter(title -> title.startsWith("Not reached by phone")))
        .hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"reached", "left-message"})
  void whoWasToldOrHasAMessageHasIt(String outcome) {
    String number = Asking.number();
    String eva = asking.customer("Eva", number);
    String ticket = asking.say(eva, "phone", "accepted");
    JsonNode task = house.task(ticket, "Make call");
    assertThat(asking.status(eva)).isEqualTo("sending");
    assertThat(asking.hasTask(ticket, "Heard")).isFalse();

    String beside =
        Visitor.browser(port, "agent")
            .get("/care/tasks/" + task.path("id").asText() + "/story")
            .body();
    assertThat(beside).contains("What to say", "tel:" + number, "is that Eva?");
    assertThat(beside.indexOf("What to say")).isLessThan(beside.indexOf("customer’s words"));

    house.complete(
        "agent", task, Map.of("callOutcome", outcome, "callNotes", "Qwertz was friendly"));
    asking.becomes(eva, "sent");
    house.task(ticket, "Heard");
    assertThat(asking.said(eva).has("sentAt")).isTrue();
    JsonNode told = told(eva);
    assertThat(told.path("text").asText()).isEqualTo("Qwertz was friendly");
    assertThat(told.path("actor").asText()).isEqualTo("agent");
    assertThat(EveryTable.with(jdbc, "ACT_", "Qwertz")).isEmpty();
    assertThat(EveryTable.with(jdbc, "ACT_", number)).isEmpty();
  }

  @Test
  void anAnswerIsToldByTheServiceTeamAndCareByTheCareTeam() {
    String lea = asking.customer("Lea", Asking.number());
    String asked = asking.say(lea, "phone", "queued", "service");
    assertThat(groups(house.task(asked, "Make call"))).containsExactly("service-team");
    String cared = asking.say(asking.customer("Leo", Asking.number()), "phone", "queued", "care");
    // At a good hour of the customer.
    house.forward("P1D");
    assertThat(groups(house.task(cared, "Make call")))
        .contains("care-team")
        .doesNotContain("service-team");
  }

  @Test
  void aCallThatTheProcessNoLongerWantsVanishes() {
    String ann = asking.customer("Ann", Asking.number());
    String ticket = asking.say(ann, "phone", "accepted");
    house.task(ticket, "Make call");
    asking.leave(ticket);
    house.task(ticket, "Left");
    asking.becomes(ann, "withheld");
    await().until(() -> !asking.hasTask(ticket, "Make call"));
    assertThat(asking.said(ann).path("reason").asText()).contains("left the step");
  }

  @Test
  void aCallToSomebodyErasedVanishes() {
    String ben = asking.customer("Ben", Asking.number());
    String ticket = asking.say(ben, "phone", "queued");
    house.task(ticket, "Make call");
    assertThat(house.delete("lead", "/api/customers/" + ben)).isIn(200, 204);
    await().until(() -> !asking.hasTask(ticket, "Make call"));
  }

  @Test
  void aCallMadeAfterItWasNoLongerWantedChangesNothing() {
    String kim = asking.customer("Kim", Asking.number());
    String ticket = asking.say(kim, "phone", "accepted");
    JsonNode task = house.task(ticket, "Make call");
    String id = asking.said(kim).path("id").asText();
    jdbc.update(
        "update message set status = 'withheld', reason = '-', call_open = false where id = ?", id);
    house.complete("agent", task, Map.of("callOutcome", "reached"));
    await().until(() -> !asking.hasTask(ticket, "Make call"));
    house.forward("PT1H");
    assertThat(asking.status(kim)).isEqualTo("withheld");
  }

  private void call(String ticket, String outcome) {
    house.complete("agent", house.task(ticket, "Make call"), Map.of("callOutcome", outcome));
  }

  private String form(JsonNode task) {
    return house
        .get("admin", "/engine-rest/task/" + task.path("id").asText() + "/variables/callOutcome")
        .path("value")
        .asText("");
  }

  private JsonNode told(String customer) {
    return House.list(house.get("agent", "/api/customers/" + customer + "/timeline").path("items"))
        .stream()
        .filter(entry -> entry.path("title").asText().matches("(Told|Left a message) on.*"))
        .findFirst()
        .orElseThrow();
  }

  private List<String> groups(JsonNode task) {
    return House.list(
            house.get("admin", "/engine-rest/task/" + task.path("id").asText() + "/identity-links"))
        .stream()
        .map(link -> link.path("groupId").asText())
        .toList();
  }

  private static OffsetDateTime time(JsonNode task, String field) {
    return OffsetDateTime.parse(task.path(field).asText().replaceFirst("(\\d\\d)$", ":$1"));
  }
}
