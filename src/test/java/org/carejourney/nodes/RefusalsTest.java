package org.carejourney.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.carejourney.nodes.Postgres.Database;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What production does not start with: told in two sentences, and nothing is made before. */
class RefusalsTest {

  private static final int NOBODY_LISTENS = 1;
  private static Database database;

  /** What becomes of each; some start beside each other, while the others are looked at. */
  private static final Map<Mistake, Future<Node.Refusal>> refusals = new HashMap<>();

  private static final ExecutorService starting = Executors.newFixedThreadPool(3);

  @BeforeAll
  static void anEmptyDatabase() {
    database = Postgres.empty("refusals");
    for (Mistake mistake : MISTAKES) {
      refusals.put(mistake, starting.submit(() -> refused(mistake)));
    }
  }

  @AfterAll
  static void noneIsLeft() {
    starting.shutdownNow();
  }

  private record Mistake(String setting, String value, String told) {}

  private static final List<Mistake> MISTAKES =
      List.of(
          new Mistake("spring.datasource.url", "", "spring.datasource.url is not set"),
          new Mistake("spring.datasource.url", "jdbc:h2:mem:x", "names no PostgreSQL database"),
          new Mistake(
              "spring.datasource.url",
              "jdbc:postgresql://localhost:1/care?password=hush",
              "The database cannot be used: Connection to localhost:1 refused"),
          new Mistake(
              "spring.datasource.username", "nobody-we-know", "The database cannot be used: FATAL"),
          new Mistake("care.secret", "", "care.secret is not set"),
          new Mistake("care.secret", "hush", "care.secret can be guessed"),
          new Mistake("care.admin-password", "hush", "care.admin-password is too weak"),
          new Mistake("care.home", "/nowhere/at/all", "care.home is no folder here"),
          new Mistake("care.delivery.lease", "PT3S", "care.delivery.lease is PT3S"),
          new Mistake("care.mail.reply-to", "nobody", "care.mail.reply-to is no address"),
          new Mistake("spring.mail.port", "many", "spring.mail.port"),
          new Mistake(
              "care.channels.sms.url", "nowhere", "care.channels.sms.url must be a whole address"));

  static List<Mistake> mistakes() {
    return MISTAKES;
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aWrongSettingEndsTheStartInTwoSentences(Mistake mistake) throws Exception {
    Node.Refusal refusal = refusals.get(mistake).get();
    assertThat(refusal.said())
        .contains("APPLICATION FAILED TO START", "Description:", "Action:", mistake.told())
        .doesNotContain("\\tat ", "stack_trace", "hush", "is ready");
    assertThat(refusal.exitCode()).isOne();
    assertThat(
            database.count(
                "select count(*) from information_schema.tables where table_schema = 'public'"))
        .isZero();
  }

  private static Node.Refusal refused(Mistake mistake) {
    Map<String, String> settings = Node.settings(database.url(), NOBODY_LISTENS);
    settings.put(mistake.setting(), mistake.value());
    return Node.launch("refused", settings).refused();
  }

  @Test
  void theDemoIsForThisMachineAlone() throws Exception {
    Path data = Files.createTempDirectory(Node.FOLDER.toAbsolutePath(), "demo-");
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("spring.profiles.active", "demo");
    settings.put("care.data-dir", data.toString());
    settings.put("server.port", "0");
    // It says itself where it listens: its log tells less than production's.
    settings.put("logging.level.org.springframework.boot.web.embedded.tomcat", "INFO");
    try (Node demo = Node.launch("demo", settings).up()) {
      knock("127.0.0.1", demo.port());
      assertThatThrownBy(() -> knock("127.0.0.2", demo.port())).isInstanceOf(IOException.class);
    }
  }

  /** Every address 127.x.x.x is this machine's, but only one of them is the loopback address. */
  private static void knock(String address, int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 2000);
    }
  }
}
