package org.carejourney.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carejourney.PostOffice.mailTo;
import static org.carejourney.PostOffice.part;
import static org.carejourney.support.House.address;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.carejourney.CareTest;
import org.carejourney.LogLines;
import org.carejourney.Visitor;
import org.carejourney.messaging.InboundOutcomes;
import org.carejourney.messaging.Inbox;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

/** A real mail that nobody but a person can place, from its bytes to what became of it. */
@CareTest
class MailSortingTest {

  @LocalServerPort private int port;
  @Autowired private Inbox inbox;
  @Autowired private InboundOutcomes outcomes;
  @Autowired private Intake intake;
  @Autowired private IntakeCatchUp catchUp;
  @Autowired private Environment settings;
  @Autowired private JdbcTemplate jdbc;
  private House house;
  private Letterbox letterbox;
  private Visitor agent;

  @BeforeEach
  void house() {
    house = new House(port);
    letterbox = new Letterbox(port);
    agent = Visitor.browser(port, "agent");
  }

  @Test
  void aMailWithAllItBringsIsReadBesideTheFormAndBecomesATicket() {
    String ida = house.customer("Ida Holm", "en", "standard");
    byte[] photo = new byte[300_000];
    new Random(11).nextBytes(photo);
    JsonNode taken = letterbox.post(withPhoto(address(ida), photo));
    String id = taken.path("inboundId").asText();
    assertThat(taken.path("outcome").asText()).isEqualTo("triage");
    assertThat(house.messages(ida)).as("no answer before a person has read it").isEmpty();

    JsonNode task = house.task(id, "Sort message");
    assertThat(page("/care/tasks/" + task.path("id").asText() + "/story"))
        .contains("Ida Holm", "See what I see", "lamp &amp; _me_.jpg", "293 KB");
    assertThat(page("/care/inbound/" + id)).contains("As it was written");
    assertThat(page("/care/inbound/" + id + "/html"))
        .contains("<b>what</b>")
        .doesNotContain("spy.example", "<script", "onclick");
    HttpResponse<byte[]> file =
        agent.send(
            agent.request("/care/inbound/" + id + "/attachments/1").GET(),
            BodyHandlers.ofByteArray());
    assertThat(file.body()).isEqualTo(photo);
    assertThat(file.headers().firstValue("Content-Disposition").orElse(""))
        .startsWith("attachment; filename=\"lamp & _me_.jpg\"");

    house.complete("agent", task, Map.of("sortedAs", "complaint", "topic", "product"));
    await().until(() -> letterbox.get(taken).path("outcome").asText().equals("ticket"));
    String ticket = letterbox.get(taken).path("ticket").asText();
    assertThat(part(mailTo(address(ida), ticket), "text/plain")).contains(ticket);
    String next = house.task(ticket, "Understand complaint").path("id").asText();
    assertThat(page("/care/tasks/" + next + "/story")).contains("See what I see", "293 KB");
  }

  @Test
  void aMailFromAnUnknownAddressIsGivenToTheTicketItIsAbout() {
    String jan = house.customer("Jan Mol", "en", "standard");
    String ticket = house.complain(jan, "product", "The shade is cracked.");
    house.task(ticket, "Understand complaint");
    JsonNode taken =
        letterbox.post(
            Letterbox.mail("jan-at-work-" + jan + "@example.org", "Hello", "It is the blue one."));
    assertThat(taken.path("outcome").asText()).isEqualTo("triage");

    house.complete(
        "agent",
        house.task(taken.path("inboundId").asText(), "Sort message"),
        Map.of("sortedAs", "ticket", "existingTicket", ticket, "otherCustomer", true));
    house.task(ticket, "Read reply");
    assertThat(letterbox.get(taken).path("customerId").asText()).isEqualTo(jan);
  }

  @Test
  void whatIsNoMailAtAllIsQuarantined() {
    byte[] noise = new byte[5_000];
    new Random(13).nextBytes(noise);
    JsonNode taken = letterbox.post(noise);
    assertThat(taken.path("outcome").asText()).isEqualTo("quarantined");
    String id = taken.path("inboundId").asText();
    JsonNode task = house.task(id, "Look at quarantined message");
    assertThat(page("/care/tasks/" + task.path("id").asText() + "/story"))
        .contains("A message from an unknown sender");
    HttpResponse<byte[]> raw =
        agent.send(agent.request("/care/inbound/" + id + "/raw").GET(), BodyHandlers.ofByteArray());
    assertThat(raw.body()).isEqualTo(noise);
    house.complete("agent", task, Map.of("quarantinedAs", "spam"));
    await().until(() -> letterbox.get(taken).path("outcome").asText().equals("ignored"));
  }

  /** As when a former version of ours stumbled over a mail that is fine. */
  @Test
  void whatWasQuarantinedByAMistakeOfOursIsReadAgain() throws Exception {
    String ida = house.customer("Ida", "en", "standard");
    byte[] mail =
        Letterbox.mail(address(ida), "Broken", "It is broken.").getBytes(StandardCharsets.UTF_8);
    String id = inbox.keepMail(new ByteArrayInputStream(mail));
    jdbc.update(
        "update inbound set kind = 'unreadable', note = 'Reading it failed: X' where id = ?", id);
    intake.act(id);
    assertThat(letterbox.api().get("/api/inbound/" + id).path("outcome").asText())
        .isEqualTo("quarantined");

    house.complete(
        "agent", house.task(id, "Look at quarantined message"), Map.of("quarantinedAs", "again"));
    await().until(() -> letterbox.api().get("/api/inbound/" + id).path("outcome").isNull());
    assertThat(house.tasks(id)).isEmpty();
    intake.act(id);

    JsonNode kept = letterbox.api().get("/api/inbound/" + id);
    assertThat(kept.path("kind").asText()).isEqualTo("human");
    assertThat(kept.path("outcome").asText()).isEqualTo("ticket");
    assertThat(kept.path("customerId").asText()).isEqualTo(ida);
    assertThat(kept.path("newText").asText()).isEqualTo("It is broken.");
  }

  @Test
  void eachNightALineTellsWhetherAllThatCameInCameOut() {
    letterbox.kept(Letterbox.mail("somebody@example.org", "Broken", "It is broken."));
    var day = outcomes.count(Duration.ofDays(1));
    assertThat(day.taken()).isPositive();
    try (LogLines lines = LogLines.of(settings)) {
      catchUp.tell();
      assertThat(lines.all()).anyMatch(line -> line.contains("%d taken".formatted(day.taken())));
    }
  }

  private String page(String path) {
    HttpResponse<String> answer = agent.get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer.body();
  }

  private static byte[] withPhoto(String from, byte[] photo) {
    String mail =
        """
        From: Ida Holm <%s>
        To: care@lumen-and-oak.example
        Subject: A picture
        Message-ID: <%s>
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=outer

        --outer
        Content-Type: multipart/alternative; boundary=inner

        --inner
        Content-Type: text/plain; charset=utf-8

        See what I see.
        --inner
        Content-Type: text/html; charset=utf-8

        <p onclick="alert(1)">See <b>what</b> I see.</p><script>alert(1)</script>
        <img src="https://spy.example/pixel.png">
        --inner--
        --outer
        Content-Type: image/jpeg
        Content-Disposition: attachment; filename="lamp & <me>.jpg"
        Content-Transfer-Encoding: base64

        %s
        --outer--
        """
            .formatted(from, from, Base64.getMimeEncoder().encodeToString(photo));
    return mail.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
  }
}
