package org.carejourney.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carejourney.PostOffice.mailTo;
import static org.carejourney.support.House.address;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.carejourney.CareTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Which ticket a message belongs to: the one it answers, if that is the customer's own. */
@CareTest
class InboundThreadTest {

  @LocalServerPort private int port;
  @Autowired private Complaints complaints;
  private House house;

  @BeforeEach
  void open() {
    house = new House(port);
  }

  @Test
  void aReplyFindsItsTicketByEverythingThatNamesIt() throws Exception {
    String jane = house.customer("Jane", "en", "standard");
    String id = "shop-" + UUID.randomUUID();
    String ticket =
        house.say(jane, Map.of("id", id, "text", "It is broken.")).path("ticket").asText();
    String mail = mailTo(address(jane), ticket).getMessageID();
    assertThat(mail).matches("<.+@.+>");

    for (String reference :
        List.of(
            mail,
            " " + mail + " ",
            mail.substring(1, mail.length() - 1),
            ticket,
            ticket.toLowerCase(Locale.ROOT),
            "[" + ticket + "]",
            id)) {
      assertCorrelated(house.say(jane, Map.of("text", "More.", "inReplyTo", reference)), ticket);
    }
    String subject = "AW: Re: [%s] We have your complaint".formatted(ticket);
    assertCorrelated(house.say(jane, Map.of("text", "More.", "subject", subject)), ticket);
    // Known by the address alone, and on another channel.
    assertCorrelated(
        house
            .post(
                "agent",
                "/api/inbound/chat",
                Map.of(
                    "id",
                    UUID.randomUUID(),
                    "from",
                    address(jane).toUpperCase(Locale.ROOT),
                    "text",
                    "More.",
                    "inReplyTo",
                    ticket))
            .getBody(),
        ticket);
    assertThat(house.get("agent", "/api/tickets?customerId=" + jane).path("items")).hasSize(1);
    assertThat(house.story(jane)).anyMatch(title -> title.startsWith("Reply: AW: Re: ["));
  }

  @Test
  void nobodyGetsIntoTheTicketOfSomebodyElse() throws Exception {
    String jane = house.customer("Jane", "en", "standard");
    String id = "shop-" + UUID.randomUUID();
    String ticket =
        house.say(jane, Map.of("id", id, "text", "It is broken.")).path("ticket").asText();
    String mail = mailTo(address(jane), ticket).getMessageID();
    int story = house.story(jane).size();

    String eve = house.customer("Eve", "en", "standard");
    for (String reference : List.of(ticket, mail, id)) {
      JsonNode taken = house.say(eve, Map.of("text", "Send it to me.", "inReplyTo", reference));
      assertNewTicket(taken, ticket);
    }
    JsonNode taken = house.say(eve, Map.of("text", "Me too.", "subject", "[" + ticket + "]"));
    assertNewTicket(taken, ticket);
    assertThat(house.story(jane)).hasSize(story);

    // What does not count does not hide what does.
    String own = taken.path("ticket").asText();
    assertCorrelated(
        house.say(
            eve, Map.of("text", "More.", "inReplyTo", ticket, "subject", ticket + " and " + own)),
        own);
  }

  @Test
  void anIdCountsOnItsOwnChannelOnlyAndUnknownOnesNowhere() {
    String jane = house.customer("Jane", "en", "standard");
    String id = "shop-" + UUID.randomUUID();
    String ticket =
        house.say(jane, Map.of("id", id, "text", "It is broken.")).path("ticket").asText();
    Map<String, Object> onChat =
        Map.of("id", UUID.randomUUID(), "from", address(jane), "text", "More.", "inReplyTo", id);
    assertNewTicket(house.post("agent", "/api/inbound/chat", onChat).getBody(), ticket);
    for (String reference : List.of("T-999999999999", "<nobody@example.org>", "<", "<>", " ")) {
      assertNewTicket(house.say(jane, Map.of("text", "More.", "inReplyTo", reference)), ticket);
    }
  }

  @Test
  void aReplyToWhatIsOverIsANewTicket() {
    String jane = house.customer("Jane", "en", "standard");
    String ticket = house.complain(jane, "product", "It is broken.");
    house.task(ticket, "Understand complaint");
    assertThat(complaints.withdraw(ticket, "in a test")).isTrue();
    await().until(() -> house.ticket(ticket).path("status").asText().equals("withdrawn"));

    JsonNode again = house.say(jane, Map.of("text", "Broken again.", "inReplyTo", ticket));
    assertNewTicket(again, ticket);
    String open = again.path("ticket").asText();
    String both = "[%s] [%s]".formatted(ticket, open);
    assertCorrelated(house.say(jane, Map.of("text", "More.", "subject", both)), open);
  }

  private static void assertCorrelated(JsonNode taken, String ticket) {
    assertThat(taken.path("outcome").asText()).as(taken.toString()).isEqualTo("correlated");
    assertThat(taken.path("ticket").asText()).isEqualTo(ticket);
  }

  private static void assertNewTicket(JsonNode taken, String other) {
    assertThat(taken.path("outcome").asText()).as(taken.toString()).isEqualTo("ticket");
    assertThat(taken.path("ticket").asText()).startsWith("T-").isNotEqualTo(other);
  }
}
