package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import jakarta.mail.internet.InternetAddress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.james.jdkim.exceptions.FailException;
import org.apache.james.mime4j.dom.BinaryBody;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.TextBody;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.carejourney.Api;
import org.carejourney.CareTest;
import org.carejourney.PostOffice;
import org.carejourney.Seal;
import org.carejourney.engine.ModelFiles;
import org.carejourney.messaging.MailIds.MailProperties;
import org.carejourney.support.House;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.transaction.support.TransactionTemplate;

/** Our mails as a customer's mail server gets them, read by libraries that did not write them. */
@CareTest
class MailOnTheWireTest {

  /** A picture of one dot. */
  private static final String DOT =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

  @LocalServerPort private int port;
  @Autowired private Messages messages;
  @Autowired private Ledger ledger;
  @Autowired private PreferenceLinks preferences;
  @Autowired private Pictures pictures;
  @Autowired private MailIds ids;
  @Autowired private Environment settings;
  @Autowired private TransactionTemplate transaction;
  @Autowired private Clock clock;
  private House house;

  @BeforeEach
  void house() {
    house = new House(port);
  }

  @Test
  void theSignatureHoldsAndStandsForTheButtonThatStopsUs() throws Exception {
    byte[] mail = careLetter(awake("Zoë Ängström 🌷"));
    assertThat(Seal.unbroken(mail))
        .map(String::valueOf)
        .contains("From", "Reply-To", "To", "Subject", "Date", "Message-ID", "Content-Type")
        .contains("List-Unsubscribe", "List-Unsubscribe-Post", "Auto-Submitted");

    byte[] changed =
        new String(mail, StandardCharsets.ISO_8859_1)
            .replaceFirst("List-Unsubscribe: <", "List-Unsubscribe: <https://elsewhere.example/")
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThat(changed.length).isGreaterThan(mail.length);
    assertThatExceptionOfType(FailException.class).isThrownBy(() -> Seal.unbroken(changed));
  }

