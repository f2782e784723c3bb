package org.carejourney.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carejourney.PostOffice.mailTo;
import static org.carejourney.support.House.address;
import static org.carejourney.support.Letterbox.mail;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import org.carejourney.CareTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Which ticket a mail belongs to. */
@CareTest
class MailThreadTest {

  private static final String REPLY =
      "It is the switch.\r\n\r\nOn Monday you wrote:\r\n> We have your complaint\r\n> broken";

  @LocalServerPort private int port;
  @Autowired private Complaints complaints;
  private Letterbox box;
  private House house;
  private String jane;
  private String ticket;
  private MimeMessage letter;

  @BeforeEach
  void aLetterOfOursIsOut() {
    box = new Letterbox(port);
    house = new House(port);
    jane = house.customer("Jane", "en", "standard");
    ticket = house.complain(jane, "product", "It is broken.");
    letter = mailTo(address(jane), ticket);
  }

  @Test
  void aReplyToOurSignedAddressIsTrustedWhoeverItIsFrom() throws Exception {
    String replyTo = letter.getReplyTo()[0].toString();
    JsonNode kept =
        box.kept(
            mail("jane-at-work@b.example", "Re: something", REPLY, "Delivered-To: " + replyTo));
    assertCorrelated(kept);
    assertThat(kept.path("newText").asText()).isEqualTo("It is the switch.");
    assertThat(kept.path("quotedText").asText()).startsWith("On Monday you wrote:");
    assertThat(kept.path("from").asText()).isEqualTo("jane-at-work@b.example");

    String forged = replyTo.replaceFirst("-[0-9a-f]{12}@", "-000000000000@");
    JsonNode stranger =
        box.kept(mail("stranger@b.example", "Re: x", "Give it to me.", "Delivered-To: " + forged));
    assertThat(stranger.path("outcome").asText()).isEqualTo("triage");
    assertThat(stranger.path("customerId").asText()).isNotEqualTo(jane);
  }

  @Test
  void aReplyIsKnownByWhatItRefersToWhenItIsTheCustomers() throws Exception {
    String id = letter.getMessageID();
    for (String header :
        List.of(
            "In-Reply-To: " + id,
            "References: <other@b.example> " + id + "\r\n <another@b.example>",
            "X-Nothing: nothing")) {
      String subject = header.startsWith("X-") ? "AW: [" + ticket + "] Hello" : "Re: Hello";
      assertCorrelated(box.kept(mail(address(jane), subject, REPLY, header)));
      JsonNode stranger = box.kept(mail("eve@b.example", subject, REPLY + subject, header));
      assertThat(stranger.path("outcome").asText()).as(header).isEqualTo("triage");
      assertThat(stranger.path("customerId").asText()).isNotEqualTo(jane);
    }
  }

  @Test
  void whatFollowsOnTheirOwnMailGoesToItsTicket() {
    String own = mail(address(jane), "My other lamp", "It is broken too.");
    JsonNode first = box.kept(own);
    String id = own.replaceAll("(?s).*Message-ID: (<[^>]+>).*", "$1");
    JsonNode more = box.kept(mail(address(jane), "PS", "I forgot this.", "In-Reply-To: " + id));
    assertThat(more.path("outcome").asText()).isEqualTo("correlated");
    assertThat(more.path("ticket")).isEqualTo(first.path("ticket"));
  }

  @Test
  void thanksAfterTheEndAreReadByAPersonAndNewTroubleIsATicket() throws Exception {
    house.task(ticket, "Understand complaint");
    assertThat(complaints.withdraw(ticket, "in a test")).isTrue();
    await().until(() -> house.ticket(ticket).path("status").asText().equals("withdrawn"));
    String to = "X-Original-To: " + letter.getReplyTo()[0];
    JsonNode thanks = box.kept(mail(address(jane), "Re: Hello", "Thank you!", to));
    assertThat(thanks.path("outcome").asText()).isEqualTo("triage");
    JsonNode again = box.kept(mail(address(jane), "Re: Hello", "Now the shade is broken.", to));
    assertThat(again.path("outcome").asText()).isEqualTo("ticket");
    assertThat(again.path("ticket").asText()).isNotEqualTo(ticket);
  }

  @Test
  void newTroubleWithWhatWasClosedOpensItAgainAndLaterIsATicketThatFollows() throws Exception {
    String to = "X-Original-To: " + letter.getReplyTo()[0];
    accepted("agent");
    JsonNode thanks = box.kept(mail(address(jane), "Re: Hello", "Thank you!", to));
    assertThat(thanks.path("outcome").asText()).isEqualTo("triage");

    JsonNode again = box.kept(mail(address(jane), "Re: Hello", "Now the shade is broken.", to));

    assertThat(again.path("outcome").asText()).isEqualTo("correlated");
    assertThat(again.path("ticket").asText()).isEqualTo(ticket);
    assertThat(house.ticket(ticket).path("status").asText()).isEqualTo("open");
    assertThat(house.ticket(ticket).path("level").asInt()).isEqualTo(2);
    assertThat(house.ticket(ticket).has("closedAt")).isFalse();
    assertThat(house.story(jane)).anyMatch(title -> title.startsWith("Reopened"));

    // What came back is a team lead's.
    accepted("lead");
    house.forward("P15D");
    JsonNode late = box.kept(mail(address(jane), "Re: Hello", "The shade is broken again.", to));
    assertThat(late.path("outcome").asText()).isEqualTo("ticket");
    String follower = late.path("ticket").asText();
    assertThat(follower).isNotEqualTo(ticket);
    assertThat(house.ticket(follower).path("follows").asText()).isEqualTo(ticket);
  }

  /** A solution was told, and the customer is content. */
  private void accepted(String solver) {
    house.understand(solver, ticket);
    house.propose(solver, ticket, "apology", null);
    await().until(() -> complaints.answered(ticket, true, "in a test"));
    await().until(() -> house.ticket(ticket).path("status").asText().equals("closed"));
  }

  @Test
  void whatAnErasedCustomersLetterIsAnsweredWithIsAStrangers() throws Exception {
    assertThat(house.delete("lead", "/api/customers/" + jane)).isEqualTo(204);
    JsonNode kept =
        box.kept(
            mail("new@b.example", "Re: x", "Hello?", "X-Original-To: " + letter.getReplyTo()[0]));
    assertThat(kept.path("customerId").asText()).isNotEqualTo(jane);
    assertThat(kept.path("outcome").asText()).isEqualTo("triage");
  }

  private void assertCorrelated(JsonNode kept) {
    assertThat(kept.path("outcome").asText()).as(kept.toString()).isEqualTo("correlated");
    assertThat(kept.path("ticket").asText()).isEqualTo(ticket);
    assertThat(kept.path("customerId").asText()).isEqualTo(jane);
  }
}
