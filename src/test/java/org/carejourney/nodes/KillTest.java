package org.carejourney.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.carejourney.nodes.Postgres.Database;
import org.carejourney.nodes.Sink.Moment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The application is killed while it writes to people, by the very server that takes its mails:
 * right after it said so, right before, and at any moment. Three times, or {@code -Dkills=50}.
 */
class KillTest {

  private static final int KILLS = Integer.getInteger("kills", 3);

  /** As many messages are handed over at the same time, each on its own connection. */
  private static final int CONNECTIONS = 2;

  private static final int BATCH = 40;

  private static final List<String> WHEN =
      List.of("right after a 250", "at any moment", "right before a 250");

  private final Sink sink = new Sink();
  private final Report report =
      new Report(
          "kills",
          "%d kills with -9".formatted(KILLS),
          "kill",
          "when",
          "asked so far",
          "mails taken so far",
          "under way",
          "of these taken",
          "jobs locked",
          "up again after");

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);

  private Database database;
  private Map<String, String> settings;
  private Node node;

  @AfterEach
  void end() {
    if (node != null) {
      node.close();
    }
  }

  @Test
  void whateverIsAskedArrivesAndIsRepeatedOnlyInDoubt() throws Exception {
    database = Postgres.empty("kills");
    settings = Node.settings(database.url(), sink.open("killed"));
    settings.put("care.delivery.connections", String.valueOf(CONNECTIONS));
    node = Node.launch("killed", settings).up();
    Caller caller = new Caller(node);
    caller.deploy("says-two-things.bpmn", Saying.DIAGRAM);
    Shop shop = new Shop(caller, "kill");
    for (int kill = 1; kill <= KILLS; kill++) {
      shop.customers("batch" + kill, BATCH);
    }

    Ledger ledger = new Ledger(database, sink, "kill");
    Map<String, Integer> doubts = new HashMap<>();
    List<CompletableFuture<Void>> calls = new ArrayList<>();
    for (int kill = 1; kill <= KILLS; kill++) {
      String when = WHEN.get((kill - 1) % WHEN.size());
      CountDownLatch dead =
          switch (when) {
            case "right after a 250" -> at(Moment.TAKEN, 3 + random.nextInt(20), 0);
            case "right before a 250" -> at(Moment.KEPT, 3 + random.nextInt(20), 0);
            default -> at(Moment.RECIPIENT, 1, random.nextInt(1500));
          };
      calls.add(shop.tell(Saying.EVENT, "batch" + kill, BATCH));
      assertThat(dead.await(120, TimeUnit.SECONDS)).as("kill " + kill + ", " + when).isTrue();
      database.deserted();
      Set<String> inDoubt = ledger.inDoubt();
      // What was in doubt before and is still: nobody has sent it again since.
      inDoubt.forEach(id -> doubts.merge(id, 1, Integer::sum));
      if (when.equals("right before a 250")) {
        assertThat(inDoubt).as("what was taken, and nobody heard so").isNotEmpty();
      }
      int taken = sink.mails().size();
      long underWay = ledger.sending();
      int locked = ledger.locked().size();
      long begun = System.nanoTime();
      Node again = Node.launch("killed", settings).up();
      caller.replace(node, again);
      node = again;
      report.row(
          kill,
          when,
          kill * BATCH,
          taken,
          underWay,
          inDoubt.size(),
          locked,
          "%.1f s".formatted((System.nanoTime() - begun) / 1e9));
    }
    calls.forEach(CompletableFuture::join);
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() -> assertThat(wrong()).isEmpty());
    Map<String, Long> repeated = ledger.repeated();
    long repeats = repeated.values().stream().mapToLong(Long::longValue).sum();
    report.row(
        "in the end",
        "seed " + seed,
        KILLS * BATCH,
        sink.mails().size(),
        ledger.sending(),
        repeats + " repeated, " + ledger.lost().size() + " lost",
        ledger.locked().size(),
        "");
    report.print();

    assertThat(ledger.letters()).hasSize(2 * KILLS * BATCH);
    assertThat(ledger.lost()).isEmpty();
    assertThat(ledger.unknown()).isEmpty();
    assertThat(repeats).isLessThanOrEqualTo((long) KILLS * CONNECTIONS);
    // A mail comes again only when a kill left it in doubt, and with the same Message-ID.
    assertThat(repeated)
        .allSatisfy(
            (id, times) -> assertThat(times).isLessThanOrEqualTo(doubts.getOrDefault(id, 0)));
    // The same words under another name would be a repeat, too.
    assertThat(sink.mails().stream().map(Sink.Mail::id).distinct()).hasSize(2 * KILLS * BATCH);
  }

  /** Kills it some milliseconds after it has come to a moment for the n-th time. */
  private CountDownLatch at(Moment moment, int nth, int millis) {
    Node victim = node;
    CountDownLatch dead = new CountDownLatch(1);
    Runnable kill =
        () -> {
          victim.kill();
          dead.countDown();
        };
    sink.at(
        "killed",
        moment,
        nth,
        recipient -> {
          if (millis == 0) {
            kill.run();
          } else {
            CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(kill);
          }
        });
    return dead;
  }

  private Map<String, Long> wrong() {
    Map<String, Long> wrong = new LinkedHashMap<>();
    Ledger ledger = new Ledger(database, sink, "kill");
    for (String letter : List.of(Saying.FIRST, Saying.SECOND)) {
      wrong.putAll(ledger.events(KILLS * BATCH, Saying.PROCESS, letter, Saying.END));
    }
    wrong.putAll(ledger.leftOver());
    return wrong;
  }
}
