package org.carejourney.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.carejourney.CareTest;
import org.carejourney.engine.Problem;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@CareTest
class CustomersTest {

  @Autowired Customers customers;
  @Autowired TransactionTemplate transaction;
  @Autowired Clock clock;
  @Autowired Preferences preferences;

  @Test
  void whatTheCompanySaysOfACustomerIsKeptWhole() {
    Customer jane = jane("C-whole").withPhone("+44 20 7946 0123");

    assertThat(customers.put(jane, List.of())).isTrue();
    assertThat(customers.put(jane, List.of())).isFalse();

    assertThat(customers.find("C-whole")).contains(jane.withPhone("+442079460123"));
    assertThat(customers.find("C-nobody")).isEmpty();
    assertThatThrownBy(() -> customers.get("C-nobody"))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.code()).isEqualTo("unknown-customer"));
  }

  @Test
  void aPhoneWithoutCountryCodeBelongsToTheCustomersCountryElseToTheCompanys() {
    customers.put(jane("C-home").withPhone("030 1234567"), List.of());
    assertThat(customers.get("C-home").phone()).isEqualTo("+49301234567");

    Customer abroad = customer("C-abroad", "Ann", null, "020 7946 0123", "GB");
    customers.put(abroad, List.of());
    assertThat(customers.get("C-abroad").phone()).isEqualTo("+442079460123");

    assertThatThrownBy(() -> customers.put(jane("C-none").withPhone("12"), List.of()))
        .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.field()).isEqualTo("phone"));
    assertThat(customers.find("C-none")).isEmpty();
  }

  @Test
  void aSenderIsRecognisedInEveryWayOfWriting() {
    customers.put(
        customer("C-known", "Ann", "Ann.Known@Example.org", "+49 30 7654321", null), List.of());

    for (String written : List.of("ann.known@example.ORG", " Ann.Known@Example.org ")) {
      assertThat(customers.findByAddress("email", written)).isPresent();
      assertThat(customers.findByAddress("web", written)).isPresent();
    }
    for (String written : List.of("030/7654321", "+49 30 7654321", "0049 (30) 765-4321")) {
      assertThat(customers.findByAddress("phone", written)).isPresent();
      assertThat(customers.findByAddress("sms", written)).isPresent();
    }
    assertThat(customers.findByAddress("chat", "+49 30 7654321")).isPresent();
    assertThat(customers.findByAddress("email", "ann@example.org")).isEmpty();
    assertThat(customers.findByAddress("email", null)).isEmpty();
  }

  @Test
  void anUnknownSenderBecomesAProvisionalCustomerOnce() {
    Customer unknown = customers.provisional("chat", "@Night_Owl", " ");

    assertThat(unknown.customerId()).startsWith("p-");
    assertThat(unknown.provisional()).isTrue();
    assertThat(unknown.name()).isEqualTo("@Night_Owl");
    assertThat(customers.provisional("chat", "night_owl", "Olga")).isEqualTo(unknown);
    assertThat(customers.findByAddress("chat", "NIGHT_OWL")).contains(unknown);
    assertThat(customers.findByAddress("social", "night_owl")).isEmpty();
  }

  @Test
  void theCompanysOwnCustomerComesBeforeAProvisionalOne() {
    Customer unknown = customers.provisional("email", "both@example.org", null);
    customers.put(customer("C-both", "Bo", "BOTH@example.org", null, null), List.of());

    assertThat(customers.findByAddress("email", "both@example.org"))
        .hasValueSatisfying(c -> assertThat(c.customerId()).isEqualTo("C-both"));
    assertThat(customers.find(unknown.customerId())).isPresent();
  }

  @Test
  void twentyFirstMessagesAtOnceMakeOneCustomer() throws Exception {
    Callable<String> firstMessage =
        () ->
            transaction.execute(tx -> customers.provisional("chat", "crowd", "Crowd").customerId());
    assertThat(atOnce(firstMessage)).hasSize(1);
  }

  @Test
  void twentyListsAtOnceMakeOneCustomer() throws Exception {
    Callable<Boolean> put = () -> customers.put(jane("C-crowd"), List.of());
    assertThat(atOnce(put)).contains(true);
    assertThat(customers.get("C-crowd").name()).isEqualTo("Jane Doe");
  }

  @Test
  void theNewestStatementOnConsentCountsAndASourceThatRepeatsItselfSaysNothingNew() {
    Consent list = new Consent("marketing", "email", true, "shop", null, null);
    Consent left = new Consent("marketing", "email", false, "unsubscribe", null, null);
    Consent old =
        new Consent(
            "marketing", "email", true, "paper", clock.instant().minus(Duration.ofDays(9)), null);

    customers.put(jane("C-consent"), List.of(list));
    assertThat(customers.consent("C-consent", "marketing", "email").orElseThrow().granted())
        .isTrue();

    customers.put(jane("C-consent"), List.of(left));
    customers.put(jane("C-consent"), List.of(list, old));
    assertThat(customers.consents("C-consent"))
        .singleElement()
        .satisfies(c -> assertThat(c.source()).isEqualTo("unsubscribe"))
        .satisfies(c -> assertThat(c.granted()).isFalse());
    assertThat(customers.consent("C-consent", "care", "email")).isEmpty();
  }

  @Test
  void itIsKeptWhichWordsACustomerAgreedTo() {
    Instant at = clock.instant().minus(Duration.ofDays(3)).truncatedTo(ChronoUnit.MILLIS);
    Consent first = new Consent("marketing", "email", true, "shop", at, "terms of May");
    Consent later =
        new Consent("marketing", "email", true, "shop", at.plusSeconds(60), "terms of June");
    customers.put(jane("C-words"), List.of(first));
    customers.put(jane("C-words"), List.of(first, later));
    customers.put(
        jane("C-words"), List.of(new Consent("marketing", "email", true, "shop", null, null)));
    assertThat(preferences.history("C-words")).containsExactly(later, first);
  }

  @Test
  void whoHasSaidNothingGetsServiceAndCareButNoMarketing() {
    customers.put(jane("C-silent"), List.of());
    for (String channel : Consent.CHANNELS) {
      assertThat(customers.allows("C-silent", "service", channel)).isTrue();
      assertThat(customers.allows("C-silent", "care", channel)).isTrue();
      assertThat(customers.allows("C-silent", "marketing", channel)).isFalse();
    }
    assertThatThrownBy(() -> customers.allows("C-silent", "gossip", "email"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theNewestStatementOnAChannelDecidesForThatChannelOnly() {
    customers.put(
        jane("C-allows"),
        List.of(
            said("care", "email", true, 3),
            said("care", "email", false, 2),
            said("marketing", "sms", true, 1),
            said("service", "email", false, 1)));
    assertThat(customers.allows("C-allows", "care", "email")).isFalse();
    assertThat(customers.allows("C-allows", "care", "sms")).isTrue();
    assertThat(customers.allows("C-allows", "marketing", "sms")).isTrue();
    assertThat(customers.allows("C-allows", "marketing", "email")).isFalse();
    assertThat(customers.allows("C-allows", "service", "email")).isTrue();

    customers.put(jane("C-allows"), List.of(said("care", "email", true, 0)));
    assertThat(customers.allows("C-allows", "care", "email")).isTrue();
  }

  private Consent said(String purpose, String channel, boolean granted, int daysAgo) {
    return new Consent(
        purpose, channel, granted, "test", clock.instant().minus(Duration.ofDays(daysAgo)), null);
  }

  private static <T> Set<T> atOnce(Callable<T> act) throws Exception {
    var threads = Executors.newFixedThreadPool(8);
    try {
      var done = threads.invokeAll(IntStream.range(0, 20).mapToObj(i -> act).toList());
      Set<T> results = new HashSet<>();
      for (var result : done) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdown();
    }
  }

  private static Customer jane(String customerId) {
    return new Customer(
        customerId,
        "Jane Doe",
        "Jane",
        "jane@example.org",
        null,
        null,
        Locale.forLanguageTag("de-AT"),
        ZoneId.of("Europe/Vienna"),
        null,
        "vip",
        LocalDate.of(1980, 2, 29),
        Map.of("product", "Lamp", "stars", 5, "nested", Map.of("a", List.of(1, "x"))),
        false);
  }

  private static Customer customer(
      String id, String name, String email, String phone, String country) {
    return new Customer(
        id, name, null, email, phone, null, null, null, country, null, null, Map.of(), false);
  }
}