  /** Somebody for whom it is noon. */
  private String awake(String name) {
    String id = "c-" + UUID.randomUUID().toString().substring(0, 8);
    String zone = CareLetters.noon(clock);
    house.put(
        id,
        new HashMap<>(
            Map.of("name", name, "email", House.address(id), "locale", "en", "timeZone", zone)));
    return id;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Zoë Ängström & Söhne",
        "株式会社カシ",
        "Дом и дуб",
        "بلوط",
        "Oak 🌳, \"Lumen\" <Ltd.>",
        "A name that goes on for such a long while that no line of a mail could hold it, Größe 🌷 and more",
      })
  void everyScriptArrivesInNamesAndSubjects(String words) throws Exception {
    String eva = house.customer("Eva", "en", "standard");
    house.complain(eva, "product", "It broke.");
    await().until(() -> !house.messages(eva).isEmpty());
    String id = house.messages(eva).get(0).path("id").asText();
    String from =
        new InternetAddress("care@lumen-and-oak.example", words, "UTF-8").toUnicodeString();
    var ids =
        new MailIds(
            new MailProperties(from, "care@lumen-and-oak.example", null, "+"),
            new Secret("secret", List.of(), Path.of("target")));
    var message =
        ledger
            .find(id)
            .orElseThrow()
            .written(new Rendered("en", words, "<p>" + words, words, "1"), "<1@x>");

    byte[] bytes =
        new MailComposer(ids, preferences, pictures, settings, clock).compose(message, null);
    assertThat(Seal.unbroken(bytes)).isNotEmpty();
    assertThat(new String(bytes, StandardCharsets.ISO_8859_1).chars())
        .as("nothing that an old server could break")
        .allMatch(c -> c < 128);
    org.apache.james.mime4j.dom.Message mail =
        new DefaultMessageBuilder().parseMessage(new ByteArrayInputStream(bytes));
    assertThat(mail.getSubject()).isEqualTo(words);
    Mailbox sender = mail.getFrom().get(0);
    assertThat(sender.getName()).isEqualTo(words);
    assertThat(sender.getAddress()).isEqualTo("care@lumen-and-oak.example");
    assertThat(mail.getTo()).hasToString("[" + House.address(eva) + "]");
    assertThat(mail.getMessageId()).isEqualTo("<1@x>");
    var parts = ((Multipart) mail.getBody()).getBodyParts();
    assertThat(parts).extracting(Entity::getMimeType).containsExactly("text/plain", "text/html");
    assertThat(words((TextBody) parts.get(0).getBody())).isEqualTo(words);
    assertThat(words((TextBody) parts.get(1).getBody())).isEqualTo("<p>" + words);
  }

  @Test
  void aPictureTravelsInsideTheLetter(@TempDir Path home) throws Exception {
    Path picture = home.resolve("templates/journey/welcome/lamp.png");
    Files.createDirectories(picture.getParent());
    byte[] dot = Base64.getDecoder().decode(DOT);
    Files.write(picture, dot);
    var inside = new Pictures(new ModelFiles(home.toString()));
    String eva = house.customer("Eva", "en", "standard");
    house.complain(eva, "product", "It broke.");
    await().until(() -> !house.messages(eva).isEmpty());
    String html = "<p>Look: <img src=\"cid:journey/welcome/lamp.png\" alt=\"Your lamp\">";
    var message =
        ledger
            .find(house.messages(eva).get(0).path("id").asText())
            .orElseThrow()
            .written(new Rendered("en", "Look", html, "Look", "1"), "<1@x>");

    byte[] bytes =
        new MailComposer(ids, preferences, inside, settings, clock).compose(message, null);
    assertThat(Seal.unbroken(bytes)).isNotEmpty();
    var mail = new DefaultMessageBuilder().parseMessage(new ByteArrayInputStream(bytes));
    Entity second = ((Multipart) mail.getBody()).getBodyParts().get(1);
    assertThat(second.getMimeType()).isEqualTo("multipart/related");
    List<Entity> parts = ((Multipart) second.getBody()).getBodyParts();
    assertThat(parts).extracting(Entity::getMimeType).containsExactly("text/html", "image/png");
    String name = parts.get(1).getHeader().getField("Content-ID").getBody();
    assertThat(words((TextBody) parts.get(0).getBody()))
        .contains("src=\"cid:" + name.replaceAll("[<>]", "") + "\"");
    assertThat(((BinaryBody) parts.get(1).getBody()).getInputStream()).hasBinaryContent(dot);
    assertThat(inside.inside(html)).contains("src=\"data:image/png;base64," + DOT);
  }

  private static String words(TextBody body) throws IOException {
    var words = new StringWriter();
    body.getReader().transferTo(words);
    return words.toString();
  }

  @Test
  void aBounceThatNamesNothingIsKnownByTheAddressItComesTo() {
    String kim = house.customer("Kim", "en", "standard");
    String ticket = house.complain(kim, "product", "It broke.");
    PostOffice.mailTo(House.address(kim), ticket);
    await().until(() -> status(kim).equals("sent"));
    String returnPath = PostOffice.DOOR.sender(House.address(kim));
    assertThat(returnPath).matches("returned\\+[0-9a-f]{32}-[0-9a-f]{12}@lumen-and-oak.example");

    String forged = returnPath.replaceFirst("-.", "-" + (returnPath.contains("-0") ? "1" : "0"));
    assertThat(comesBack(forged)).isNotEqualTo("bounce");
    assertThat(status(kim)).isEqualTo("sent");
    assertThat(comesBack(returnPath)).isEqualTo("bounce");
    assertThat(status(kim)).isEqualTo("bounced");
  }

  private String status(String customer) {
    return house.messages(customer).get(0).path("status").asText();
  }

  /** What a mail is taken for that says no more than that somebody is unknown. */
  private String comesBack(String address) {
    String mail =
        "From: robot@relay.example.org\r\nTo: "
            + address
            + "\r\nSubject: Your mail\r\n"
            + "Message-ID: <"
            + UUID.randomUUID()
            + "@relay.example.org>\r\n\r\n"
            + "550 5.1.1 User unknown\r\n";
    var taken =
        Api.json(
            Api.as(port, "agent")
                .visitor()
                .send(
                    "POST", "/api/inbound/email", "message/rfc822", BodyPublishers.ofString(mail)),
            202);
    return house
        .get("agent", "/api/inbound/" + taken.path("inboundId").asText())
        .path("kind")
        .asText();
  }

  /** A letter of care as it arrived. */
  private byte[] careLetter(String customer) {
    String ticket = house.complain(customer, "product", "It broke.");
    PostOffice.mailTo(House.address(customer), ticket);
    new CareLetters(messages, transaction).ask(customer, ticket, "care", "email");
    await().until(() -> PostOffice.mailsTo(House.address(customer)).size() == 2);
    return PostOffice.bytes(PostOffice.mailsTo(House.address(customer)).get(1));
  }
}
