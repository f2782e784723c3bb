package org.carejourney.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carejourney.PostOffice.mailTo;
import static org.carejourney.support.House.address;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.carejourney.CareTest;
import org.carejourney.customer.Customers;
import org.carejourney.messaging.Asking;
import org.carejourney.messaging.Suppression;
import org.carejourney.messaging.Suppressions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** Letters that come back or are called spam: what is said, what follows, and who may say so. */
@CareTest
class MailBouncesTest {

  private static final Path SAMPLES = Path.of("src/test/resources/bounces");
  private static final String SAMPLES_LETTER =
      "<0b7e1c52-6f7e-4e0c-9a1c-3f1d6a5b7c8d@lumen-and-oak.example>";

  @LocalServerPort private int port;
  @Autowired private Suppressions suppressions;
  @Autowired private Customers customers;
  @Autowired private JdbcTemplate jdbc;
  private Letterbox box;
  private House house;

  @BeforeEach
  void open() {
    box = new Letterbox(port);
    house = new House(port);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "postfix,         true,  5.1.1,  true",
    "postfix-plain,   true,  5.1.1,  false",
    "postfix-delayed, false, 4.4.1,  true",
    "qmail,           true,  5.1.1,  true",
    "exim,            true,  '',     true",
    "exim-delayed,    false, '',     false",
    "sendmail,        true,  '',     true",
    "gmail-old,       true,  5.1.1,  true",
    "exchange-de,     true,  5.1.10, true",
    "web-de,          true,  '',     true",
    "full,            false, 5.2.2,  true",
    "expired,         false, 4.4.7,  true",
    "spam-refused,    true,  5.7.1,  true"
  })
  void eachMailSystemsBounceIsUnderstood(String form, boolean hard, String status, boolean named)
      throws IOException {
    JsonNode kept = box.kept(sample(form));
    assertThat(kept.path("kind").asText()).isEqualTo("bounce");
    JsonNode bounce = kept.path("bounce");
    assertThat(bounce.path("recipient").asText()).isEqualTo("ruth@harbour.example");
    assertThat(bounce.path("hard").asBoolean()).isEqualTo(hard);
    assertThat(bounce.path("status").asText()).isEqualTo(status);
    assertThat(bounce.path("originalMessageId").asText()).isEqualTo(named ? SAMPLES_LETTER : "");
  }

  @Test
  void aReportThatItArrivedIsNoBounce() throws IOException {
    JsonNode kept = box.kept(sample("delivered"));
    assertThat(kept.path("kind").asText()).isEqualTo("auto-reply");
    assertThat(kept.has("bounce")).isFalse();
  }

  @Test
  void aLetterThatComesBackForGoodEndsAndItsProcessHearsOfIt() throws Exception {
    Asking asking = new Asking(port);
    String kim = house.customer("Kim", "en", "standard");
    String ticket = asking.say(kim, "email", "queued");
    asking.becomes(kim, "sent");

    JsonNode kept = box.kept(bounce("qmail", kim, asking.said(kim)));

    assertThat(kept.path("customerId").asText()).isEqualTo(kim);
    assertThat(kept.path("reason").asText()).contains("5.1.1", "counts as bounced");
    assertThat(asking.said(kim).path("status").asText()).isEqualTo("bounced");
    assertThat(asking.said(kim).path("reason").asText()).contains("5.1.1");
    house.task(ticket, "Told of failure");
    assertThat(house.story(kim)).anyMatch(title -> title.startsWith("Not delivered"));
    assertThat(suppressions.standing("email", address(kim)))
        .extracting(Suppression::cause)
        .containsExactly(Suppression.Cause.BOUNCED);
  }

  @Test
  void theNextLetterToADeadAddressIsNotSent() throws Exception {
    String lea = house.customer("Lea", "en", "standard");
    String ticket = house.complain(lea, "product", "It broke.");
    mailTo(address(lea), ticket);
    await().until(() -> first(lea).path("status").asText().equals("sent"));
    box.kept(bounce("postfix", lea, first(lea)));

    house.solve(ticket, "apology", null);

    house.task(ticket, "Call customer");
    JsonNode second = first(lea);
    assertThat(second.path("status").asText()).isEqualTo("withheld");
    assertThat(second.path("reason").asText()).contains("came back");
  }

  @Test
  void whatMayStillArriveAndWhatWasRefusedForItsWordsLeavesTheAddressAlone() throws Exception {
    for (String form : new String[] {"exim-delayed", "postfix-delayed", "spam-refused"}) {
      String customer = house.customer("Mo", "en", "standard");
      house.complain(customer, "product", "It broke.");
      await().until(() -> first(customer).path("status").asText().equals("sent"));
      box.kept(bounce(form, customer, first(customer)));
      assertThat(first(customer).path("status").asText())
          .as(form)
          .isEqualTo(form.equals("spam-refused") ? "bounced" : "sent");
      assertThat(suppressions.standing("email", address(customer))).as(form).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"expired, 4.4.7", "full, 5.2.2"})
  void aLetterThatAMailSystemGaveUpHasFailedAndTheAddressIsKept(String form, String status)
      throws Exception {
    Asking asking = new Asking(port);
    String ann = house.customer("Ann", "en", "standard");
    String ticket = asking.say(ann, "email", "queued");
    asking.becomes(ann, "sent");

    JsonNode kept = box.kept(bounce(form, ann, asking.said(ann)));
    box.kept(bounce(form, ann, asking.said(ann)) + "\r\n");

    assertThat(kept.path("bounce").path("hard").asBoolean()).isFalse();
    assertThat(kept.path("reason").asText()).contains(status, "counts as failed");
    assertThat(asking.said(ann).path("status").asText()).isEqualTo("failed");
    assertThat(asking.said(ann).path("reason").asText()).contains(status, "given it up");
    house.task(ticket, "Told of failure");
    assertThat(house.tasks(ticket))
        .filteredOn(task -> task.path("name").asText().equals("Told of failure"))
        .hasSize(1);
    assertThat(suppressions.standing("email", address(ann))).isEmpty();
  }

  @Test
  void whoDoesNotKnowTheLetterOrItsRecipientStopsNobody() throws Exception {
    String ned = house.customer("Ned", "en", "standard");
    house.complain(ned, "product", "It broke.");
    await().until(() -> first(ned).path("status").asText().equals("sent"));
    JsonNode letter = first(ned);

    JsonNode guessed = box.kept(sample("postfix").replace("ruth@harbour.example", address(ned)));
    assertThat(guessed.path("reason").asText()).contains("Only noted");
    JsonNode other = box.kept(bounce("postfix", "somebody-else", letter));
    assertThat(other.path("reason").asText()).contains("Only noted");

    assertThat(first(ned).path("status").asText()).isEqualTo("sent");
    assertThat(suppressions.standing("email", address(ned))).isEmpty();
    assertThat(suppressions.standing("email", address("somebody-else"))).isEmpty();
  }

  @Test
  void aBounceThatComesBeforeWeKnowThatItWentEndsTheSame() throws Exception {
    Asking asking = new Asking(port);
    String pia = house.customer("Pia", "en", "standard");
    String ticket = asking.say(pia, "email", "accepted");
    asking.becomes(pia, "sent");
    house.task(ticket, "Heard");
    JsonNode letter = asking.said(pia);
    // As it stands between the mail server's 250 and our commit.
    jdbc.update(
        """
        update message set status = 'sending', owner = 'a-node', sent_at = null,
          lease_until = current_timestamp + interval '1' hour where id = ?""",
        letter.path("id").asText());

    box.kept(bounce("postfix", pia, letter));

    assertThat(asking.said(pia).path("status").asText()).isEqualTo("bounced");
    assertThat(asking.said(pia).path("sentAt").asText()).isNotEmpty();
    house.task(ticket, "Told of failure");
    // What the node writes when it hears the 250 asks for its own row.
    assertThat(
            jdbc.queryForList(
                "select id from message where id = ? and owner = 'a-node'",
                letter.path("id").asText()))
        .isEmpty();
  }

  @Test
  void whoCallsALetterSpamGetsOnlyAnswersFromThenOn() throws Exception {
    String quin = house.customer("Quin", "en", "standard");
    String ticket = house.complain(quin, "product", "It broke.");
    await().until(() -> first(quin).path("status").asText().equals("sent"));

    JsonNode kept = box.kept(bounce("spam-complaint", quin, first(quin)));

    assertThat(kept.path("kind").asText()).isEqualTo("complaint");
    assertThat(kept.path("customerId").asText()).isEqualTo(quin);
    assertThat(kept.path("reason").asText()).contains("reports a letter as spam", "but answers");
    assertThat(suppressions.standing("email", address(quin)))
        .extracting(Suppression::cause)
        .containsExactly(Suppression.Cause.COMPLAINED);
    assertThat(customers.allows(quin, "care", "email")).isFalse();
    assertThat(customers.consent(quin, "care", "email"))
        .hasValueSatisfying(said -> assertThat(said.source()).isEqualTo("spam complaint"));
    assertThat(house.story(quin)).anyMatch(title -> title.startsWith("A letter was called spam"));
    int before = house.messages(quin).size();
    house.solve(ticket, "apology", null);
    await().until(() -> house.messages(quin).size() > before);
    await().until(() -> first(quin).path("status").asText().equals("sent"));
  }

  @Test
  void aForgedComplaintAndPraiseStopNobody() throws Exception {
    String rik = house.customer("Rik", "en", "standard");
    house.complain(rik, "product", "It broke.");
    await().until(() -> first(rik).path("status").asText().equals("sent"));

    String guessed = sample("spam-complaint").replace("ruth@harbour.example", address(rik));
    assertThat(box.kept(guessed).path("reason").asText()).contains("Only noted");
    String anothers = bounce("spam-complaint", "somebody-else", first(rik));
    assertThat(box.kept(anothers).path("reason").asText()).contains("Only noted");
    String praise =
        bounce("spam-complaint", rik, first(rik)).replace("Type: abuse", "Type: not-spam");
    assertThat(box.kept(praise).path("kind").asText()).isEqualTo("auto-reply");

    assertThat(suppressions.standing("email", address(rik))).isEmpty();
    assertThat(customers.allows(rik, "care", "email")).isTrue();
  }

  private JsonNode first(String customer) {
    return house.messages(customer).stream().findFirst().orElse(MissingNode.getInstance());
  }

  /** A sample as the mail system of a customer would have written it about a letter of ours. */
  static String bounce(String form, String customer, JsonNode letter) throws IOException {
    return sample(form)
        .replace("ruth@harbour.example", address(customer))
        .replace(
            SAMPLES_LETTER, "<%s@lumen-and-oak.example>".formatted(letter.path("id").asText()));
  }

  /** Twice the same bytes would be the same mail. */
  private static String sample(String form) throws IOException {
    return "X-Run: %d\n%s"
        .formatted(
            System.nanoTime(),
            Files.readString(SAMPLES.resolve(form + ".eml"), StandardCharsets.UTF_8))
        .replace("\n", "\r\n");
  }
}
