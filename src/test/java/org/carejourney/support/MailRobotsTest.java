package org.carejourney.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carejourney.PostOffice.mailTo;
import static org.carejourney.PostOffice.mailsTo;
import static org.carejourney.support.House.address;
import static org.carejourney.support.Letterbox.mail;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.carejourney.CareTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Robots get no tickets and no answers, and people are not taken for robots. */
@CareTest
class MailRobotsTest {

  private static final String WORDS = "It is broken.";

  @LocalServerPort private int port;
  private Letterbox box;
  private House house;
  private String jane;

  @BeforeEach
  void open() {
    box = new Letterbox(port);
    house = new House(port);
    jane = house.customer("Jane", "en", "standard");
  }

  @Test
  void whatCallsItselfAutomaticIsIgnored() {
    for (String header :
        List.of(
            "Auto-Submitted: auto-replied",
            "Auto-Submitted: auto-generated (rejected); owner-email=\"x\"",
            "Precedence: auto_reply",
            "X-Autoreply: yes",
            "X-Autorespond: I am away",
            "Return-Path: <>")) {
      assertIgnored(box.kept(mail(address(jane), "Broken", WORDS, header)), "auto-reply");
    }
    String away =
        mail(address(jane), "Automatic reply: Hello", WORDS, "X-Auto-Response-Suppress: All");
    assertIgnored(box.kept(away), "auto-reply");
    String answer =
        mail(address(jane), "Abwesenheitsnotiz: Hallo", WORDS, "In-Reply-To: <a@b.example>");
    assertIgnored(box.kept(answer), "auto-reply");
    assertThat(house.messages(jane)).isEmpty();
    assertThat(house.story(jane)).anyMatch(title -> title.startsWith("Automatic reply"));
  }

  @Test
  void whatWentToManyIsIgnored() {
    for (String header :
        List.of("List-Id: <all.b.example>", "Precedence: bulk", "Precedence: list")) {
      assertIgnored(box.kept(mail(address(jane), "Broken", WORDS, header)), "list");
    }
  }

  @Test
  void peopleAreNotSwallowed() {
    for (String header :
        List.of(
            "Auto-Submitted: no",
            "X-Auto-Response-Suppress: All",
            "X-Autoreply: no",
            "Precedence: normal",
            "List-Unsubscribe: <https://b.example>",
            "X-Priority: 1")) {
      String other = house.customer("John", "en", "standard");
      JsonNode kept = box.kept(mail(address(other), "Broken", WORDS, header));
      assertThat(kept.path("kind").asText()).as(header).isEqualTo("human");
      assertThat(kept.path("outcome").asText()).as(header).isEqualTo("ticket");
    }
    JsonNode away = box.kept(mail(address(jane), "Out of office chairs are broken", WORDS));
    assertThat(away.path("kind").asText()).isEqualTo("human");
  }

  @Test
  void ourOwnMailThatComesBackIsOurs() throws Exception {
    String ticket = house.complain(jane, "product", WORDS);
    MimeMessage ours = mailTo(address(jane), ticket);
    var bytes = new ByteArrayOutputStream();
    ours.writeTo(bytes);
    JsonNode kept = box.get(box.post(bytes.toByteArray()));
    assertIgnored(kept, "own");
    assertThat(kept.path("customerId").asText()).isEqualTo(jane);
    assertIgnored(box.kept(mail("care@lumen-and-oak.example", "x", WORDS)), "own");
  }

  @Test
  void ourWebFormWritesForTheCustomer() {
    JsonNode kept =
        box.kept(mail("care@lumen-and-oak.example", "x", WORDS, "Reply-To: " + address(jane)));
    assertThat(kept.path("customerId").asText()).isEqualTo(jane);
    assertThat(kept.path("outcome").asText()).isEqualTo("ticket");
  }

