package org.carejourney.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carejourney.PostOffice.mailTo;
import static org.carejourney.PostOffice.mailsTo;
import static org.carejourney.PostOffice.part;
import static org.carejourney.support.House.address;
import static org.carejourney.support.House.links;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.carejourney.CareTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Every way through the complaint, from outside: HTTP in, a real SMTP server, a moved clock. */
@CareTest
class ComplaintStoriesTest {

  @LocalServerPort private int port;
  private House house;

  @BeforeEach
  void house() {
    house = new House(port);
  }

  @Test
  void aComplaintIsAcknowledgedSolvedAcceptedAndClosed() throws Exception {
    String jonas = house.customer("Jonas Weber", "de-DE", "standard");
    String ticket = house.complain(jonas, "product", "Die Lampe flackert seit gestern.");

    var acknowledgement = mailTo(address(jonas), ticket);
    assertThat(acknowledgement.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(acknowledgement.getReplyTo()[0].toString()).matches("care\\+[0-9a-f-]+@.*");
    assertThat(part(acknowledgement, "text/plain")).contains(ticket).contains("Jonas");
    assertThat(part(acknowledgement, "text/html")).contains(ticket).contains("lang=\"de\"");
    JsonNode opened = house.ticket(ticket);
    assertThat(opened.path("status").asText()).isEqualTo("open");
    assertThat(opened.path("level").asInt()).isEqualTo(1);
    assertThat(opened.path("firstAnswerDueAt").asText())
        .isLessThan(opened.path("solutionDueAt").asText());

    house.solve(ticket, "replacement", null);
    var solution = solutionMail(jonas);
    assertThat(part(solution, "text/plain"))
        .contains("The switch in your lamp came from a bad batch.")
        .contains("A new lamp is on its way to you.")
        .contains("Enjoy the light again!");
    await().until(() -> house.ticket(ticket).path("status").asText().equals("solved"));
    assertThat(house.ticket(ticket).has("firstAnsweredAt")).isTrue();

    assertThat(house.press(acceptLink(jonas)).getStatusCode().value()).isEqualTo(200);
    await().until(() -> house.ticket(ticket).path("status").asText().equals("closed"));
    await().until(() -> mailsTo(address(jonas)).size() == 3);
    assertThat(house.messages(jonas))
        .extracting(message -> message.path("status").asText())
        .containsExactly("sent", "sent", "sent");
    assertThat(mailsTo(address(jonas)))
        .extracting(mail -> mail.getMessageID())
        .doesNotHaveDuplicates();
  }

  @Test
  void aBigGoodwillIsReturnedByTheLeadThenApproved() {
    String ana = house.customer("Ana Silva", "en", "standard");
    String ticket = house.complain(ana, "billing", "I was charged twice.");
    house.solve(ticket, "goodwill", 500.0);

    JsonNode approval = house.task(ticket, "Approve solution");
    assertThat(
            house
                .post(
                    "agent",
                    "/engine-rest/task/" + approval.path("id").asText() + "/claim",
                    Map.of("userId", "agent"))
                .getStatusCode()
                .value())
        .isEqualTo(403);
    house.complete(
        "lead", approval, Map.of("approved", "no", "returnReason", "Half of it is fair."));
    assertThat(mailsTo(address(ana))).hasSize(1);

    house.propose("agent", ticket, "goodwill", 250.0);
    house.complete("lead", house.task(ticket, "Approve solution"), Map.of("approved", "yes"));
    assertThat(part(solutionMail(ana), "text/plain")).contains("250");
  }

  @Test
  void aSmallGoodwillNeedsNobodysApproval() {
    String ana = house.customer("Ana Silva", "en", "standard");
    String ticket = house.complain(ana, "billing", "I was charged twice.");
    house.solve(ticket, "goodwill", 20.0);
    assertThat(part(solutionMail(ana), "text/plain")).contains("20");
  }

  @Test
  void theAgentAsksTheCustomerAnswersAndTheAgentGoesOn() throws Exception {
    String lin = house.customer("Lin Wei", "en", "standard");
    String ticket = house.complain(lin, "product", "It does not work.");
    ask(ticket, "Which lamp is it?");

    await().until(() -> mailsTo(address(lin)).size() == 2);
    var question = mailsTo(address(lin)).get(1);
    assertThat(part(question, "text/plain")).contains("Which lamp is it?");
    assertThat(house.ticket(ticket).path("status").asText()).isEqualTo("waiting");

    JsonNode reply =
        house.say(lin, Map.of("text", "The oak one.", "inReplyTo", question.getMessageID()));
    assertThat(reply.path("outcome").asText()).isEqualTo("correlated");
    assertThat(reply.path("ticket").asText()).isEqualTo(ticket);
    house.task(ticket, "Understand complaint");
    assertThat(house.ticket(ticket).path("status").asText()).isEqualTo("open");

    ask(ticket, "And which bulb?");
    await().until(() -> mailsTo(address(lin)).size() == 3);
    house.forward("P6D");
    house.solve(ticket, "explanation", null);
    solutionMail(lin);
  }

  @Test
  void silenceIsFollowedUpOnceAndThenCountsAsAccepted() {
    String mira = house.customer("Mira Novak", "en", "standard");
    String ticket = house.complain(mira, "product", "The shade is scratched.");
    house.solve(ticket, "apology", null);
    solutionMail(mira);
    await().until(() -> house.ticket(ticket).path("status").asText().equals("solved"));

    house.forward("P4D");
    assertThat(mailsTo(address(mira))).hasSize(3);
    // Not a day longer: then the question how we did would be the next mail.
    house.forward("P6DT12H");
    assertThat(house.ticket(ticket).path("status").asText()).isEqualTo("closed");
    assertThat(mailsTo(address(mira))).hasSize(4);
  }

  @Test
  void whoIsNotSatisfiedIsHeardOneLevelHigher() {
    String omar = house.customer("Omar Haddad", "en", "standard");
    String ticket = house.complain(omar, "service", "Nobody called me back.");
    house.solve(ticket, "apology", null);
    solutionMail(omar);
    String accept = acceptLink(omar);
    house.press(refuseLink(omar));

    await().until(() -> house.ticket(ticket).path("level").asInt() == 2);
    JsonNode again = house.task(ticket, "Understand complaint");
    assertThat(house.ticket(ticket).path("team").asText()).isEqualTo("lead");
    assertThat(house.press(accept).getBody()).as("a link of the first round").isNotNull();
    assertThat(house.ticket(ticket).path("status").asText()).isEqualTo("open");
    assertThat(again.path("priority").asInt()).isGreaterThanOrEqualTo(80);

    house.understand("lead", ticket);
    house.propose("lead", ticket, "refund", 30.0);
    await().until(() -> mailsTo(address(omar)).size() == 4);
    assertThat(house.story(omar)).anyMatch(title -> title.contains("not satisfied"));
  }

  @Test
  void aComplaintIsWithdrawnByTheLinkInTheMail() {
    String kim = house.customer("Kim Park", "en", "standard");
    String ticket = house.complain(kim, "delivery", "Where is my parcel?");
    String received = part(mailTo(address(kim), ticket), "text/plain");
    house.press(links(received).get(links(received).size() - 1));

    await().until(() -> house.ticket(ticket).path("status").asText().equals("withdrawn"));
    await().until(() -> mailsTo(address(kim)).size() == 2);
    assertThat(house.tasks(ticket)).isEmpty();
  }

  @Test
  void aComplaintIsWithdrawnInAReplyThatAPersonReads() {
    String kim = house.customer("Kim Park", "en", "standard");
    String ticket = house.complain(kim, "delivery", "Where is my parcel?");
    mailTo(address(kim), ticket);
    house.say(kim, Map.of("text", "Never mind, it came.", "inReplyTo", ticket));

    house.complete("agent", house.task(ticket, "Read reply"), Map.of("replyMeaning", "withdrawn"));
    await().until(() -> house.ticket(ticket).path("status").asText().equals("withdrawn"));
    await().until(() -> house.tasks(ticket).isEmpty());
  }

  @Test
  void aReplyThatSaysNothingNewIsNotedAndTheWorkGoesOn() {
    String kim = house.customer("Kim Park", "en", "standard");
    String ticket = house.complain(kim, "delivery", "Where is my parcel?");
    house.say(kim, Map.of("text", "Still waiting.", "inReplyTo", ticket));
    house.complete(
        "agent",
        house.task(ticket, "Read reply"),
        Map.of("replyMeaning", "noted", "replyNotes", "Impatient"));
    house.solve(ticket, "apology", null);
    solutionMail(kim);
    house.say(kim, Map.of("text", "Thank you, all fine!", "subject", "Re: [" + ticket + "]"));
    house.complete("agent", house.task(ticket, "Read reply"), Map.of("replyMeaning", "satisfied"));
    await().until(() -> house.ticket(ticket).path("status").asText().equals("closed"));
  }

  @Test
  void deadlinesWarnTheTeamAndThenCallTheLead() {
    String ivo = house.customer("Ivo Horvat", "en", "vip");
    String ticket = house.complain(ivo, "product", "It smells of smoke, please hurry!");
    JsonNode task = house.task(ticket, "Understand complaint");
    assertThat(task.path("due").asText()).isNotEmpty();
    int before = task.path("priority").asInt();

    house.forward("P30D");
    JsonNode overdue = house.task(ticket, "Understand complaint");
    assertThat(overdue.path("priority").asInt()).isGreaterThanOrEqualTo(Math.max(90, before));
    assertThat(
            house.get(
                "lead",
                "/engine-rest/task?maxResults=100&candidateGroup=lead&processInstanceBusinessKey="
                    + ticket))
        .as("offered to the lead")
        .hasSize(1);
    assertThat(house.story(ivo))
        .filteredOn(title -> title.matches("(Due soon|Overdue).*"))
        .containsExactly(
            "Overdue, offered to the team lead: solution",
            "Due soon: solution",
            "Overdue, offered to the team lead: first answer",
            "Due soon: first answer");
    assertThat(mailsTo(address(ivo))).as("the customer is not bothered with it").hasSize(1);
  }

  @Test
  void anAgentTakesAComplaintOnThePhoneAndCallsBackWhoHasNoMail() {
    Map<String, Object> form = new HashMap<>();
    form.put("callerName", "Rosa Blau");
    form.put("callerPhone", "+49 30 901820");
    form.put("topic", "product");
    form.put("description", "The base wobbles.");
    var started =
        house.post(
            "agent",
            "/engine-rest/process-definition/key/resolveComplaint/submit-form",
            Map.of("variables", House.typed(form)));
    assertThat(started.getStatusCode().value()).isEqualTo(200);
    String instance = started.getBody().path("id").asText();
    String ticket =
        await()
            .until(
                () ->
                    house
                        .get("admin", "/engine-rest/process-instance/" + instance)
                        .path("businessKey")
                        .asText(),
                key -> key.startsWith("T-"));
    String rosa = house.ticket(ticket).path("customerId").asText();

    house.solve(ticket, "explanation", null);
    house.complete("agent", house.task(ticket, "Call customer"), Map.of("callOutcome", "told"));
    await().until(() -> house.ticket(ticket).path("status").asText().equals("solved"));
    assertThat(house.messages(rosa))
        .allSatisfy(
            message -> {
              assertThat(message.path("status").asText()).isEqualTo("withheld");
              assertThat(message.path("reason").asText()).contains("no address");
            });
  }

  @Test
  void theAcknowledgementLeavesWithinASecond() {
    String eve = house.customer("Eve Adams", "en", "standard");
    long start = System.nanoTime();
    house.complain(eve, "product", "Broken.");
    await().pollInterval(Duration.ofMillis(10)).until(() -> !mailsTo(address(eve)).isEmpty());
    System.out.printf(
        "From complaint to acknowledgement: %d ms%n",
        Duration.ofNanos(System.nanoTime() - start).toMillis());
  }

  private void ask(String ticket, String question) {
    house.complete(
        "agent",
        house.task(ticket, "Understand complaint"),
        Map.of(
            "topic", "product",
            "whatHappened", "Unclear",
            "nextStep", "ask",
            "question", question));
  }

  private jakarta.mail.internet.MimeMessage solutionMail(String customer) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                mailsTo(address(customer)).stream()
                    .filter(mail -> part(mail, "text/plain").contains("bad batch"))
                    .reduce((first, last) -> last)
                    .orElse(null),
            mail -> mail != null);
  }

  private String acceptLink(String customer) {
    return answerLinks(customer).get(0);
  }

  private String refuseLink(String customer) {
    return answerLinks(customer).get(1);
  }

  private List<String> answerLinks(String customer) {
    return links(part(solutionMail(customer), "text/plain"));
  }
}
