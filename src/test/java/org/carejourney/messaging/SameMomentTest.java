package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.carejourney.CareTest;
import org.carejourney.customer.Customers;
import org.carejourney.support.House;
import org.carejourney.support.Tickets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Two things that happen to one customer in the same moment come one after the other. Where the one
 * began with the letter and the other with the customer, each would wait for the other, and the
 * database would have to end one of them.
 */
@CareTest
class SameMomentTest {

  @LocalServerPort private int port;
  @Autowired private Messages messages;
  @Autowired private Customers customers;
  @Autowired private Failures failures;
  @Autowired private ParkedMessages parked;
  @Autowired private WaitingTokens tokens;
  @Autowired private Holds holds;
  @Autowired private Tickets tickets;
  @Autowired private TransactionTemplate transaction;
  @Autowired private JdbcTemplate jdbc;
  @Autowired private Clock clock;
  private final String step = UUID.randomUUID().toString();
  private String sam;
  private String ticket;
  private Message letter;

  @BeforeEach
  void aLetterThatWaitsForTheMorning() {
    House house = new House(port);
    sam = house.customer("Sam Same", "en", "standard");
    ticket = house.complain(sam, "product", "It broke.");
    house.task(ticket, "Understand complaint");
    house.put(
        sam,
        Map.of("name", "Sam", "email", House.address(sam), "timeZone", CareLetters.night(clock)));
    letter = new CareLetters(messages, transaction).ask(sam, ticket, "care", "email");
    jdbc.update(
        "update message set activity_instance_id = ?, token_waits = true where id = ?",
        step,
        letter.id());
    transaction.executeWithoutResult(status -> holds.place(sam, step, "product"));
  }

  static Stream<Arguments> whatHappens() {
    return Stream.of(
        happens("the step is left", test -> test.messages.withdraw(test.step)),
        happens(
            "the process ends",
            test -> test.messages.takeBack(String.valueOf(test.letter.processInstanceId()))),
        happens("its channel refuses it", SameMomentTest::isRefused),
        happens("it is given up", SameMomentTest::isGivenUp),
        happens("its process goes on", test -> test.tokens.release(test.letter.id())),
        happens("its ticket goes on", test -> test.tickets.asked(test.ticket)),
        happens("its ticket is over", test -> test.tickets.closed(test.ticket)),
        happens("something is open", test -> test.holds.place(test.sam, test.step + 2, "product")),
        happens(
            "nothing is open any more",
            test -> test.holds.lift(test.sam, test.step, "product", "solved")));
  }

  private static Arguments happens(String what, Consumer<SameMomentTest> how) {
    return Arguments.of(what, how);
  }

  private void isRefused() {
    failures.fail(
        letter,
        "Refused",
        why -> 1 == jdbc.update("update message set reason = ? where id = ?", why, letter.id()));
  }

  private void isGivenUp() {
    var before = new TransactionTemplate(transaction.getTransactionManager());
    before.setPropagationBehavior(TransactionTemplate.PROPAGATION_REQUIRES_NEW);
    before.executeWithoutResult(
        status -> jdbc.update("update message set status = 'parked' where id = ?", letter.id()));
    parked.giveUp(letter.id(), "agent");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("whatHappens")
  void neitherEndsTheOther(String what, Consumer<SameMomentTest> happens) throws Exception {
    var begun = new CountDownLatch(1);
    // The next letter of the process is asked for in the same transaction, and locks the customer.
    var one =
        CompletableFuture.runAsync(
            () ->
                transaction.executeWithoutResult(
                    status -> {
                      happens.accept(this);
                      begun.countDown();
                      pause();
                      customers.lock(sam);
                    }));
    // So does a letter on its way: it is judged once more, and settled then.
    var other =
        CompletableFuture.runAsync(
            () -> {
              await(begun);
              transaction.executeWithoutResult(
                  status -> {
                    customers.lock(sam);
                    jdbc.update("update ticket set topic = topic where customer_id = ?", sam);
                    jdbc.update("update hold set topic = topic where customer_id = ?", sam);
                    jdbc.update("update message set occasion = ? where id = ?", what, letter.id());
                  });
            });
    CompletableFuture.allOf(one, other).get(20, TimeUnit.SECONDS);
    assertThat(messages.get(letter.id()).occasion()).isEqualTo(what);
  }

  private static void pause() {
    try {
      Thread.sleep(300);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(CountDownLatch begun) {
    try {
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
