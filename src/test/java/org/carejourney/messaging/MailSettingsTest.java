package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.mock.env.MockEnvironment;

/** Settings of mail with which each letter would fail, or its answers would. */
class MailSettingsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "care.mail.from | Acme, Inc. <care@acme.example> | care.mail.from is no address",
        "care.mail.from | '' | care.mail.from is no address",
        "care.mail.from | Acme | care.mail.from is no address",
        "care.mail.reply-to | nobody | care.mail.reply-to is no address",
        "care.mail.reply-to | Acme <care@acme.example> | care.mail.reply-to is no mailbox",
        "care.mail.reply-to | nineteen.characters@acme.example | care.mail.reply-to is no mailbox",
        "care.mail.return-path | nobody | care.mail.return-path is no address",
        "care.mail.return-path | nineteen.characters@acme.example | care.mail.return-path is no mailbox",
        "care.mail.separator | '' | care.mail.separator is none",
        "care.mail.separator | ++ | care.mail.separator is none",
        "care.mail.separator | @ | care.mail.separator is none",
        "care.mail.largest | big | care.mail.largest is no size",
        "care.mail.largest | 0 | care.mail.largest is no size",
        "care.mail.dkim.selector | one | care.mail.dkim.domain is no name",
        "spring.mail.host | '' | spring.mail.host is empty",
        "spring.mail.port | many | spring.mail.port",
      })
  void areRefused(String setting, String value, String told) {
    assertThatThrownBy(() -> check(right().withProperty(setting, value)))
        .hasMessageContaining(told);
  }

  @Test
  void othersAreNot() {
    assertThatCode(() -> check(right())).doesNotThrowAnyException();
    assertThatCode(
            () ->
                check(
                    right()
                        .withProperty("care.mail.from", "\"Acme, Inc.\" <care@acme.example>")
                        .withProperty("care.mail.reply-to", "eighteen.character@acme.example")
                        .withProperty("care.mail.return-path", "returned@acme.example")
                        .withProperty("care.mail.separator", "-")
                        .withProperty("care.mail.largest", "300KB")))
        .doesNotThrowAnyException();
  }

  private static MockEnvironment right() {
    return new MockEnvironment()
        .withProperty("care.mail.from", "Your company <care@localhost>")
        .withProperty("care.mail.reply-to", "care@localhost");
  }

  private static void check(MockEnvironment settings) {
    var check = new MailSettings();
    check.setEnvironment(settings);
    check.postProcessBeanFactory(new DefaultListableBeanFactory());
  }
}
