package org.carejourney.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carejourney.support.House.address;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.carejourney.CareTest;
import org.carejourney.PostOffice;
import org.carejourney.engine.Processes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Replies to letters that are about no open ticket: to the process that wrote, or to a person. */
@CareTest
class CorrespondenceTest {

  @LocalServerPort private int port;
  @Autowired private Processes processes;
  private House house;

  @BeforeEach
  void house() {
    house = new House(port);
  }

  @Test
  void aReplyGoesToTheConversationThatWroteAndNotIntoATicket() throws Exception {
    String ida = house.customer("Ida Holm", "en", "standard");
    converse(ida, "How do I change the bulb?");
    var letter = answered(ida, "Turn the shade to the left.");

    JsonNode taken = reply(ida, letter, "To the left it does not turn.");
    assertThat(taken.path("outcome").asText()).isEqualTo("correlated");
    assertThat(taken.has("ticket")).isFalse();
    house.task(ida, "Answer customer");
    assertThat(house.story(ida)).contains("Reply", "Done: Answer customer");
    assertThat(tickets(ida)).isEmpty();
  }

  @Test
  void aSecondLetterWhileAPersonWritesJoinsTheSameConversation() throws Exception {
    String jan = house.customer("Jan Mol", "en", "standard");
    converse(jan, "Which bulb fits?");
    var letter = answered(jan, "Any with E27.");
    reply(jan, letter, "Thank you.");
    house.task(jan, "Answer customer");

    JsonNode second = reply(jan, letter, "PS: and how strong?");
    assertThat(second.path("outcome").asText()).isEqualTo("correlated");
    assertThat(house.tasks(jan)).hasSize(1);
  }

  @Test
  void aReplyAfterTheEndIsReadByAPersonAndNotCalledAComplaint() throws Exception {
    String kai = house.customer("Kai Berg", "en", "standard");
    converse(kai, "Hello?");
    var letter = answered(kai, "Hello!");
    house.forward("P6D");
    assertThat(house.tasks(kai)).isEmpty();

    JsonNode taken = reply(kai, letter, "Thank you for your kind words!");
    assertThat(taken.path("outcome").asText()).isEqualTo("correlated");
    house.task(kai, "Answer customer");
    assertThat(tickets(kai)).isEmpty();
  }

  @Test
  void whatBurnsBecomesATicketAtOnceWhenNobodyWaits() throws Exception {
    String leo = house.customer("Leo Fink", "en", "standard");
    converse(leo, "Hello?");
    var letter = answered(leo, "Hello!");
    house.forward("P6D");

    JsonNode taken = reply(leo, letter, "There is smoke coming out of it!");
    assertThat(taken.path("outcome").asText()).isEqualTo("ticket");
  }

  @Test
  void whoQuotesAnothersLetterDoesNotReachTheirConversation() throws Exception {
    String mia = house.customer("Mia Dahl", "en", "standard");
    String eve = house.customer("Eve Adams", "en", "standard");
    converse(mia, "Hello?");
    var letter = answered(mia, "Hello!");

    JsonNode taken = reply(eve, letter, "I am Mia, believe me.");
    assertThat(taken.path("outcome").asText()).isEqualTo("ticket");
    assertThat(house.tasks(mia)).isEmpty();
  }

  @Test
  void aComplaintInAConversationBecomesATicketWithTheCustomersOwnWords() {
    String nils = house.customer("Nils Roth", "en", "standard");
    converse(nils, "The invoice is wrong, twice now.");
    house.complete(
        "carer",
        house.task(nils, "Answer customer"),
        Map.of("conversationOutcome", "complaint", "conversationNotes", "Rightly so"));

    await().until(() -> tickets(nils).size() == 1);
    JsonNode ticket = tickets(nils).get(0);
    assertThat(ticket.path("topic").asText()).isEqualTo("billing");
    house.task(ticket.path("number").asText(), "Understand complaint");
    await().until(() -> house.tasks(nils).isEmpty());
  }

  /** As when a reply comes in that no process waits for. */
  private void converse(String customer, String words) {
    String inbound =
        house
            .say(customer, Map.of("text", words, "inReplyTo", greeting(customer)))
            .path("inboundId")
            .asText();
    assertThat(inbound).isNotEmpty();
    house.task(customer, "Answer customer");
  }

  /** A letter of ours that waits for no answer. */
  private String greeting(String customer) {
    processes.start("care.recoveryWanted", customer, Map.of("customerId", customer, "score", 1));
    house.complete(
        "carer",
        house.task(customer, "Call customer back"),
        Map.of("recoveryOutcome", "notReached"));
    return mail(customer, "We tried to call you");
  }

  private String answered(String customer, String text) {
    house.complete(
        "carer",
        house.task(customer, "Answer customer"),
        Map.of("conversationOutcome", "silent", "answerStep", "write", "ourAnswer", text));
    return mail(customer, "Our answer to you");
  }

  private static String mail(String customer, String subject) {
    try {
      return PostOffice.mailTo(address(customer), subject).getMessageID();
    } catch (jakarta.mail.MessagingException e) {
      throw new AssertionError(e);
    }
  }

  private JsonNode reply(String customer, String letter, String words) {
    return house.say(customer, Map.of("text", words, "inReplyTo", letter));
  }

  private List<JsonNode> tickets(String customer) {
    return House.list(house.get("agent", "/api/tickets?customerId=" + customer).path("items"));
  }
}
