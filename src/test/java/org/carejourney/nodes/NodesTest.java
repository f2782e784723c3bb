package org.carejourney.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.carejourney.nodes.Postgres.Database;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Two nodes on one database, from its first moment on, and whatever may happen to one of them. */
@TestMethodOrder(OrderAnnotation.class)
class NodesTest {

  /** Under which one node after the other makes the engine's tables. */
  private static final int BUILD_LOCK = 0x63617265;

  /** Of a machine whose administrator lives by the local time. */
  private static final String ELSEWHERE = "-Duser.timezone=Asia/Tokyo";

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Sink SINK = new Sink();

  private static final Report REPORT =
      new Report(
          "nodes",
          "Two nodes",
          "what happened",
          "complaints",
          "joins",
          "unanswered calls",
          "mails under way at it",
          "transactions open at it",
          "jobs locked at it",
          "mails lost",
          "mails repeated");

  private static Database database;
  private static Node a;
  private static Node b;
  private static Caller caller;

  @BeforeAll
  static void startBothAtOnceOnAnEmptyDatabase() throws Exception {
    database = Postgres.empty("nodes");
    // Both must come to the engine's tables while there are none.
    try (var lock = database.connect();
        var statement = lock.createStatement()) {
      lock.setAutoCommit(false);
      statement.execute("select pg_advisory_xact_lock(%d)".formatted(BUILD_LOCK));
      a = Node.launch("a", settings("a"));
      b = Node.launch("b", settings("b"), ELSEWHERE);
      await().atMost(PATIENCE).until(() -> waitingToBuild() == 2);
      assertThat(tables("act_%")).isZero();
      lock.rollback();
    }
    a.up();
    b.up();
    caller = new Caller(a, b);
  }

  @AfterAll
  static void end() {
    REPORT.print();
    for (Node node : new Node[] {a, b}) {
      if (node != null) {
        node.close();
      }
    }
  }

  private static Map<String, String> settings(String node) {
    return Node.settings(database.url(), SINK.open(node));
  }

  private static long waitingToBuild() {
    return database.count(
        "select count(*) from pg_locks where locktype = 'advisory' and objid = ? and not granted",
        BUILD_LOCK);
  }

  private static long tables(String like) {
    return database.count(
        "select count(*) from information_schema.tables where table_schema = 'public' and table_name like ?",
        like);
  }

  @Test
  @Order(1)
  void twoThatStartAtOnceOnAnEmptyDatabaseMakeEverythingOnce() {
    assertThat(a.troubles()).isEmpty();
    assertThat(b.troubles()).isEmpty();
    assertThat(database.count("select count(*) from act_ge_schema_log")).isOne();
    assertThat(
            none(
                "select version from flyway_schema_history group by version having count(*) > 1 or not bool_and(success)"))
        .isEmpty();
    for (String kind : List.of("act_re_procdef", "act_re_decision_def", "act_re_camformdef")) {
      assertThat(database.count("select count(*) from " + kind)).isPositive();
      assertThat(none("select key_ from " + kind + " group by key_ having count(*) > 1")).isEmpty();
    }
    assertThat(database.count("select count(*) from act_re_deployment")).isOne();
    assertThat(
            database
                .jdbc()
                .sql("select user_id_ || ' ' || group_id_ from act_id_membership")
                .query(String.class)
                .list())
        .containsExactly("admin camunda-admin");
    assertThat(none("select name_ from act_ru_filter group by name_ having count(*) > 1"))
        .isEmpty();
    assertThat(
            none(
                """
                select group_id_ from act_ru_authorization
                group by group_id_, resource_type_, resource_id_ having count(*) > 1"""))
        .isEmpty();
    assertThat(
            database.count("select count(*) from pg_indexes where indexname = 'care_idx_job_due'"))
        .isOne();
  }

  @Test
  @Order(1)
  void productionHasNoClockToSetAndListensToEverybody() throws Exception {
    assertThat(Caller.status(a.port(), "/api/demo/clock")).isEqualTo(404);
    try (Socket other = new Socket()) {
      // Not the loopback address, but this machine's all the same.
      other.connect(new InetSocketAddress("127.0.0.2", a.port()), 2000);
    }
  }

  private static List<String> none(String sql) {
    return database.jdbc().sql(sql).query(String.class).list();
  }

