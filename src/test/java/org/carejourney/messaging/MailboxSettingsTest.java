package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Properties;
import org.carejourney.engine.WrongSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

/** A mailbox that cannot be read stops the start, and says which setting it is. */
class MailboxSettingsTest {

  @Test
  void fourSettingsAreEnough() {
    MockEnvironment settings = complete();
    Mailbox mailbox = Mailboxes.configured(settings).get("support");
    assertThat(mailbox.protocol()).isEqualTo("imaps");
    assertThat(mailbox.portOrUsual()).isEqualTo(-1);
    assertThat(mailbox.folder()).isEqualTo("INBOX");
    assertThat(mailbox.every()).isEqualTo(Duration.ofSeconds(30));
    assertThat(mailbox.reachBack()).isEqualTo(Duration.ofDays(3));
    assertThat(mailbox.toString()).doesNotContain("secret", "care@");
    assertThat(Mailboxes.configured(new MockEnvironment())).isEmpty();
  }

  @Test
  void aServerThatOffersNoTlsIsNotSpokenTo() {
    Properties tls = Mailboxes.configured(complete()).get("support").session();
    assertThat(tls)
        .containsEntry("mail.imaps.ssl.checkserveridentity", "true")
        .containsEntry("mail.imaps.timeout", "30000");
    MockEnvironment settings = complete();
    settings.setProperty("care.mailboxes.support.security", "starttls");
    assertThat(Mailboxes.configured(settings).get("support").session())
        .containsEntry("mail.imap.starttls.required", "true")
        .containsEntry("mail.imap.ssl.checkserveridentity", "true");
  }

  @ParameterizedTest
  @CsvSource({
    "host, ''",
    "username, ' '",
    "password, ''",
    "folder, ''",
    "port, 0",
    "port, 70000",
    "security, ssl",
    "every, PT0S",
    "every, P2D",
    "reach-back, -P1D"
  })
  void whatIsWrongIsNamed(String setting, String value) {
    MockEnvironment settings = complete();
    settings.setProperty("care.mailboxes.support." + setting, value);
    assertThatThrownBy(() -> Mailboxes.configured(settings))
        .isInstanceOf(WrongSetting.class)
        .hasMessageContaining("care.mailboxes.support." + setting)
        .hasMessageNotContaining("very secret");
  }

  @Test
  void pausesGrowAndEnd() {
    assertThat(Mailboxes.pause(0)).isEqualTo(Duration.ofSeconds(1));
    assertThat(Mailboxes.pause(4)).isEqualTo(Duration.ofSeconds(16));
    assertThat(Mailboxes.pause(400)).isEqualTo(Duration.ofMinutes(5));
  }

  private static MockEnvironment complete() {
    return new MockEnvironment()
        .withProperty("care.mailboxes.support.host", "imap.b.example")
        .withProperty("care.mailboxes.support.username", "care@b.example")
        .withProperty("care.mailboxes.support.password", "very secret");
  }
}
