package org.carejourney.nodes;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** One PostgreSQL server for all tests of nodes, with a database for each. */
final class Postgres {

  /** A database of its own, empty or as it was copied. */
  record Database(String name, String url) {

    /** Connections come and go with each statement, so that nothing is seen from a transaction. */
    JdbcClient jdbc() {
      return JdbcClient.create(new DriverManagerDataSource(url, USER, ""));
    }

    /** A connection to hold something with. */
    Connection connect() throws SQLException {
      return DriverManager.getConnection(url, USER, "");
    }

    /** Waits until nobody is connected, so that nothing is still being written. */
    void deserted() {
      Awaitility.await("nobody to be connected to " + name)
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(50))
          .until(
              () ->
                  count(
                          """
                          select count(*) from pg_stat_activity
                          where datname = ? and pid <> pg_backend_pid()""",
                          name)
                      == 0);
    }

    /** Whether it takes nothing in, as on a full disk; who is connected is sent away. */
    void refuseWrites(boolean now) {
      JdbcClient others = JdbcClient.create(server().getPostgresDatabase());
      others
          .sql("alter database %s set default_transaction_read_only = %s".formatted(name, now))
          .update();
      others
          .sql("select pg_terminate_backend(pid) from pg_stat_activity where datname = ?")
          .param(name)
          .query()
          .listOfRows();
    }

    long count(String sql, Object... params) {
      return jdbc().sql(sql).params(params).query(Long.class).single();
    }
  }

  static final String USER = "postgres";

  private static EmbeddedPostgres server;

  private Postgres() {}

  /** An empty database; without PostgreSQL on this platform the test is skipped, in CI it fails. */
  static Database empty(String name) {
    return create(name, "template0");
  }

  /** A database with what another one holds; nobody may be connected to that one. */
  static Database copy(Database of, String name) {
    return create(name, of.name());
  }

  private static synchronized Database create(String name, String template) {
    EmbeddedPostgres running = server();
    JdbcClient.create(running.getPostgresDatabase())
        .sql("create database %s template %s".formatted(name, template))
        .update();
    return new Database(name, running.getJdbcUrl(USER, name).replaceFirst("\\?.*", ""));
  }

  private static EmbeddedPostgres server() {
    if (server == null) {
      try {
        Path folder = Files.createDirectories(Path.of("target/nodes").toAbsolutePath());
        server =
            EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(folder.resolve("postgres").toFile())
                .setDataDirectory(Files.createTempDirectory(folder, "data-"))
                .setCleanDataDirectory(true)
                // Made for tests, it would not wait for the disk; who keeps customers does.
                .setServerConfig("synchronous_commit", "on")
                .start();
      } catch (IOException | IllegalStateException e) {
        String said = "There is no PostgreSQL for this platform: " + e.getMessage();
        if (Boolean.parseBoolean(System.getenv("CI"))) {
          throw new AssertionError(said, e);
        }
        Assumptions.abort(said);
      }
    }
    return server;
  }
}
