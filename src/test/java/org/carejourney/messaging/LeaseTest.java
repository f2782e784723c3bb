package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.carejourney.engine.WrongSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

/** A message is nobody else's for longer than it can take to hand it over. */
class LeaseTest {

  @Test
  void itIsTwoMinutesUnlessItIsSet() {
    assertThat(new Lease(new MockEnvironment()).seconds()).isEqualTo(120);
    assertThat(new Lease(mail("1000", "2000", "3000").withProperty("care.delivery.lease", "PT7S")))
        .extracting(Lease::seconds)
        .isEqualTo(7);
  }

  @Test
  void withoutMailItMayBeShort() {
    var settings = new MockEnvironment().withProperty("care.delivery.lease", "1s");
    assertThat(new Lease(settings).seconds()).isEqualTo(1);
    refused(settings.withProperty("care.delivery.lease", "1ms"), "care.delivery.lease");
  }

  @ParameterizedTest
  @CsvSource({"PT50S,10000,20000,20000", "PT2M,60000,30000,30000", "PT0S,1,1,1", "-PT5M,1,1,1"})
  void aHandOverMayNotOutlastIt(String lease, String connect, String read, String write) {
    refused(
        mail(connect, read, write).withProperty("care.delivery.lease", lease),
        "care.delivery.lease");
  }

  @ParameterizedTest
  @CsvSource({"0,2000,3000", "1000,-1,3000", "1000,2000,''"})
  void aMailServerThatHangsMayNotHoldItForEver(String connect, String read, String write) {
    refused(mail(connect, read, write), "timeout is not set");
  }

  @Test
  void theTimeOutsAreThoseOfTheProtocol() {
    refused(
        mail("1000", "2000", "3000").withProperty("spring.mail.protocol", "smtps"),
        "mail.smtps.connectiontimeout is not set");
  }

  private static MockEnvironment mail(String connect, String read, String write) {
    String prefix = "spring.mail.properties.mail.smtp.";
    return new MockEnvironment()
        .withProperty("spring.mail.host", "mail.example")
        .withProperty(prefix + "connectiontimeout", connect)
        .withProperty(prefix + "timeout", read)
        .withProperty(prefix + "writetimeout", write);
  }

  private static void refused(MockEnvironment settings, String told) {
    assertThatExceptionOfType(WrongSetting.class)
        .isThrownBy(() -> new Lease(settings))
        .withMessageContaining(told);
  }
}
