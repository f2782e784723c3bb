package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.carejourney.engine.WrongSetting;
import org.junit.jupiter.api.Test;

/** What one mail domain may take from all others. */
class DomainsTest {

  private static final String BUSY = "busy.example";

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-23T09:00:00Z"));
  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);

  @Test
  void someConnectionsAreLeftForTheOthers() {
    Domains domains = domains(4, Map.of());
    for (int mail = 1; mail <= 3; mail++) {
      assertThat(domains.enter(BUSY)).isNull();
    }
    assertThat(domains.full()).containsExactly(BUSY);
    assertThat(domains.enter(BUSY)).satisfies(wait -> assertThat(wait.all()).isFalse());
    assertThat(domains.enter("other.example")).isNull();
    domains.leave(BUSY);
    assertThat(domains.full()).isEmpty();
    assertThat(domains.enter(BUSY)).isNull();
  }

  @Test
  void oneConnectionIsNotDivided() {
    Domains domains = domains(1, Map.of());
    assertThat(domains.enter(BUSY)).isNull();
    assertThat(domains.full()).containsExactly(BUSY);
  }

  @Test
  void whoPutsOffFiveInARowIsLeftInPeaceForLongerEachTime() {
    Domains domains = domains(4, Map.of());
    putOff(domains, 4);
    assertThat(domains.enter(BUSY)).isNull();
    domains.putOff(BUSY, "somebody5@busy.example");
    assertThat(rest(domains)).isEqualTo(Duration.ofMinutes(1));
    now.updateAndGet(before -> before.plusSeconds(61));
    assertThat(domains.enter(BUSY)).isNull();
    putOff(domains, 5);
    assertThat(rest(domains)).isEqualTo(Duration.ofMinutes(2));
    for (int times = 0; times < 20; times++) {
      putOff(domains, 5);
    }
    assertThat(rest(domains)).isEqualTo(Duration.ofMinutes(30));
    assertThat(domains.enter("other.example")).isNull();
  }

  @Test
  void aMailThatIsTakenEndsTheRow() {
    Domains domains = domains(4, Map.of());
    putOff(domains, 4);
    domains.taken(BUSY);
    putOff(domains, 4);
    assertThat(domains.enter(BUSY)).isNull();
  }

  @Test
  void aMailThatIsTakenEndsTheRest() {
    Domains domains = domains(4, Map.of());
    assertThat(domains.enter(BUSY)).isNull();
    putOff(domains, 5);
    assertThat(rest(domains)).isEqualTo(Duration.ofMinutes(1));
    domains.taken(BUSY);
    assertThat(domains.enter(BUSY)).as("that was on its way meanwhile").isNull();
  }

  @Test
  void oneMailboxThatTakesNothingIsNotTheDomainsFault() {
    Domains domains = domains(4, Map.of());
    for (int attempt = 1; attempt <= 10; attempt++) {
      domains.putOff(BUSY, "full@busy.example");
    }
    assertThat(domains.enter(BUSY)).isNull();
  }

  @Test
  void aDomainGetsNoMoreInAMinuteThanIsSet() {
    Domains domains = domains(4, Map.of(BUSY, 60));
    assertThat(domains.enter(BUSY)).isNull();
    domains.leave(BUSY);
    assertThat(domains.enter(BUSY))
        .satisfies(
            wait -> {
              assertThat(wait.all()).isTrue();
              assertThat(wait.reason()).isEqualTo("Mails to busy.example go at 60 a minute");
            });
    assertThat(domains.enter("other.example")).isNull();
    assertThat(domains(4, Map.of("*", 30, BUSY, 60)).perMinute("other.example")).isEqualTo(30);
  }

  @Test
  void noConnectionOrNoMailAtAllIsAWrongSetting() {
    assertThatExceptionOfType(WrongSetting.class)
        .isThrownBy(() -> domains(0, Map.of()))
        .withMessageContaining("care.delivery.connections");
    assertThatExceptionOfType(WrongSetting.class)
        .isThrownBy(() -> domains(1, Map.of("*", 0)))
        .withMessageContaining("care.delivery.domain-rate");
  }

  private Domains domains(int connections, Map<String, Integer> rates) {
    return new Domains(
        new DeliverySettings(connections, 0, Duration.ofDays(3), Map.of(), rates), clock);
  }

  private static void putOff(Domains domains, int mails) {
    for (int mail = 1; mail <= mails; mail++) {
      domains.putOff(BUSY, "somebody%d@busy.example".formatted(mail));
    }
  }

  private static Duration rest(Domains domains) {
    Domains.Wait wait = domains.enter(BUSY);
    assertThat(wait).isNotNull();
    assertThat(wait.all()).isTrue();
    return wait.atLeast();
  }
}
