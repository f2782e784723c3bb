package org.carejourney.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.carejourney.nodes.Postgres.Database;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What production does not start with: told in two sentences, and nothing is made before. */
class RefusalsTest {

  private static final int NOBODY_LISTENS = 1;
  private static Database database;

  @BeforeAll
  static void anEmptyDatabase() {
    database = Postgres.empty("refusals");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spring.datasource.url | '' | spring.datasource.url is not set",
        "spring.datasource.url | jdbc:h2:mem:x | names no PostgreSQL database",
        "spring.datasource.url | jdbc:postgresql://localhost:1/care?password=hush | The database cannot be used: Connection to localhost:1 refused",
        "spring.datasource.username | nobody-we-know | The database cannot be used: FATAL",
        "care.secret | '' | care.secret is not set",
        "care.secret | hush | care.secret can be guessed",
        "care.admin-password | hush | care.admin-password is too weak",
        "care.home | /nowhere/at/all | care.home is no folder here",
        "care.delivery.lease | PT3S | care.delivery.lease is PT3S",
        "care.mail.reply-to | nobody | care.mail.reply-to is no address",
        "spring.mail.port | many | spring.mail.port",
        "care.channels.sms.url | nowhere | care.channels.sms.url must be a whole address",
      })
  void aWrongSettingEndsTheStartInTwoSentences(String setting, String value, String told) {
    Map<String, String> settings = Node.settings(database.url(), NOBODY_LISTENS);
    settings.put(setting, value);
    refused(settings, told);
    assertThat(
            database.count(
                "select count(*) from information_schema.tables where table_schema = 'public'"))
        .isZero();
  }

  private static void refused(Map<String, String> settings, String told) {
    Node.Refusal refusal = Node.launch("refused", settings).refused();
    assertThat(refusal.said())
        .contains("APPLICATION FAILED TO START", "Description:", "Action:", told)
        .doesNotContain("\\tat ", "stack_trace", "hush", "is ready");
    assertThat(refusal.exitCode()).isOne();
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
