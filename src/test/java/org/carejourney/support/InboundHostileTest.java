package org.carejourney.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carejourney.Api.visible;
import static org.carejourney.PostOffice.mailTo;
import static org.carejourney.PostOffice.part;
import static org.carejourney.support.House.address;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.carejourney.Api;
import org.carejourney.CareTest;
import org.carejourney.Visitor;
import org.junit.jupiter.api.BeforeEach;
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
