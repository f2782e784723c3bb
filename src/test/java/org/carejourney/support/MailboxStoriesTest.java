package org.carejourney.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carejourney.PostOffice.mailTo;
import static org.carejourney.PostOffice.mailsTo;
import static org.carejourney.support.House.address;
import static org.carejourney.support.Letterbox.mail;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.carejourney.Api;
import org.carejourney.CareTest;
import org.carejourney.PostOffice;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** What arrives in our mailbox is read over IMAP, and what becomes of it. */
@CareTest
class MailboxStoriesTest {

  @LocalServerPort private int port;
  @Autowired private JdbcTemplate jdbc;
  @Autowired private IntakeCatchUp catchUp;
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
  void anAnswerToOurAcknowledgementReachesItsTicket() throws Exception {
    arrives(mail(address(jane), "My lamp", "It is broken."));
    JsonNode first = settled(address(jane), "My lamp");
    assertThat(first.path("outcome").asText()).isEqualTo("ticket");
    String ticket = first.path("ticket").asText();
    MimeMessage letter = mailTo(address(jane), ticket);

    String other = "at-work-" + System.nanoTime() + "@b.example";
    String reply =
        mail(other, "Re: " + letter.getSubject(), "It is the switch.")
            .replace("To: care@lumen-and-oak.example", "To: " + letter.getReplyTo()[0]);
    arrives(reply);
    JsonNode second = settled(other, "Re: ");
    assertThat(second.path("outcome").asText()).isEqualTo("correlated");
    assertThat(second.path("ticket").asText()).isEqualTo(ticket);
    assertThat(house.story(jane)).anyMatch(title -> title.startsWith("Reply: Re: "));
  }

  @Test
  void whatSaysNothingClearWaitsForAPerson() {
    arrives(mail(address(jane), "A question", "Where are you?"));
    assertThat(settled(address(jane), "A question").path("outcome").asText()).isEqualTo("triage");
  }

  @Test
  void twoRobotsDoNotAnswerEachOther() throws Exception {
    String ticket = house.complain(jane, "product", "It is broken.");
    MimeMessage letter = mailTo(address(jane), ticket);
    arrives(
        mail(
            address(jane),
            "Automatic reply",
            "Is something broken? I am away.",
            "Delivered-To: " + letter.getReplyTo()[0],
            "Auto-Submitted: auto-replied"));
    assertThat(settled(address(jane), "Automatic reply").path("outcome").asText())
        .isEqualTo("ignored");
    arrives(bytes(letter));
    JsonNode own = settledOwn(letter.getMessageID());
    assertThat(own.path("kind").asText()).isEqualTo("own");
    assertThat(own.path("outcome").asText()).isEqualTo("ignored");
    assertThat(house.messages(jane)).hasSize(1);
    assertThat(mailsTo(address(jane))).hasSize(1);
    assertThat(tickets(jane)).hasSize(1);
  }

  @Test
  void theSameMailByHttpAndFromTheMailboxCountsOnce() {
    String mail = mail(address(jane), "My lamp", "It is broken.");
    JsonNode first = box.post(mail);
    arrives("X-Other: way\r\n" + mail);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> ids(address(jane), "My lamp").stream().noneMatch(id -> open(id)));
    arrives(mail);
    arrives(mail(address(jane), "The next", "Hello?"));
    settled(address(jane), "The next");
    assertThat(ids(address(jane), "My lamp")).hasSize(2);
    assertThat(tickets(jane)).hasSize(1);
    assertThat(box.post(mail)).isEqualTo(first);
  }

  @Test
  void whatCannotBeActedOnNowIsCaughtUpWith() {
    suspended(true);
    String id;
    try {
      arrives(mail(address(jane), "My lamp", "It is broken."));
      await().atMost(Duration.ofSeconds(20)).until(() -> !ids(address(jane), "My lamp").isEmpty());
      id = ids(address(jane), "My lamp").get(0);
      arrives(mail(address(jane), "Behind it", "Hello?"));
      settled(address(jane), "Behind it");
      assertThat(open(id)).isTrue();
    } finally {
      suspended(false);
    }
    house.forward("PT3M");
    catchUp.look();
    assertThat(read(id).path("outcome").asText()).isEqualTo("ticket");
    assertThat(tickets(jane)).hasSize(1);
  }

  private static void arrives(String mail) {
    PostOffice.arrives(mail.getBytes(StandardCharsets.UTF_8));
  }

  private static void arrives(byte[] mail) {
    PostOffice.arrives(mail);
  }

  private static byte[] bytes(MimeMessage mail) throws Exception {
    var bytes = new ByteArrayOutputStream();
    mail.writeTo(bytes);
    return bytes.toByteArray();
  }

  /** What became of the newest mail of a sender whose subject begins so; waits for it. */
  private JsonNode settled(String sender, String subject) {
    return await("the mail " + subject)
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> ids(sender, subject).stream().filter(id -> !open(id)).map(this::read).toList(),
            list -> !list.isEmpty())
        .get(0);
  }

  private JsonNode settledOwn(String mimeId) {
    String id =
        await("our own mail")
            .atMost(Duration.ofSeconds(20))
            .until(
                () ->
                    jdbc.queryForList(
                        "select id from inbound where mime_id = ? and outcome is not null",
                        String.class,
                        mimeId),
                list -> !list.isEmpty())
            .get(0);
    return read(id);
  }

  private List<String> ids(String sender, String subject) {
    return jdbc.queryForList(
        "select id from inbound where sender = ? and subject like ? order by seq desc",
        String.class,
        sender,
        subject + "%");
  }

  private boolean open(String id) {
    return read(id).path("outcome").isNull();
  }

  private JsonNode read(String id) {
    return box.api().get("/api/inbound/" + id);
  }

  private List<JsonNode> tickets(String customerId) {
    return box.api().walk("/api/tickets?customerId=" + customerId, 50);
  }

  private void suspended(boolean suspended) {
    var answer =
        Api.as(port, "admin")
            .visitor()
            .put(
                "/engine-rest/process-definition/key/resolveComplaint/suspended",
                "{\"suspended\": %s}".formatted(suspended));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
  }
}
