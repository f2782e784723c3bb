package org.carejourney.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.carejourney.StandardWebhook;
import org.carejourney.nodes.Caller.Answer;
import org.carejourney.nodes.Postgres.Database;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

/** The database crashes, refuses to write, or the line to it is cut, in the middle of the day. */
class DatabaseFaultsTest {

  private static final int EACH = 40;
  private static final Duration RECOVERY = Duration.ofSeconds(30);
  private static final String SECRET = "whsec_YSBzZWNyZXQgb2YgdGhlIHByb3ZpZGVyLCAzMiBieXRlcw==";
  private static final List<Function<String, Answer>> DOORS =
      List.of(
          DatabaseFaultsTest::ask, DatabaseFaultsTest::mail, DatabaseFaultsTest::tellAsProvider);
  private static final Sink SINK = new Sink();
  private static final Report REPORT =
      new Report(
          "database",
          "The database away",
          "what happened",
          "complaints",
          "answers of 503 meanwhile",
          "of 2xx",
          "complaints taken again after",
          "mails lost",
          "mails repeated");

  private static Database database;
  private static Line line;
  private static Node node;
  private static Caller caller;

  @BeforeAll
  static void start() {
    database = Postgres.empty("faults");
    URI server = URI.create(database.url().substring("jdbc:".length()));
    line = Line.to(server.getPort());
    Map<String, String> settings =
        Node.settings(
            database.url().replace(":" + server.getPort(), ":" + line.port()), SINK.open("only"));
    settings.put("spring.datasource.hikari.connection-timeout", "1000");
    settings.put("care.channels.sms.url", "http://127.0.0.1:9/");
    settings.put("care.channels.sms.body", "{\"to\":\"{to}\",\"text\":\"{text}\"}");
    settings.put("care.channels.sms.timeout", "3s");
    settings.put("care.channels.sms.connect-timeout", "1s");
    settings.put("care.channels.sms.webhook-secret", SECRET);
    node = Node.launch("only", settings).up();
    caller = new Caller(node);
  }

  @AfterAll
  static void end() throws Exception {
    REPORT.print();
    if (node != null) {
      node.close();
    }
    line.close();
  }

  @Test
  void whileTheLineIsCutNobodyIsToldThatAComplaintIsKept() throws Exception {
    Shop shop = new Shop(caller, "cut");
    shop.customers("complains", EACH);
    var asked = shop.complain("complains", EACH);
    await().until(() -> database.count("select count(*) from inbound") > 5);

    line.cut();
    Collection<Integer> meanwhile;
    try {
      long cut = database.count("select count(*) from inbound");
      meanwhile = askFor(Duration.ofSeconds(6));
      assertThat(meanwhile).isNotEmpty().containsOnly(503);
      assertThat(database.count("select count(*) from inbound")).isEqualTo(cut);
      assertThat(Caller.status(node.port(), "/actuator/health/readiness")).isEqualTo(503);
    } finally {
      line.mend();
    }
    long after = recovered();
    assertThat(DOORS).allSatisfy(door -> assertThat(door.apply("cut").status()).isEqualTo(202));
    asked.join();

    comesRight("cut", "complaints while the line is cut", meanwhile, after);
  }

  @Test
  void aDatabaseThatCrashesIsWaitedFor() {
    Shop shop = new Shop(caller, "crash");
    shop.customers("complains", EACH);
    var asked = shop.complain("complains", EACH);
    String some = "select count(*) from inbound where customer_id like 'crash-%'";
    await().until(() -> database.count(some) > 5);

    crash();
    long after = recovered();
    asked.join();

    comesRight("crash", "a crash of the server", List.of(), after);
  }

  @Test
  void aDatabaseThatRefusesToWriteTakesNothingAndForgetsNothing() throws Exception {
    Shop shop = new Shop(caller, "full");
    shop.customers("complains", EACH);
    var asked = shop.complain("complains", EACH);
    String some = "select count(*) from inbound where customer_id like 'full-%'";
    await().until(() -> database.count(some) > 5);

    database.refuseWrites(true);
    Collection<Integer> meanwhile;
    try {
      assertThatExceptionOfType(DataAccessException.class)
          .isThrownBy(() -> database.jdbc().sql("update message set attempts = 0").update())
          .withMessageContaining("read-only");
      meanwhile = askFor(Duration.ofSeconds(3));
    } finally {
      database.refuseWrites(false);
    }
    assertThat(meanwhile).isNotEmpty().containsOnly(503);
    long after = recovered();
    asked.join();

    comesRight("full", "nothing can be written", meanwhile, after);
  }

