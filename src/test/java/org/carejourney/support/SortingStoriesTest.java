package org.carejourney.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carejourney.PostOffice.mailTo;
import static org.carejourney.PostOffice.part;
import static org.carejourney.support.House.address;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.carejourney.CareTest;
import org.carejourney.EveryTable;
import org.carejourney.customer.TimelineEntry;
import org.carejourney.messaging.Inbox;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Every way that a message takes which nobody but a person can sort. */
@CareTest
class SortingStoriesTest {

  private static final String SORT = "Sort message";
  private static final String LOOK = "Look at quarantined message";
  private static final DateTimeFormatter ENGINE_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ");

  @LocalServerPort private int port;
  @Autowired private Inbox inbox;
  @Autowired private Triage triage;
  @Autowired private Tickets tickets;
  @Autowired private TransactionTemplate transaction;
  @Autowired private JdbcTemplate jdbc;
  private House house;

  @BeforeEach
  void house() {
    house = new House(port);
  }

  @Test
  void aComplaintGetsATicketAndIsAcknowledgedAsAnyOther() {
    String ida = house.customer("Ida Holm", "en", "standard");
    String message = unclear(ida, "My lamp", "It hums in B flat.");
    assertThat(row(message).path("outcome").asText()).isEqualTo("triage");
    assertThat(row(message).path("reason").asText()).isEqualTo("No word says what it is");
    assertThat(house.story(ida)).containsExactly("Message to sort: My lamp");

    sort(message, Map.of("sortedAs", "complaint", "topic", "delivery", "sortNotes", "Sounds odd"));

    await().until(() -> row(message).has("ticket"));
    String ticket = row(message).path("ticket").asText();
    assertThat(row(message).path("outcome").asText()).isEqualTo("ticket");
    assertThat(row(message).path("reason").asText()).isEqualTo("Sorted by agent");
    assertThat(house.ticket(ticket).path("topic").asText()).isEqualTo("delivery");
    assertThat(part(mailTo(address(ida), ticket), "text/plain")).contains(ticket);
    house.task(ticket, "Understand complaint");
    assertThat(house.tasks(message)).isEmpty();
    assertThat(house.story(ida)).contains("Complaint: My lamp", "Ticket opened: delivery");
    assertThat(timeline(ida))
        .filteredOn(entry -> entry.path("text").asText().contains("It hums"))
        .hasSize(1);
    assertThat(timeline(ida))
        .filteredOn(entry -> entry.path("title").asText().startsWith("Complaint"))
        .allMatch(entry -> entry.path("actor").asText().equals("agent"));
  }

  @Test
  void whatBelongsToATicketGoesOnAsAReplyWould() {
    String jan = house.customer("Jan Mol", "en", "standard");
    String ticket = house.complain(jan, "product", "The shade is cracked.");
    house.task(ticket, "Understand complaint");
    String message = unclear(jan, null, "It is the blue one, by the way.");

    sort(
        message,
        Map.of("sortedAs", "ticket", "existingTicket", ticket.toLowerCase(Locale.ROOT) + " "));

    JsonNode read = house.task(ticket, "Read reply");
    assertThat(variable(read, "inboundId")).isEqualTo(message);
    assertThat(row(message).path("outcome").asText()).isEqualTo("correlated");
    assertThat(row(message).path("ticket").asText()).isEqualTo(ticket);
    assertThat(row(message).path("reason").asText()).isEqualTo("Sorted by agent");
    assertThat(house.story(jan)).contains("Reply");
    assertThat(ticketsOf(jan)).hasSize(1);
  }

  @Test
  void anAnswerToOurQuestionCountsAsTheAnswer() {
    String kim = house.customer("Kim Lund", "en", "standard");
    String ticket = house.complain(kim, "product", "It does not work.");
    house.complete(
        "agent",
        house.task(ticket, "Understand complaint"),
        Map.of(
            "topic", "product",
            "whatHappened", "Unclear",
            "nextStep", "ask",
            "question", "Which lamp is it?"));
    await().until(() -> house.ticket(ticket).path("status").asText().equals("waiting"));
    String message = unclear(kim, "Lamp", "The oak one.");

    sort(message, Map.of("sortedAs", "ticket", "existingTicket", ticket));

    house.task(ticket, "Understand complaint");
    assertThat(house.ticket(ticket).path("status").asText()).isEqualTo("open");
  }

