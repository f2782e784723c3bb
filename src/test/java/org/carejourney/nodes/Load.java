package org.carejourney.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.carejourney.nodes.Postgres.Database;
import org.carejourney.nodes.Sink.Moment;

/** Complaints and joins on all nodes at once, and a blow to one of them in the middle. */
final class Load {

  static final int EACH = 150;

  final Ledger ledger;
  private final Database database;
  private final Sink sink;
  private final Shop shop;
  private final Caller caller;
  private final int unansweredBefore;
  private final CountDownLatch struck = new CountDownLatch(1);
  private final AtomicReference<String> recipient = new AtomicReference<>();
  private List<CompletableFuture<Void>> asked = List.of();

  /**
   * @param name what the ids of its customers begin with
   */
  Load(String name, Database database, Sink sink, Caller caller) {
    this.ledger = new Ledger(database, sink, name);
    this.database = database;
    this.sink = sink;
    this.caller = caller;
    this.shop = new Shop(caller, name);
    this.unansweredBefore = caller.unanswered();
    shop.customers("complains", EACH);
    shop.customers("joins", EACH);
  }

  /** The blow falls when a node has named the recipient of its n-th mail from now. */
  void strike(String door, int nth, Runnable blow) {
    sink.at(
        door,
        Moment.RECIPIENT,
        nth,
        address -> {
          blow.run();
          recipient.set(address);
          struck.countDown();
        });
  }

  void begin() {
    asked = List.of(shop.complain("complains", EACH), shop.tell("customer.joined", "joins", EACH));
  }

  /** Waits for the blow, and gives the recipient at whom the node stood. */
  String struckAt() throws InterruptedException {
    assertThat(struck.await(120, TimeUnit.SECONDS)).as("struck while under load").isTrue();
    return recipient.get();
  }

  /** The deliverer that has the mail to a recipient in its hands. */
  String ownerOf(String recipient) {
    return database
        .jdbc()
        .sql("select owner from message where recipient = ? and status = 'sending'")
        .param(recipient)
        .query(String.class)
        .single();
  }

  long sendingOf(String owner) {
    return database.count("select count(*) from message where owner = ?", owner);
  }

  void allAsked() {
    asked.forEach(CompletableFuture::join);
  }

  int unanswered() {
    return caller.unanswered() - unansweredBefore;
  }

  long repeats() {
    return ledger.repeated().values().stream().mapToLong(Long::longValue).sum();
  }

  /** Nothing lost, and nothing that nobody asked for. */
  void nothingLost() {
    assertThat(ledger.lost()).isEmpty();
    assertThat(ledger.unknown()).isEmpty();
  }
}
