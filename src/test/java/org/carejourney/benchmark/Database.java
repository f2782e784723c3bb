package org.carejourney.benchmark;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** PostgreSQL: one that was named and is empty, or one of our own that leaves nothing behind. */
final class Database implements AutoCloseable {

  private final String url;
  private final EmbeddedPostgres own;

  private Database(String url, EmbeddedPostgres own) {
    this.url = url;
    this.own = own;
  }

  static Database open(String url, Path folder) throws IOException {
    if (url != null) {
      return new Database(url, null).empty();
    }
    EmbeddedPostgres own =
        EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(folder.resolve("postgres").toAbsolutePath().toFile())
            .setDataDirectory(Files.createTempDirectory(folder.toAbsolutePath(), "data-"))
            .setCleanDataDirectory(true)
            // Made for tests, it would not wait for the disk; who keeps customers does.
            .setServerConfig("synchronous_commit", "on")
            .start();
    return new Database(own.getJdbcUrl("postgres", "postgres"), own);
  }

  private Database empty() {
    long tables =
        jdbc()
            .sql("select count(*) from information_schema.tables where table_schema = 'public'")
            .query(Long.class)
            .single();
    if (tables > 0) {
      throw new WrongUse("The database has %d tables; give an empty one.".formatted(tables));
    }
    return this;
  }

  String url() {
    return url;
  }

  JdbcClient jdbc() {
    return JdbcClient.create(new DriverManagerDataSource(url));
  }

  @Override
  public synchronized void close() {
    try {
      if (own != null) {
        own.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
