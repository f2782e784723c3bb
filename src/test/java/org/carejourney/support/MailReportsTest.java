package org.carejourney.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carejourney.support.House.address;
import static org.carejourney.support.Letterbox.mail;
import static org.carejourney.support.MailBouncesTest.bounce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.carejourney.CareTest;
import org.carejourney.PostOffice;
import org.carejourney.messaging.Suppression;
import org.carejourney.messaging.Suppressions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Which letter of ours a report is about, where it says so in a way of its own. */
@CareTest
class MailReportsTest {

  @LocalServerPort private int port;
  @Autowired private Suppressions suppressions;
  private Letterbox box;
  private House house;

  @BeforeEach
  void open() {
    box = new Letterbox(port);
    house = new House(port);
  }

  @Test
  void ofSeveralRecipientsOurOwnCounts() throws Exception {
    String ann = wrote("Ann");
    String other =
        """
        Final-Recipient: rfc822; postmaster@harbour.example\r
        Action: failed\r
        Status: 5.7.1\r
        \r
        Final-Recipient:""";
    String both = bounce("postfix", ann, letter(ann)).replaceFirst("Final-Recipient:", other);

    JsonNode kept = box.kept(both);

    assertThat(kept.path("bounce").path("recipient").asText()).isEqualTo(address(ann));
    assertThat(kept.path("bounce").path("status").asText()).isEqualTo("5.1.1");
    assertThat(letter(ann).path("status").asText()).isEqualTo("bounced");
    assertThat(suppressions.standing("email", address(ann))).hasSize(1);
  }

  @Test
  void whenOnlyAnotherRecipientWasNotReachedTheLetterHasArrived() throws Exception {
    String ben = wrote("Ben");
    String ours =
        """
        Final-Recipient: rfc822; %s\r
        Action: delivered\r
        Status: 2.0.0\r
        \r
        Final-Recipient:"""
            .formatted(address(ben));
    box.kept(
        bounce("postfix", ben, letter(ben))
            .replaceAll(
                "(Final|Original)-Recipient:.*", "$1-Recipient: rfc822; ken@harbour.example")
            .replaceFirst("Final-Recipient:", ours));
    assertThat(letter(ben).path("status").asText()).isEqualTo("sent");
  }

  @Test
  void anAddressInAnyScriptIsKnownInEachWayOfWritingIt() throws Exception {
    for (String said : new String[] {"utf-8; %s", "utf-8; %s ", "rfc822; %s"}) {
      String id = house.customer("Jörg", "de", "standard");
      String mailbox = "jörg-" + id + "@example.org";
      boolean escaped = said.startsWith("rfc822");
      house.put(id, new HashMap<>(Map.of("name", "Jörg", "email", mailbox, "locale", "de")));
      house.complain(id, "product", "Kaputt.");
      await().until(() -> house.messages(id).size() > 0);
      String report =
          bounce("postfix", id, letter(id))
              .replace("message/delivery-status", "message/global-delivery-status")
              .replaceAll(
                  "(Final|Original)-Recipient:.*",
                  "$1-Recipient: "
                      + said.formatted(escaped ? mailbox.replace("ö", "\\\\x{F6}") : mailbox));
      JsonNode kept = box.kept(report);
      assertThat(kept.path("bounce").path("recipient").asText()).as(said).isEqualTo(mailbox);
      assertThat(kept.path("reason").asText()).as(said).contains("counts as bounced");
    }
  }

  @Test
  void aLetterThatAProviderHasNamedAnewIsKnownByItsAddressForAnswers() throws Exception {
    String cem = wrote("Cem");
    String reply = PostOffice.mailsTo(address(cem)).get(0).getReplyTo()[0].toString();
    String report =
        bounce("postfix", cem, letter(cem))
            .replaceAll(
                "Message-ID: .*", "Message-ID: <0102@provider.example>\r\nReply-To: " + reply);
    assertThat(box.kept(report).path("reason").asText()).contains("counts as bounced");
  }

  @Test
  void aBounceThatGivesNothingBackIsKnownByWhatItAnswers() throws Exception {
    String dan = wrote("Dan");
    String id = "<%s@lumen-and-oak.example>".formatted(letter(dan).path("id").asText());
    JsonNode kept =
        box.kept(
            mail(
                "postmaster@harbour.example",
                "Undeliverable: Your complaint",
                "<" + address(dan) + ">: 550 5.1.1 User unknown",
                "In-Reply-To: " + id));
    assertThat(kept.path("bounce").path("originalMessageId").asText()).isEqualTo(id);
    assertThat(letter(dan).path("status").asText()).isEqualTo("bounced");
  }

  @Test
  void aComplaintThatKeepsItsReaderSecretCounts() throws Exception {
    String eve = wrote("Eve");
    String secret =
        bounce("spam-complaint", eve, letter(eve)).replace(address(eve), "redacted@example.org");
    assertThat(box.kept(secret).path("reason").asText()).contains("but answers");
    assertThat(suppressions.standing("email", address(eve)))
        .extracting(Suppression::cause)
        .containsExactly(Suppression.Cause.COMPLAINED);
  }

  @Test
  void whoIsAwayCanStillBeWrittenTo() {
    String fay = wrote("Fay");
    String returnPath = PostOffice.DOOR.sender(address(fay));
    String away = "I am out of office. My account manager will be unavailable until Monday, too.";

    String robot =
        mail("f.smith@example.org", "Your mail", away, "Auto-Submitted: auto-replied")
            .replace("To: care@lumen-and-oak.example", "To: " + returnPath);
    assertThat(box.kept(robot).path("kind").asText()).isEqualTo("auto-reply");
    String silent =
        mail(address(fay), "Your mail", away)
            .replace("To: care@lumen-and-oak.example", "To: " + returnPath);
    assertThat(box.kept(silent).path("kind").asText()).isEqualTo("human");

    assertThat(letter(fay).path("status").asText()).isEqualTo("sent");
    assertThat(suppressions.standing("email", address(fay))).isEmpty();
  }

  @Test
  void whatNoDatabaseKeepsStandsInNoReadersWay() throws Exception {
    String gus = wrote("Gus");
    String hostile =
        bounce("postfix", gus, letter(gus))
            .replaceAll("Message-ID: <", "Message-ID: <\u0000")
            .replace("Final-Recipient: rfc822; ", "Final-Recipient: rfc822; \u0000");
    JsonNode kept = box.kept(hostile);
    assertThat(kept.path("kind").asText()).isEqualTo("bounce");
    assertThat(kept.path("outcome").asText()).isEqualTo("ignored");
  }

  /** A customer to whom a letter went. */
  private String wrote(String name) {
    String customer = house.customer(name, "en", "standard");
    house.complain(customer, "product", "It broke.");
    await()
        .until(
            () ->
                house.messages(customer).stream()
                    .anyMatch(letter -> letter.path("status").asText().equals("sent")));
    return customer;
  }

  private JsonNode letter(String customer) {
    return house.messages(customer).get(0);
  }
}