  /**
   * One of its processes is killed, as the machine does that runs out of memory: the server ends
   * all others, too, and goes through its recovery.
   */
  private static void crash() {
    List<Long> before = processes();
    assertThat(before).as("processes that work for the node").hasSizeGreaterThan(1);
    ProcessHandle.of(before.get(0)).orElseThrow().destroyForcibly();
    await()
        .atMost(RECOVERY)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(processes()).doesNotContainAnyElementsOf(before));
  }

  private static List<Long> processes() {
    return database
        .jdbc()
        .sql(
            """
            select pid from pg_stat_activity
            where datname = current_database() and backend_type = 'client backend'
              and pid <> pg_backend_pid()""")
        .query(Long.class)
        .list();
  }

  /** Milliseconds until a complaint is taken again. */
  private static long recovered() {
    long begun = System.nanoTime();
    await()
        .atMost(RECOVERY)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> ask("after-" + begun).status() == 202);
    return Duration.ofNanos(System.nanoTime() - begun).toMillis();
  }

  /** At each door at the same time. */
  private static Collection<Integer> askFor(Duration while_) throws InterruptedException {
    Collection<Integer> answers = new ConcurrentLinkedQueue<>();
    AtomicBoolean over = new AtomicBoolean();
    List<Thread> askers =
        DOORS.stream()
            .map(
                door ->
                    new Thread(
                        () -> {
                          for (int n = 0; !over.get(); n++) {
                            answers.add(door.apply("meanwhile-" + UUID.randomUUID()).status());
                          }
                        }))
            .toList();
    askers.forEach(Thread::start);
    Thread.sleep(while_.toMillis());
    over.set(true);
    for (Thread asker : askers) {
      asker.join();
    }
    return answers;
  }

  private static Answer ask(String id) {
    return caller.ask(
        node,
        "POST",
        "/api/inbound/web",
        """
        {"id": "%s", "from": "somebody@example.org", "subject": "Hm", "text": "Hm.",
         "topic": "other"}"""
            .formatted(id));
  }

  private static Answer mail(String id) {
    return caller.post(
        node,
        "/api/inbound/email",
        "message/rfc822",
        "From: somebody@example.org\r\nMessage-ID: <%s@example.org>\r\n\r\nHm.\r\n".formatted(id));
  }

  private static Answer tellAsProvider(String id) {
    long now = System.currentTimeMillis() / 1_000;
    String body = "{\"type\":\"message.delivered\",\"data\":{\"message\":\"" + id + "\"}}";
    return caller.post(
        node,
        "/api/deliveries/sms",
        "application/json",
        body,
        "webhook-id",
        id,
        "webhook-timestamp",
        String.valueOf(now),
        "webhook-signature",
        StandardWebhook.signature(SECRET, id, now, body));
  }

  private static void comesRight(String name, String what, Collection<Integer> told, long after) {
    Ledger ledger = new Ledger(database, SINK, name + "-complains");
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(300))
        .untilAsserted(
            () -> {
              Map<String, Long> wrong = new LinkedHashMap<>(ledger.complaints(EACH));
              wrong.putAll(ledger.leftOver());
              assertThat(wrong).isEmpty();
            });
    long repeats = ledger.repeated().values().stream().mapToLong(Long::longValue).sum();
    REPORT.row(
        what,
        EACH,
        told.stream().filter(status -> status == 503).count(),
        told.stream().filter(status -> status / 100 == 2).count(),
        after + " ms",
        ledger.lost().size(),
        repeats);
    assertThat(ledger.lost()).isEmpty();
    assertThat(ledger.unknown()).isEmpty();
    // What was accepted meanwhile is written down as soon as somebody is there to write it.
    assertThat(repeats).isZero();
  }
}