  @Test
  void aTicketThatIsNotThereIsRefusedInWords() {
    String leo = house.customer("Leo Fink", "en", "standard");
    String message = unclear(leo, null, "About that thing.");
    var answer = tryTicket(message, "T-999999", false);
    refused(answer, "There is no ticket with this number.");
    refused(tryTicket(message, "' or 1=1 --", false), "There is no ticket with this number.");
    assertThat(tryTicket(message, " ", false).getBody().path("field").asText())
        .isEqualTo("existingTicket");
    assertThat(row(message).path("outcome").asText()).isEqualTo("triage");
  }

  @Test
  void aClosedTicketTakesNothingMore() {
    String mia = house.customer("Mia Dahl", "en", "standard");
    String ticket = house.complain(mia, "product", "It broke.");
    house.task(ticket, "Understand complaint");
    transaction.executeWithoutResult(status -> tickets.closed(ticket));
    String message = unclear(mia, null, "One more thing.");

    refused(
        tryTicket(message, ticket, false),
        ticket + " is closed. Open a complaint instead: it gets a ticket of its own.");
  }

  @Test
  void anotherCustomersTicketIsTakenOnlyWhenItIsMeant() {
    String noa = house.customer("Noa Berg", "en", "standard");
    String other = house.customer("Noa Berg at work", "en", "standard");
    String ticket = house.complain(noa, "product", "It broke.");
    house.task(ticket, "Understand complaint");
    String message = unclear(other, "From work", "It broke, here is the number: 12.");

    refused(
        tryTicket(message, ticket, false),
        ticket
            + " is another customer’s. If the message belongs to it all the same, tick the box"
            + " below.");
    assertThat(tryTicket(message, ticket, true).getStatusCode().value()).isEqualTo(204);

    house.task(ticket, "Read reply");
    assertThat(row(message).path("customerId").asText()).isEqualTo(noa);
    assertThat(timeline(noa))
        .filteredOn(entry -> entry.path("title").asText().equals("Reply: From work"))
        .singleElement()
        .satisfies(entry -> assertThat(entry.path("text").asText()).contains("number: 12"));
    assertThat(house.story(other)).contains("Message belongs to another customer’s ticket");
  }

  @Test
  void aTicketThatIsOverMeanwhileBringsTheMessageBackToBeSorted() {
    String oda = house.customer("Oda Lie", "en", "standard");
    // Open on paper, and nobody works on it any more.
    String ticket =
        transaction.execute(
            status ->
                tickets
                    .open(oda, "other", "web", TimelineEntry.of(house.now(), "inbound", "Said"))
                    .number());
    String message = unclear(oda, null, "And another thing.");
    JsonNode first = house.task(message, SORT);
    sort(message, Map.of("sortedAs", "ticket", "existingTicket", ticket));

    await()
        .until(
            () ->
                house.tasks(message).stream()
                    .anyMatch(task -> !task.path("id").equals(first.path("id"))));
    assertThat(row(message).path("outcome").asText()).isEqualTo("triage");
    assertThat(variable(house.task(message, SORT), "sortedAs")).isEqualTo("null");

    sort(message, Map.of("sortedAs", "nothing", "nothingBecause", "done-already"));
    await().until(() -> row(message).path("outcome").asText().equals("ignored"));
    assertThat(row(message).path("reason").asText()).isEqualTo("Done already, sorted by agent");
  }

