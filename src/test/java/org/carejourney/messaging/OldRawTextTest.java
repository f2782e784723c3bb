package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What came in before this version is there afterwards. */
class OldRawTextTest {

  @Test
  void oldWordsAreKeptAsTheirBytes() throws Exception {
    DataSource database = new DriverManagerDataSource("jdbc:h2:mem:old-raw-text;DB_CLOSE_DELAY=-1");
    JdbcClient jdbc = JdbcClient.create(database);
    flyway(database).target("7").load().migrate();
    String small = "{\"text\": \"Grüße \\\\ 👋\"}";
    String large = "ü".repeat(600_000);
    insert(jdbc, "a", small);
    insert(jdbc, "b", large);
    insert(jdbc, "c", "");

    flyway(database).load().migrate();
    RawBytes raw = new RawBytes(jdbc);
    assertThat(new String(raw.open("a").readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(small);
    assertThat(new String(raw.open("b").readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(large);
    assertThat(raw.open("c").readAllBytes()).isEmpty();
    assertThat(jdbc.sql("select count(*) from inbound_raw").query(Integer.class).single())
        .isEqualTo(4);
  }

  private static FluentConfiguration flyway(DataSource database) {
    return Flyway.configure().dataSource(database).javaMigrations(new OldRawText());
  }

  private static void insert(JdbcClient jdbc, String id, String raw) {
    jdbc.sql(
            """
            insert into inbound (id, channel, provider_id, received_at, sender, raw, kind)
            values (?, 'web', ?, current_timestamp, 'x', ?, 'human')""")
        .params(id, id, raw)
        .update();
  }
}
