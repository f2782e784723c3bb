package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.james.jdkim.exceptions.FailException;
import org.carejourney.Seal;
import org.carejourney.engine.WrongSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

/** The signature under our mail, looked at by a library that did not write it. */
class DkimTest {

  private static final String HEADERS =
      "From: Acme <care@lumen-and-oak.example>\r\nTo: eva@example.org\r\nSubject: A \t wide\r\n\t"
          + " line  \r\nX-Other: 1\r\nList-Unsubscribe: <https://x>\r\n\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "one line",
        "one line\r\n",
        "with white \t space \t\r\n and  more\t\r\n",
        "\r\n\r\nafter empty lines\r\n \t \r\nmore\r\n\t\r\n\r\n",
        "Größe 🌷 \r\n.\r\n..dots\r\n",
      })
  void holdsUnderEveryBody(String body) throws Exception {
    byte[] signed = dkim().sign(bytes(HEADERS + body));
    assertThat(Seal.unbroken(signed))
        .map(String::valueOf)
        .contains("From", "To", "Subject", "List-Unsubscribe")
        .doesNotContain("X-Other", "Auto-Submitted");
    assertThat(text(signed)).endsWith(HEADERS + body);
    assertThat(text(signed).lines()).allMatch(line -> line.length() < 100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\r\n", " \r\n\t\r\n"})
  void anEmptyBodyHasTheHashOfNothing(String body) {
    assertThat(text(dkim().sign(bytes(HEADERS + body))))
        .as("as RFC 6376, 3.4.4, gives it")
        .contains("bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=;");
  }

  @ParameterizedTest
  @CsvSource({
    "eva@example.org,max@example.org",
    "https://x,https://y",
    "a word,another word",
    "X-Other: 1,From: else@example.org",
    "X-Other: 1,Subject: Another"
  })
  void breaksWhenSomebodyChangesTheMail(String said, String changed) {
    String signed = text(dkim().sign(bytes(HEADERS + "a word\r\n")));
    assertThat(signed).contains(said);
    assertThatExceptionOfType(FailException.class)
        .isThrownBy(() -> Seal.unbroken(bytes(signed.replace(said, changed))));
  }

  @Test
  void holdsWhenOnlyTheRoomBetweenTheWordsChanges() throws Exception {
    String signed = text(dkim().sign(bytes(HEADERS + "a word\r\n")));
    String relayed =
        signed
            .replace("Subject: A \t wide\r\n\t line", "SUBJECT:  A wide line")
            .replace("a word\r\n", "a   word \r\n\r\n");
    assertThat(relayed).isNotEqualTo(signed);
    assertThat(Seal.unbroken(bytes(relayed))).isNotEmpty();
  }

  @Test
  void theKeyMayStandInAFileOrInOneLine(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("dkim.pem"), Seal.pem());
    for (String key : new String[] {"file:" + file, Seal.pem().replace("\n", " ")}) {
      Dkim dkim = Dkim.of(settings().withProperty("care.mail.dkim.private-key", key));
      assertThat(Seal.unbroken(dkim.sign(bytes(HEADERS + "a word\r\n")))).isNotEmpty();
    }
  }

  @Test
  void withoutSettingsNothingIsSigned() {
    assertThat(Dkim.of(new MockEnvironment())).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "domain | '' | domain is no name",
        "domain | a b.example | domain is no name",
        "selector | '' | selector is no name",
        "private-key | '' | private-key is no RSA key",
        "private-key | hush-hush | private-key is no RSA key",
        "private-key | -----BEGIN PRIVATE KEY-----aHVzaA==-----END PRIVATE KEY----- | is no RSA key",
        "private-key | -----BEGIN PRIVATE KEY-----?-----END PRIVATE KEY----- | is no RSA key",
        "private-key | file:/nowhere/dkim.pem | names a file that cannot be read: /nowhere/dkim.pem",
      })
  void aWrongSettingStopsTheStartAndIsNamed(String setting, String value, String told) {
    refused(settings().withProperty("care.mail.dkim." + setting, value), told);
  }

  @Test
  void aKeyThatNobodyWouldBelieveStopsTheStart() {
    refused(
        settings().withProperty("care.mail.dkim.private-key", Seal.pem(Seal.pair(512))),
        "less than 1024 bits");
  }

  private static void refused(MockEnvironment settings, String told) {
    assertThatExceptionOfType(WrongSetting.class)
        .isThrownBy(() -> Dkim.of(settings))
        .withMessageContaining("care.mail.dkim.")
        .withMessageContaining(told)
        .withMessageNotContainingAny("hush", "aHVzaA")
        .withNoCause();
  }

  private static Dkim dkim() {
    return Dkim.of(settings());
  }

  private static MockEnvironment settings() {
    return new MockEnvironment()
        .withProperty("care.mail.dkim.domain", Seal.DOMAIN)
        .withProperty("care.mail.dkim.selector", "care-1")
        .withProperty("care.mail.dkim.private-key", Seal.pem());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