  @Test
  void whatTheCareTeamShouldAnswerComesToThem() {
    String pia = house.customer("Pia Roos", "en", "standard");
    String message = unclear(pia, "Hello", "Which bulb fits?");
    sort(message, Map.of("sortedAs", "care"));

    JsonNode answer = house.task(pia, "Answer customer");
    assertThat(variable(answer, "inboundId")).isEqualTo(message);
    assertThat(row(message).path("outcome").asText()).isEqualTo("correlated");
    assertThat(row(message).path("reason").asText())
        .isEqualTo("For the care team, sorted by agent");
    assertThat(row(message).has("ticket")).isFalse();
    assertThat(house.story(pia)).contains("Message handed to the care team");
    assertThat(ticketsOf(pia)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "thanks, 'Thanks, sorted by agent'",
    "spam, 'Spam, sorted by agent'",
    "not-for-us, 'Not for us, sorted by agent'"
  })
  void whereNothingIsToDoTheReasonIsWrittenDown(String because, String reason) {
    String rut = house.customer("Rut Sand", "en", "standard");
    String message = unclear(rut, "Thanks", "Thank you all!");
    sort(message, Map.of("sortedAs", "nothing", "nothingBecause", because));

    await().until(() -> row(message).path("outcome").asText().equals("ignored"));
    assertThat(row(message).path("reason").asText()).isEqualTo(reason);
    assertThat(house.story(rut)).contains("Nothing to do with the message");
    assertThat(house.messages(rut)).isEmpty();
    assertThat(house.tasks(message)).isEmpty();
  }

  @Test
  void nothingToDoNeedsItsReasonAndAWayMustBeChosen() {
    String sam = house.customer("Sam Ek", "en", "standard");
    String message = unclear(sam, null, "Hm.");
    assertThat(send(message, Map.of("sortedAs", "nothing")).getBody().path("field").asText())
        .isEqualTo("nothingBecause");
    assertThat(send(message, Map.of("sortNotes", "?")).getBody().path("field").asText())
        .isEqualTo("sortedAs");
    assertThat(send(message, Map.of("sortedAs", "burn")).getBody().path("field").asText())
        .isEqualTo("sortedAs");
  }

  @Test
  void aMessageThatCannotBeReadIsLookedAtAndSettled() {
    String message = unreadable();
    assertThat(row(message).path("outcome").asText()).isEqualTo("quarantined");
    assertThat(row(message).path("reason").asText()).isEqualTo("Its parts have no end");

    JsonNode look = house.task(message, LOOK);
    house.post("agent", "/engine-rest/task/" + id(look) + "/claim", Map.of("userId", "agent"));
    assertThat(
            house
                .submit("agent", id(look), Map.of("quarantinedAs", "settled"))
                .getBody()
                .path("field")
                .asText())
        .isEqualTo("settledHow");
    house.complete(
        "agent", look, Map.of("quarantinedAs", "settled", "settledHow", "She sent it again."));

    await().until(() -> house.tasks(message).isEmpty());
    await().until(() -> row(message).path("reason").asText().startsWith("Settled"));
    assertThat(row(message).path("outcome").asText()).isEqualTo("quarantined");
    assertThat(row(message).path("reason").asText())
        .isEqualTo("Settled otherwise, sorted by agent");
  }

  @Test
  void anUnreadableMessageMayBeSpam() {
    String message = unreadable();
    house.complete("lead", house.task(message, LOOK), Map.of("quarantinedAs", "spam"));
    await().until(() -> row(message).path("outcome").asText().equals("ignored"));
    assertThat(row(message).path("reason").asText()).isEqualTo("Spam, sorted by lead");
  }