  @Test
  @Order(2)
  void oneIsKilledInTheMiddleAndTheOtherDoesTheWork() throws Exception {
    Load load = new Load("kill", database, SINK, caller);
    // Soon, so that on a quick machine too most of what is asked is still to come.
    load.strike("b", 2, b::kill);
    load.begin();

    // It died with mails in its hands, and nobody has them yet.
    long sending = load.sendingOf(load.ownerOf(load.struckAt()));
    assertThat(sending).isPositive();
    load.allAsked();
    assertThat(load.unanswered()).isPositive();
    comesRight("kill");

    load.nothingLost();
    // At most the one that its other connection had just handed over.
    assertThat(load.repeats()).isLessThanOrEqualTo(1);
    row("one killed with -9 under load", load, sending, "", "");
    // Whichever node it was and wherever: the fourth day begins for all at the same moment.
    assertThat(
            database.count(
                """
                select count(distinct j.duedate_) from act_ru_job j
                join act_ru_execution p on p.id_ = j.process_instance_id_
                where p.business_key_ like 'kill-joins-%'"""))
        .isOne();
    assertThat(b.log()).contains("\"@timestamp\"").doesNotContain("+09:00");

    Node again = Node.launch("b", settings("b"), ELSEWHERE).up();
    caller.replace(b, again);
    b = again;
    assertThat(b.troubles()).isEmpty();
    assertThat(database.count("select count(*) from act_re_deployment")).isOne();
  }

  @Test
  @Order(3)
  void oneStandsStillPastItsLeaseAndFindsItsWorkDone() throws Exception {
    Load load = new Load("freeze", database, SINK, caller);
    Ledger ledger = load.ledger;
    load.strike("b", 3, b::freeze);
    database.jdbc().sql("update outbound_switch set paused = true").update();
    load.begin();
    await()
        .atMost(PATIENCE)
        .until(() -> database.count("select count(*) from message where status = 'queued'") > 60);
    database.jdbc().sql("update outbound_switch set paused = false").update();
    String recipient = load.struckAt();
    String owner = load.ownerOf(recipient);
    long sending = load.sendingOf(owner);
    assertThat(sending).isPositive();
    String frozenAt = ledger.letterTo(recipient);
    Set<Ledger.Locked> jobs = new HashSet<>(ledger.locked());
    Thread.sleep(3000);
    // What nobody has touched since is what it held: the other one has gone on meanwhile.
    jobs.retainAll(new HashSet<>(ledger.locked()));
    assertThat(jobs).isNotEmpty();
    Set<String> inDoubt = ledger.inDoubt();
    long open =
        database.count(
            """
            select count(*) from pg_stat_activity where datname = current_database()
              and state = 'idle in transaction' and state_change < now() - interval '2 seconds'""");
    load.allAsked();
    comesRight("freeze");
    assertThat(b.alive()).isTrue();
    assertThat(load.sendingOf(owner)).isZero();

    b.thaw();
    Caller.health(b.port());
    // Whatever it still has in mind, it has time for it.
    Thread.sleep(4000);
    comesRight("freeze");
    load.nothingLost();
    assertThat(ledger.repeated())
        .as("repeated; in doubt were %s", inDoubt)
        .doesNotContainKey(frozenAt);
    // Only what its other connection had just handed over: nobody could know.
    assertThat(inDoubt).containsAll(ledger.repeated().keySet());
    assertThat(load.repeats()).isLessThanOrEqualTo(1);
    row("one stopped, and continued past its lease", load, sending, open, jobs.size());
  }

  @Test
  @Order(4)
  void withoutAnAdministratorNobodyGetsIn() {
    a.close();
    b.close();
    database.jdbc().sql("delete from act_id_membership").update();
    Node.Refusal refusal = Node.launch("a", settings("a")).refused();
    assertThat(refusal.said())
        .contains("APPLICATION FAILED TO START", "Nobody is in the group camunda-admin")
        .contains("insert into ACT_ID_MEMBERSHIP")
        .doesNotContain("\\tat ", "stack_trace");
    assertThat(refusal.exitCode()).isOne();
  }

  private static void row(String what, Load load, Object sending, Object open, Object jobs) {
    REPORT.row(
        what,
        Load.EACH,
        Load.EACH,
        load.unanswered(),
        sending,
        open,
        jobs,
        load.ledger.lost().size(),
        load.repeats());
  }

  /** Waits until everything that was asked is done once, and nothing is left. */
  private static void comesRight(String name) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() -> assertThat(wrong(name)).isEmpty());
  }

  private static Map<String, Long> wrong(String name) {
    Map<String, Long> wrong = new LinkedHashMap<>();
    wrong.putAll(new Ledger(database, SINK, name + "-complains").complaints(Load.EACH));
    wrong.putAll(
        new Ledger(database, SINK, name + "-joins")
            .events(Load.EACH, "welcomeCustomer", "journey/welcome", "Event_FourDaysOver"));
    wrong.putAll(new Ledger(database, SINK, name).leftOver());
    return wrong;
  }
}