  @Test
  void aRobotThatAnswersOurLetterIsNotAnswered() throws Exception {
    String ticket = house.complain(jane, "product", WORDS);
    MimeMessage ours = mailTo(address(jane), ticket);
    int story = house.messages(jane).size();
    String away =
        mail(
            address(jane),
            "Automatic reply: " + ours.getSubject(),
            "I am away. Something is broken? Write to my colleague.",
            "X-Original-To: " + ours.getReplyTo()[0],
            "In-Reply-To: " + ours.getMessageID(),
            "Auto-Submitted: auto-replied");
    assertIgnored(box.kept(away), "auto-reply");
    assertThat(house.messages(jane)).hasSize(story);
    assertThat(mailsTo(address(jane))).hasSize(1);
  }

  @Test
  void aBounceIsRecordedWithTheCustomerItWasFor() throws Exception {
    String ticket = house.complain(jane, "product", WORDS);
    MimeMessage ours = mailTo(address(jane), ticket);
    String report =
        """
        --limit

        It could not be delivered.
        --limit
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mail.b.example

        Final-Recipient: rfc822; %s
        Action: failed
        Status: 5.1.1
        --limit
        Content-Type: text/rfc822-headers

        From: care@lumen-and-oak.example
        Message-ID: %s
        --limit--
        """
            .formatted(address(jane), ours.getMessageID())
            .replace("\n", "\r\n");
    String bounce =
        mail(
            "Mail System <MAILER-DAEMON@b.example>",
            "Undelivered Mail Returned to Sender",
            report,
            "MIME-Version: 1.0",
            "Content-Type: multipart/report; report-type=delivery-status; boundary=limit");
    JsonNode kept = box.kept(bounce);
    assertIgnored(kept, "bounce");
    assertThat(kept.path("reason").asText()).contains("5.1.1");
    assertThat(kept.path("customerId").asText()).isEqualTo(jane);
    assertThat(house.story(jane)).anyMatch(title -> title.startsWith("A letter came back"));
    assertIgnored(box.kept(mail("MAILER-DAEMON@b.example", "failure notice", "Sorry.")), "bounce");
    String spam = bounce.replace("delivery-status;", "feedback-report;");
    assertIgnored(box.kept(spam), "complaint");
    String read =
        bounce
            .replace("delivery-status;", "disposition-notification;")
            .replace("MAILER-DAEMON@b.example", address(jane));
    assertIgnored(box.kept(read), "auto-reply");
  }

  @Test
  void whoOpensTicketsFasterThanAPersonIsLookedAtByOne() {
    for (int i = 0; i < 5; i++) {
      JsonNode kept = box.kept(mail(address(jane), "Broken " + i, WORDS));
      assertThat(kept.path("outcome").asText()).isEqualTo("ticket");
    }
    JsonNode sixth = box.kept(mail(address(jane), "Broken again", WORDS));
    assertThat(sixth.path("outcome").asText()).isEqualTo("triage");
    assertThat(sixth.path("reason").asText()).contains("within an hour");
  }

  @Test
  void whatCannotBeReadIsQuarantinedAndKept() {
    for (String raw :
        List.of(
            "\u0000\u0001\u0002 noise",
            "Subject: Nobody\r\n\r\nIt is broken.",
            "X: " + "y".repeat(700_000))) {
      JsonNode kept = box.kept(raw + System.nanoTime());
      assertThat(kept.path("kind").asText()).isEqualTo("unreadable");
      assertThat(kept.path("outcome").asText()).isEqualTo("quarantined");
      assertThat(kept.path("reason").asText()).isNotBlank();
    }
  }

  private static void assertIgnored(JsonNode kept, String kind) {
    assertThat(kept.path("kind").asText()).as(kept.toString()).isEqualTo(kind);
    assertThat(kept.path("outcome").asText()).isEqualTo("ignored");
    assertThat(kept.path("reason").asText()).isNotBlank();
    assertThat(kept.has("ticket")).isFalse();
  }
}
