package org.carejourney.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carejourney.Api.visible;
import static org.carejourney.PostOffice.mailTo;
import static org.carejourney.PostOffice.part;
import static org.carejourney.support.House.address;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.carejourney.Api;
import org.carejourney.CareTest;
import org.carejourney.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.util.HtmlUtils;

/** Whatever a customer writes is plain text: kept, shown, answered, never carried out. */
@CareTest
class InboundHostileTest {

  private static final int MAIL_SUBJECT_MOST = 150;

  @LocalServerPort private int port;
  private Api shop;
  private House house;

  @BeforeEach
  void open() {
    shop = Api.as(port, "agent");
    house = new House(port);
  }

  @ParameterizedTest
  @MethodSource("org.carejourney.Api#hostileTexts")
  void itIsKeptAsItCameAndTheCustomerHearsFromUs(String text) throws Exception {
    String name = text.length() <= 200 ? text : "Plain";
    String customer = house.customer(name, "en", "standard");
    Map<String, Object> said = said(text);
    said.put("customerId", customer);
    JsonNode taken = takenWithout(said, text, "id", "from", "subject", "topic", "inReplyTo");
    String ticket = taken.path("ticket").asText();
    JsonNode kept = shop.get("/api/inbound/" + taken.path("inboundId").asText());
    assertThat(kept.path("newText").asText()).isEqualTo(visible(text));
    if (text.length() <= 1000) {
      assertThat(kept.path("from").asText()).isEqualTo(visible(text));
      assertThat(kept.path("subject").asText()).isEqualTo(visible(text));
    }
    assertThat(house.ticket(ticket).path("topic").asText()).isEqualTo("other");

    var mail = mailTo(address(customer), ticket);
    assertThat(mail.getAllRecipients()).hasSize(1);
    assertThat(mail.getHeader("Bcc")).isNull();
    assertThat(mail.getHeader("Subject")).hasSize(1);
    assertThat(mail.getSubject()).doesNotContain("\n", "\r").hasSizeLessThan(MAIL_SUBJECT_MOST);
    assertThat(part(mail, "text/html")).doesNotContain("<script>alert", "<h1>other", "<b>bold");

    String page = Visitor.browser(port, "agent").get("/care/customers/" + customer).body();
    assertThat(page).doesNotContain("<script>alert", "<h1>other", "<b>bold");
    String start = visible(text).substring(0, Math.min(text.length(), 10)).replace("\r", "");
    assertThat(HtmlUtils.htmlUnescape(page).replace("\r", "")).contains(start);
  }

  @ParameterizedTest
  @MethodSource("org.carejourney.Api#hostileTexts")
  void aSenderWithAStrangeNameIsNotLost(String text) {
    for (String channel : new String[] {"social", "phone"}) {
      Map<String, Object> said = said("Hello?");
      said.put("from", text);
      var answer = shop.post("/api/inbound/" + channel, said);
      if (text.length() > 320) {
        shop.problem(answer, 422, "from");
      } else {
        JsonNode kept =
            shop.get("/api/inbound/" + Api.json(answer, 202).path("inboundId").asText());
        assertThat(kept.path("from").asText()).isEqualTo(visible(text));
        shop.get("/api/customers/" + kept.path("customerId").asText());
      }
    }
    Map<String, Object> said = said("Hello?");
    said.put("customerId", text);
    shop.problem(shop.post("/api/inbound/web", said), 422, "customerId");
  }

  @ParameterizedTest
  @MethodSource("org.carejourney.Api#hostileTexts")
  void aMailMayHaveItInEveryHeaderPartAndFileName(String text) throws Exception {
    String customer = house.customer("Jane", "en", "standard");
    byte[] mail = mail(customer, text).getBytes(StandardCharsets.UTF_8);
    var box = new Letterbox(port);
    JsonNode taken = box.post(mail);
    JsonNode kept = box.get(taken);
    String id = taken.path("inboundId").asText();
    assertThat(kept.path("outcome").asText()).isEqualTo("ticket");
    assertThat(kept.path("from").asText()).isEqualTo(address(customer));
    assertThat(kept.path("subject").asText())
        .startsWith("Broken")
        .doesNotContain("\r", "\n", "\u0000")
        .hasSizeLessThanOrEqualTo(1_000);
    String words = kept.path("newText").asText() + kept.path("quotedText").asText();
    assertThat(words).startsWith("It is broken").contains(start(text));
    assertThat(shop.get("/api/tickets?customerId=" + customer).path("items")).hasSize(1);
    var answer = mailTo(address(customer), taken.path("ticket").asText());
    assertThat(answer.getAllRecipients()).hasSize(1);
    assertThat(answer.getHeader("Bcc")).isNull();
    assertThat(part(answer, "text/html")).doesNotContain("<script", "<h1>other", "<b>bold");

    Visitor agent = Visitor.browser(port, "agent");
    for (String page : List.of("/care/inbound/" + id, "/care/customers/" + customer)) {
      String shown = agent.get(page).body();
      assertThat(shown).doesNotContain("<script>alert", "<h1>other", "<b>bold");
      assertThat(HtmlUtils.htmlUnescape(shown)).contains(start(text));
    }
    assertThat(agent.get("/care/inbound/" + id + "/html").body())
        .contains("It is broken")
        .doesNotContain("<script");
    assertThat(kept.path("attachments")).hasSize(1);
    assertThat(kept.path("attachments").get(0).path("name").asText())
        .doesNotContain("..", "/", "\\", "\r", "\n", "\u0000", "\u202E", "<")
        .isNotBlank();
    var file = agent.get("/care/inbound/" + id + "/attachments/1");
    assertThat(file.body()).isEqualTo("its bytes");
    assertThat(file.headers().allValues("Content-Disposition")).hasSize(1);
    assertThat(file.headers().map().keySet()).doesNotContain("Bcc", "bcc");
    assertThat(agent.get("/care/inbound/" + id + "/raw").body().getBytes(StandardCharsets.UTF_8))
        .isEqualTo(mail);
  }

