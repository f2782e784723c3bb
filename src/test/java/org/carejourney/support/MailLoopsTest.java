package org.carejourney.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carejourney.PostOffice.mailTo;
import static org.carejourney.PostOffice.mailsTo;
import static org.carejourney.support.House.address;
import static org.carejourney.support.Letterbox.mail;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.carejourney.CareTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Robots that nobody has recognised as such: our automatic answers and theirs come to an end. */
@CareTest
class MailLoopsTest {

  /** As set for these tests. */
  private static final int PER_DOMAIN = 8;

  private static final int PER_THREAD = 12;

  @LocalServerPort private int port;
  @Autowired private Complaints complaints;
  private Letterbox box;
  private House house;

  @BeforeEach
  void open() {
    box = new Letterbox(port);
    house = new House(port);
  }

  @Test
  void anAddressGetsOneAutomaticAnswerADay() throws Exception {
    String jane = house.customer("Jane", "en", "standard");
    JsonNode first = box.kept(mail(address(jane), "Broken", "It is broken."));
    mailTo(address(jane), first.path("ticket").asText());

    JsonNode second = box.kept(mail(address(jane), "Broken again", "It is broken, too."));

    assertThat(second.path("outcome").asText()).isEqualTo("ticket");
    String ticket = second.path("ticket").asText();
    assertThat(ticket).isNotEqualTo(first.path("ticket").asText());
    house.task(ticket, "Understand complaint");
    JsonNode answer = acknowledgement(ticket);
    assertThat(answer.path("status").asText()).isEqualTo("withheld");
    assertThat(answer.path("reason").asText()).contains("within a day");
    assertThat(mailsTo(address(jane))).hasSize(1);

    // What a person says about it goes, and the next day begins anew.
    house.solve(ticket, "apology", null);
    await().until(() -> mailsTo(address(jane)).size() == 2);
    house.forward("PT25H");
    JsonNode third = box.kept(mail(address(jane), "Broken for good", "It is broken for good."));
    mailTo(address(jane), third.path("ticket").asText());
  }

  @Test
  void robotsWithChangingAddressesAreMutedAndReported() {
    String domain = UUID.randomUUID().toString().substring(0, 8) + ".example";
    List<String> tickets = new ArrayList<>();
    for (int i = 0; i < PER_DOMAIN; i++) {
      JsonNode kept = box.kept(fromRobot(i, domain));
      assertThat(kept.path("outcome").asText()).isEqualTo("ticket");
      tickets.add(kept.path("ticket").asText());
    }
    JsonNode reported = box.kept(fromRobot(100, domain));
    assertThat(reported.path("outcome").asText()).isEqualTo("triage");
    assertThat(reported.path("reason").asText()).startsWith("Muted").contains("domain");
    JsonNode silent = box.kept(fromRobot(101, domain));
    assertThat(silent.path("outcome").asText()).isEqualTo("ticket");

    house.task(silent.path("ticket").asText(), "Understand complaint");
    JsonNode answer = acknowledgement(silent.path("ticket").asText());
    assertThat(answer.path("status").asText()).isEqualTo("withheld");
    assertThat(answer.path("reason").asText()).contains("domain");
    for (String ticket : tickets) {
      house.task(ticket, "Understand complaint");
      assertThat(acknowledgement(ticket).path("status").asText()).isNotEqualTo("withheld");
    }
  }

  @Test
  void aTicketThatGetsMoreMailsThanPeopleWriteCallsNobodyAnyMore() throws Exception {
    String joe = house.customer("Joe", "en", "standard");
    String ticket = box.kept(mail(address(joe), "Broken", "It is broken.")).path("ticket").asText();
    house.task(ticket, "Understand complaint");
    for (int i = 1; i < PER_THREAD; i++) {
      JsonNode kept = box.kept(mail(address(joe), "Re: " + ticket, "Again, number " + i));
      assertThat(kept.path("outcome").asText()).isEqualTo("correlated");
    }
    JsonNode reported = box.kept(mail(address(joe), "Re: " + ticket, "One more"));
    assertThat(reported.path("outcome").asText()).isEqualTo("triage");
    assertThat(reported.path("reason").asText()).startsWith("Muted");
    int tasks = house.tasks(ticket).size();

    JsonNode silent = box.kept(mail(address(joe), "Re: " + ticket, "And another"));
    assertThat(silent.path("outcome").asText()).isEqualTo("correlated");
    assertThat(silent.path("ticket").asText()).isEqualTo(ticket);
    assertThat(silent.path("reason").asText()).startsWith("Muted");
    assertThat(house.tasks(ticket)).hasSize(tasks);
  }

  @Test
  void whoeverWritesForACustomerTheAnswersToThemAreOneADay() throws Exception {
    String kim = house.customer("Kim", "en", "standard");
    String over = house.complain(kim, "product", "It broke.");
    String letters = "Delivered-To: " + mailTo(address(kim), over).getReplyTo()[0];
    assertThat(complaints.withdraw(over, "in a test")).isTrue();
    await().until(() -> house.ticket(over).path("status").asText().equals("withdrawn"));
    JsonNode first = box.kept(mail("a@example.org", "Broken", "It is broken.", letters));
    JsonNode second = box.kept(mail("b@example.org", "Broken", "It is broken, too.", letters));

    assertThat(second.path("customerId").asText()).isEqualTo(kim);
    String ticket = second.path("ticket").asText();
    assertThat(ticket).isNotEqualTo(first.path("ticket").asText());
    house.task(ticket, "Understand complaint");
    assertThat(acknowledgement(ticket).path("status").asText()).isEqualTo("withheld");
  }

  @Test
  void mailInACustomersNameDoesNotMuteTheirAnswersToOurLetters() throws Exception {
    String lea = house.customer("Lea", "en", "standard");
    String ticket = box.kept(mail(address(lea), "Broken", "It is broken.")).path("ticket").asText();
    Object signed = mailTo(address(lea), ticket).getReplyTo()[0];
    house.task(ticket, "Understand complaint");
    for (int i = 0; i <= PER_THREAD; i++) {
      box.kept(mail(address(lea), "Re: " + ticket, "Not of Lea, number " + i));
    }

    JsonNode heard =
        box.kept(mail(address(lea), "Re: " + ticket, "I am Lea.", "Delivered-To: " + signed));

    assertThat(heard.path("outcome").asText()).isEqualTo("correlated");
    assertThat(heard.has("reason")).isFalse();
  }

  private static String fromRobot(int number, String domain) {
    return mail("robot-%d@%s".formatted(number, domain), "Case " + number, "It is broken.");
  }

  /** The first message about a ticket. */
  private JsonNode acknowledgement(String ticket) {
    String customer = house.ticket(ticket).path("customerId").asText();
    return house.messages(customer).stream()
        .filter(message -> message.path("template").asText().equals("support/complaint-received"))
        .findFirst()
        .orElseThrow();
  }
}
