package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.carejourney.CareTest;
import org.carejourney.support.House;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Mails to a domain that wants few of them in a minute. */
@CareTest
class RatedDomainTest {

  /** Where a letter stands in the queue. */
  private record Place(String customer, String reason, int attempts, Instant at) {}

  private final String domain = UUID.randomUUID().toString().substring(0, 8) + ".example";

  @LocalServerPort private int port;
  @Autowired private Delivery delivery;
  @Autowired private DeliveryQueue queue;
  @Autowired private DomainQueue sameDomain;
  @Autowired private WaitingTokens tokens;
  @Autowired private Outbound outbound;
  @Autowired private LastLook lastLook;
  @Autowired private LeasedWork work;
  @Autowired private Lease lease;
  @Autowired private Clock clock;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;
  private House house;

  @BeforeEach
  void nothingLeaves() {
    house = new House(port);
    delivery.stop();
  }

  @AfterEach
  void running() {
    jdbc.sql("update message set send_at = ? where status = 'queued' and lower(recipient) like ?")
        .params(Timestamp.from(clock.instant()), "%@" + domain)
        .update();
    delivery.start();
  }

  @Test
  void anAnswerIsNotPushedBehindAdvertisingAndAMinutesShareComesEvenly() {
    List<String> letters = letters(5);
    jdbc.sql("update message set purpose = 'marketing' where customer_id in (:ids)")
        .param("ids", letters.subList(0, 3))
        .update();
    Instant from = clock.instant().plusSeconds(1);
    transaction.executeWithoutResult(
        status -> sameDomain.putOff(domain, "Mails go slowly", from, 30));

    List<Place> places = places();
    assertThat(places)
        .extracting(Place::customer)
        .containsExactly(
            letters.get(3), letters.get(4), letters.get(0), letters.get(1), letters.get(2));
    assertThat(places)
        .extracting(one -> Duration.between(from, one.at()).toSeconds())
        .containsExactly(0L, 2L, 4L, 6L, 8L);
    assertThat(places).allMatch(one -> one.reason().equals("Mails go slowly"));
  }

  @Test
  void theFirstThatIsTooMuchPutsOffAllThatWereTakenWithItAtOnce() {
    List<String> letters = letters(5);
    var settings = new DeliverySettings(4, 0, Duration.ofDays(3), Map.of(), Map.of(domain, 60));
    var gate =
        new DeliveryGate(
            queue,
            sameDomain,
            tokens,
            outbound,
            new Domains(settings, clock),
            lastLook,
            work,
            lease,
            clock);
    String owner = UUID.randomUUID().toString();
    var claimed =
        transaction.execute(
            status -> queue.claim("email", false, Set.of(), clock.instant(), owner, 100, 60));
    Batch batch = new Batch(owner, System.nanoTime(), claimed);
    List<Message> ours =
        batch.messages().stream().filter(one -> letters.contains(one.customerId())).toList();
    batch.messages().stream()
        .filter(one -> !ours.contains(one))
        .forEach(one -> queue.putBack(Set.of(one.id()), owner));

    assertThat(ours).hasSize(5);
    assertThat(gate.opens(batch, ours.get(0))).isTrue();
    assertThat(gate.opens(batch, ours.get(1))).isFalse();
    List<Place> behind = places();
    assertThat(behind).hasSize(4).allMatch(one -> one.attempts() == 0);
    assertThat(behind).allMatch(one -> one.reason().endsWith("go at 60 a minute"));
    assertThat(behind).extracting(Place::at).doesNotHaveDuplicates();
    assertThat(gate.opens(batch, ours.get(2))).as("it was given back").isFalse();
    assertThat(places()).as("nothing is written anew").isEqualTo(behind);

    gate.leave(batch);
    queue.putBack(Set.of(ours.get(0).id()), owner);
  }

  private List<String> letters(int number) {
    List<String> customers =
        Stream.generate(() -> "c-" + UUID.randomUUID().toString().substring(0, 8))
            .limit(number)
            .toList();
    for (String customer : customers) {
      house.put(customer, new HashMap<>(Map.of("name", "Eva", "email", customer + "@" + domain)));
      house.complain(customer, "product", "It broke.");
      await().until(() -> places().stream().anyMatch(one -> one.customer().equals(customer)));
    }
    return customers;
  }

  private List<Place> places() {
    return jdbc.sql(
            """
            select customer_id, coalesce(reason, ''), attempts, send_at from message
            where status = 'queued' and lower(recipient) like ? order by send_at, seq""")
        .param("%@" + domain)
        .query(
            (row, index) ->
                new Place(
                    row.getString(1),
                    row.getString(2),
                    row.getInt(3),
                    row.getTimestamp(4).toInstant()))
        .list();
  }
}