  @Test
  void aMillionCharactersInOneLineAreNoTrouble() throws Exception {
    String customer = house.customer("Jane", "en", "standard");
    String line = "It is broken " + "x".repeat(999_980);
    var box = new Letterbox(port);
    JsonNode mailed = box.post(Letterbox.mail(address(customer), "My lamp", line));
    Map<String, Object> chat = said(line);
    chat.put("customerId", customer);
    JsonNode said = shop.post("/api/inbound/chat", chat, 202);
    Visitor agent = Visitor.browser(port, "agent");
    for (JsonNode taken : List.of(mailed, said)) {
      assertThat(taken.path("outcome").asText()).isEqualTo("ticket");
      assertThat(box.get(taken).path("newText").asText()).isEqualTo(line);
      var page = agent.get("/care/inbound/" + taken.path("inboundId").asText());
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).contains("It is broken xxx");
    }
    assertThat(agent.get("/care/customers/" + customer).statusCode()).isEqualTo(200);
    mailTo(address(customer), mailed.path("ticket").asText());
  }

  private static String mail(String customer, String text) {
    String word = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    String file = URLEncoder.encode("../../" + text, StandardCharsets.UTF_8).replace("+", "%20");
    return """
        From: =?UTF-8?B?{word}?= <{address}>
        To: =?UTF-8?B?{word}?= <care@lumen-and-oak.example>
        Subject: Broken =?UTF-8?B?{word}?=
        Message-ID: <{id}@example.org>
        X-Mailer: {text}
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=cut

        --cut
        Content-Type: multipart/alternative; boundary=either

        --either
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: base64

        {words}
        --either
        Content-Type: text/html; charset=utf-8

        <p onclick="alert(1)">It is broken</p>{text}<img src="http://x.example/{text}">
        --either--
        --cut
        Content-Type: text/plain; name="=?UTF-8?B?{word}?="
        Content-Disposition: attachment; filename*=UTF-8''{file}

        its bytes
        --cut--
        """
        .replace("\n", "\r\n")
        .replace("{word}", word)
        .replace("{address}", address(customer))
        .replace("{id}", UUID.randomUUID().toString())
        .replace(
            "{words}",
            Base64.getMimeEncoder()
                .encodeToString(("It is broken " + text).getBytes(StandardCharsets.UTF_8)))
        .replace("{file}", file)
        .replace("{text}", text.replaceAll("[\r\n]+", " "));
  }

  /** How the text begins wherever it is shown. */
  private static String start(String text) {
    // Half a character cannot be written in a mail.
    String sent = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    String shown = visible(sent).replace("\r", "");
    return shown.substring(0, Math.min(shown.length(), 4));
  }

  /** Says a text in every field; a field that is refused by its name is said without it. */
  private JsonNode takenWithout(Map<String, Object> said, String text, String... fields) {
    for (String field : fields) {
      said.put(field, field.equals("id") ? text + UUID.randomUUID() : text);
    }
    var answer = shop.post("/api/inbound/web", said);
    while (answer.statusCode() == 422) {
      String field = shop.problem(answer, 422).path("field").asText();
      assertThat(said.get(field).toString()).hasSizeGreaterThan(300);
      said.put(field, "plain" + UUID.randomUUID());
      answer = shop.post("/api/inbound/web", said);
    }
    return Api.json(answer, 202);
  }

  private static Map<String, Object> said(String text) {
    Map<String, Object> said = new HashMap<>();
    said.put("id", UUID.randomUUID().toString());
    said.put("from", "sender-" + UUID.randomUUID() + "@example.org");
    said.put("text", text);
    return said;
  }
}
