package org.carejourney;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * What the tests' application keeps its data in: H2 in memory, as the demo has it in a file, or
 * with {@code -Dcare.test.database=postgresql} a real PostgreSQL server of its own, which Maven
 * brings.
 */
public class TestDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    String database = System.getProperty("care.test.database", "h2");
    TestPropertyValues.of(
            "spring.datasource.url=" + url(database, context.getBeanFactory()),
            "care.data-dir=target/test-data-" + System.getProperty("care.test.fork", "1"))
        .applyTo(context);
  }

  private static String url(String database, ConfigurableListableBeanFactory beans) {
    return switch (database) {
      case "h2" -> "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID());
      case "postgresql" -> postgresql((DefaultListableBeanFactory) beans);
      default ->
          throw new IllegalArgumentException(
              "care.test.database is '%s'; known are h2 and postgresql".formatted(database));
    };
  }

  /** Ends after all that speaks to it: what is registered first is ended last. */
  private static String postgresql(DefaultListableBeanFactory beans) {
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              // Nothing here has to survive the machine; what does is tried with nodes of their
              // own.
              .setServerConfig("fsync", "off")
              .setRegisterShutdownHook(false)
              .start();
      beans.registerDisposableBean("testPostgres", server::close);
      return server.getJdbcUrl("postgres", "postgres");
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not start", e);
    }
  }
}