  @Test
  void theServiceTeamHasOneBusinessDayForIt() {
    String tor = house.customer("Tor Vik", "en", "standard");
    JsonNode task = house.task(unclear(tor, null, "Hello?"), SORT);
    Instant due = OffsetDateTime.parse(task.path("due").asText(), ENGINE_TIME).toInstant();
    assertThat(due).isAfter(house.now());
    assertThat(due.atZone(ZoneId.of("Europe/Berlin")).getDayOfWeek())
        .isNotIn(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
    assertThat(due.atZone(ZoneId.of("Europe/Berlin")).getHour()).isBetween(8, 18);
    assertThat(claim("carer", task)).isEqualTo(403);
    assertThat(claim("agent", task)).isEqualTo(204);
  }

  @Test
  void whatIsTypedWhileSortingStaysOutOfTheEngineAndIsErasedWithTheCustomer() {
    String mark = "Vuqxy" + UUID.randomUUID().toString().substring(0, 4);
    String una = house.customer(mark + "name", "en", "standard");
    String sorted = unclear(una, mark + "subject", mark + "words");
    String waiting = unclear(una, mark + "subject", mark + "more");
    sort(
        sorted,
        Map.of("sortedAs", "nothing", "nothingBecause", "thanks", "sortNotes", mark + "notes"));
    await().until(() -> row(sorted).path("outcome").asText().equals("ignored"));
    assertThat(EveryTable.with(jdbc, "ACT_", mark)).isEmpty();
    assertThat(house.get("lead", "/api/customers/" + una + "/export").path("sorting").toString())
        .contains(mark + "notes");

    assertThat(house.delete("lead", "/api/customers/" + una)).isEqualTo(204);
    assertThat(EveryTable.with(jdbc, "", mark)).isEmpty();
    assertThat(house.tasks(waiting)).isEmpty();
    assertThat(row(waiting).path("outcome").asText()).isEqualTo("ignored");
    assertThat(row(waiting).path("reason").asText()).isEqualTo("The customer was erased");
  }

  /** As when the intake is not sure. */
  private String unclear(String customer, String subject, String text) {
    return transaction.execute(
        status ->
            triage.start(keep(customer, subject, text), customer, "No word says what it is").id());
  }

  /** As when a mail cannot be taken apart. */
  private String unreadable() {
    return transaction.execute(
        status -> triage.quarantine(keep(null, null, "\u0001"), "Its parts have no end").id());
  }

  private String keep(String customer, String subject, String text) {
    return inbox.keep(
        new Inbox.Arrival(
            "web",
            UUID.randomUUID().toString(),
            customer == null ? "somebody" : address(customer),
            customer,
            subject,
            text,
            null,
            null,
            "{}".getBytes(StandardCharsets.UTF_8)));
  }

  private void sort(String message, Map<String, Object> values) {
    house.complete("agent", house.task(message, SORT), values);
  }

  private ResponseEntity<JsonNode> send(String message, Map<String, Object> values) {
    JsonNode task = house.task(message, SORT);
    claim("agent", task);
    return house.submit("agent", id(task), values);
  }

  private ResponseEntity<JsonNode> tryTicket(String message, String ticket, boolean meant) {
    Map<String, Object> values = new HashMap<>(Map.of("sortedAs", "ticket"));
    values.put("existingTicket", ticket);
    values.put("otherCustomer", meant);
    return send(message, values);
  }

  private static void refused(ResponseEntity<JsonNode> answer, String words) {
    assertThat(answer.getStatusCode().value()).isEqualTo(400);
    assertThat(answer.getBody().path("field").asText()).isEqualTo("existingTicket");
    assertThat(answer.getBody().path("detail").asText()).startsWith(words);
  }

  private int claim(String user, JsonNode task) {
    return house
        .post(user, "/engine-rest/task/" + id(task) + "/claim", Map.of("userId", user))
        .getStatusCode()
        .value();
  }

  private JsonNode row(String message) {
    return house.get("agent", "/api/inbound/" + message);
  }

  private String variable(JsonNode task, String name) {
    return house
        .get("admin", "/engine-rest/task/" + id(task) + "/variables/" + name)
        .path("value")
        .asText();
  }

  private List<JsonNode> timeline(String customer) {
    return House.list(house.get("agent", "/api/customers/" + customer + "/timeline").path("items"));
  }

  private List<JsonNode> ticketsOf(String customer) {
    return House.list(house.get("agent", "/api/tickets?customerId=" + customer).path("items"));
  }

  private static String id(JsonNode task) {
    return task.path("id").asText();
  }
}
