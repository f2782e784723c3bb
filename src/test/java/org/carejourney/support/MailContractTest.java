package org.carejourney.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carejourney.Api.fields;
import static org.carejourney.PostOffice.mailTo;
import static org.carejourney.PostOffice.mailsTo;
import static org.carejourney.support.House.address;
import static org.carejourney.support.Letterbox.mail;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.carejourney.Api;
import org.carejourney.CareTest;
import org.carejourney.EveryTable;
import org.carejourney.Visitor;
import org.carejourney.messaging.Attachments;
import org.carejourney.messaging.InboundMessages;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** A mail server hands us mails, and what it hears. */
@CareTest
class MailContractTest {

  private static final int MB = 1024 * 1024;

  @LocalServerPort private int port;
  @Autowired private InboundMessages inbound;
  @Autowired private Attachments attachments;
  @Autowired private JdbcTemplate jdbc;
  private Letterbox box;
  private House house;

  @BeforeEach
  void open() {
    box = new Letterbox(port);
    house = new House(port);
  }

  @Test
  void aComplaintByMailBecomesATicketAndIsAcknowledged() throws Exception {
    String jane = house.customer("Jane O'Neill", "en", "standard");
    String mail = mail("Jane <" + address(jane) + ">", "My lamp", "It is broken.");
    JsonNode taken = box.post(mail);
    assertThat(fields(taken)).containsExactlyInAnyOrder("inboundId", "outcome", "ticket");
    assertThat(taken.path("outcome").asText()).isEqualTo("ticket");

    JsonNode kept = box.get(taken);
    assertThat(kept.path("channel").asText()).isEqualTo("email");
    assertThat(kept.path("from").asText()).isEqualTo(address(jane));
    assertThat(kept.path("customerId").asText()).isEqualTo(jane);
    assertThat(kept.path("subject").asText()).isEqualTo("My lamp");
    assertThat(kept.path("kind").asText()).isEqualTo("human");
    assertThat(kept.path("newText").asText()).isEqualTo("It is broken.");
    assertThat(kept.path("quotedText").asText()).isEmpty();
    assertThat(kept.path("attachments")).isEmpty();
    assertThat(house.ticket(taken.path("ticket").asText()).path("topic").asText())
        .isEqualTo("product");
    mailTo(address(jane), taken.path("ticket").asText());
    assertThat(raw(taken)).isEqualTo(mail.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theSameBytesAgainGetTheFirstAnswer() {
    String jane = house.customer("Jane", "en", "standard");
    String mail = mail(address(jane), "My lamp", "It is broken.");
    JsonNode first = box.post(mail);
    assertThat(box.post(mail)).isEqualTo(first);
    mailTo(address(jane), first.path("ticket").asText());
    assertThat(mailsTo(address(jane))).hasSize(1);
  }

  @Test
  void theSameMailByAnotherWayIsADuplicateAndOtherWordsAreNot() {
    String jane = house.customer("Jane", "en", "standard");
    String mail = mail(address(jane), "My lamp", "It is broken.");
    assertThat(box.kept(mail).path("outcome").asText()).isEqualTo("ticket");

    JsonNode again = box.kept("Received: from elsewhere by another.example\r\n" + mail);
    assertThat(again.path("kind").asText()).isEqualTo("duplicate");
    assertThat(again.path("outcome").asText()).isEqualTo("ignored");
    assertThat(again.path("reason").asText()).isNotBlank();
    assertThat(again.path("customerId").asText()).isEqualTo(jane);

    JsonNode other = box.kept(mail.replace("It is broken", "My invoice is wrong"));
    assertThat(other.path("kind").asText()).isEqualTo("human");
  }

  @Test
  void whatSaysNothingClearIsSortedByAPerson() {
    String jane = house.customer("Jane", "en", "standard");
    JsonNode kept = box.kept(mail(address(jane), "Hello", "Who is this for?"));
    assertThat(kept.path("outcome").asText()).isEqualTo("triage");
    assertThat(kept.has("ticket")).isFalse();
    assertThat(house.messages(jane)).isEmpty();
  }

  @Test
  void aStrangerIsKnownByNameAndAddressFromThenOn() {
    String address = "rosa-" + System.nanoTime() + "@example.org";
    JsonNode kept =
        box.kept(mail("=?UTF-8?Q?Rosa_M=C3=BCller?= <" + address + ">", "Lamp", "It is broken."));
    JsonNode customer = box.api().get("/api/customers/" + kept.path("customerId").asText());
    assertThat(customer.path("name").asText()).isEqualTo("Rosa Müller");
    assertThat(customer.path("email").asText()).isEqualTo(address);
    assertThat(customer.path("provisional").asBoolean()).isTrue();
  }

  @Test
  void whatIsNoMailIsAProblem() {
    Visitor visitor = box.visitor();
    var json = BodyPublishers.ofString("{}");
    for (String type :
        List.of("application/json", "text/plain", "multipart/form-data; boundary=x")) {
      box.api().problem(visitor.send("POST", Letterbox.PATH, type, json), 415);
    }
    box.api().problem(box.send(new byte[0]), 400);
    box.api().problem(visitor.get(Letterbox.PATH), 404);
    box.api().problem(visitor.put(Letterbox.PATH, "{}"), 405);
    var stranger =
        Visitor.stranger(port).send("POST", Letterbox.PATH, "message/rfc822", json).statusCode();
    assertThat(stranger).isEqualTo(401);
  }

  @Test
  void twentyFiveMegabytesAreTakenAndMoreThanFortyAreNot() throws Exception {
    String jane = house.customer("Jane", "en", "standard");
    byte[] picture = new byte[18 * MB];
    Arrays.fill(picture, (byte) 7);
    JsonNode taken = box.post(withAttachment(address(jane), "image/jpeg", "lamp.jpg", picture));
    assertThat(taken.path("outcome").asText()).isEqualTo("ticket");
    JsonNode attached = box.get(taken).path("attachments").get(0);
    assertThat(fields(attached)).containsExactlyInAnyOrder("name", "type", "size");
    assertThat(attached.path("name").asText()).isEqualTo("lamp.jpg");
    assertThat(attached.path("type").asText()).isEqualTo("image/jpeg");
    assertThat(attached.path("size").asInt()).isEqualTo(picture.length);
    try (InputStream content = attachments.open(taken.path("inboundId").asText(), 1)) {
      assertThat(content.readAllBytes()).isEqualTo(picture);
    }
    byte[] tooMuch = new byte[40 * MB + 1];
    Arrays.fill(tooMuch, (byte) 'x');
    box.api().problem(box.send(tooMuch), 413);
    var streamed = BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(tooMuch));
    box.api().problem(box.visitor().send("POST", Letterbox.PATH, "message/rfc822", streamed), 413);
  }

  @Test
  void theDescriptionTellsHowToHandAMailIn() {
    JsonNode paths = box.api().get("/v3/api-docs").path("paths");
    JsonNode post = paths.path(Letterbox.PATH).path("post");
    assertThat(post.path("requestBody").path("content").has("message/rfc822")).isTrue();
    assertThat(fields(post.path("requestBody").path("content"))).containsExactly("message/rfc822");
    JsonNode json = paths.path("/api/inbound/{channel}").path("post");
    assertThat(json.path("parameters")).as(json.toString()).hasSize(1);
  }

  @Test
  void whoIsErasedIsErasedFromTheirMailsToo() {
    String mark = "Zkwyq";
    String jane = house.customer(mark, "en", "standard");
    byte[] letter = "my letter".getBytes(StandardCharsets.UTF_8);
    String name = mark + ".pdf";
    byte[] mail =
        withAttachment(mark + " <" + address(jane) + ">", "application/pdf", name, letter);
    JsonNode first = box.post(mail);
    box.post(mail(address(jane), mark, mark + "?", "Auto-Submitted: auto-replied"));
    box.post(
        ("From: " + address(jane) + "\r\nDate: x\r\n" + "Reply-To: " + mark + "\r\n")
            .getBytes(StandardCharsets.UTF_8));
    assertThat(EveryTable.with(jdbc, "inbound", mark)).isNotEmpty();
    JsonNode exported = Api.as(port, "lead").get("/api/customers/" + jane + "/export");
    assertThat(exported.toString()).contains(name);

    assertThat(house.delete("lead", "/api/customers/" + jane)).isEqualTo(204);
    assertThat(EveryTable.with(jdbc, "", mark)).isEmpty();
    assertThat(EveryTable.with(jdbc, "", address(jane))).isEmpty();
    assertThat(box.post(mail)).as("the same bytes are still known").isEqualTo(first);
  }

  private byte[] raw(JsonNode taken) throws Exception {
    try (InputStream raw = inbound.raw(taken.path("inboundId").asText())) {
      return raw.readAllBytes();
    }
  }

  private static byte[] withAttachment(String from, String type, String name, byte[] content) {
    String parts =
        """
        --limit
        Content-Type: text/plain; charset=UTF-8

        It is broken, see here.
        --limit
        Content-Type: %s; name="%s"
        Content-Disposition: attachment; filename="%s"
        Content-Transfer-Encoding: base64

        %s
        --limit--
        """
            .formatted(type, name, name, Base64.getMimeEncoder().encodeToString(content));
    return mail(
            from,
            "Broken",
            parts.replace("\n", "\r\n"),
            "MIME-Version: 1.0",
            "Content-Type: multipart/mixed; boundary=limit")
        .getBytes(StandardCharsets.UTF_8);
  }
}
