package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.james.jdkim.exceptions.FailException;
import org.carejourney.CareTest;
import org.carejourney.PostOffice;
import org.carejourney.Seal;
import org.carejourney.support.House;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;

/** Our mails as a customer's mail server gets them, read by libraries that did not write them. */
@CareTest
class MailOnTheWireTest {

  @LocalServerPort private int port;
  @Autowired private Messages messages;
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

  /** A letter of care as it arrived. */
  private byte[] careLetter(String customer) {
    String ticket = house.complain(customer, "product", "It broke.");
    PostOffice.mailTo(House.address(customer), ticket);
    new CareLetters(messages, transaction).ask(customer, ticket, "care", "email");
    await().until(() -> PostOffice.mailsTo(House.address(customer)).size() == 2);
    return PostOffice.bytes(PostOffice.mailsTo(House.address(customer)).get(1));
  }
}
