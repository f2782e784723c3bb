package org.carejourney.messaging;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What came in was kept as text once, and is kept as bytes now. In Java, because no SQL makes the
 * bytes of a text on both databases.
 */
@Component
class OldRawText implements JavaMigration {

  @Override
  public MigrationVersion getVersion() {
    return MigrationVersion.fromVersion("8.1");
  }

  @Override
  public String getDescription() {
    return "old raw text";
  }

  @Override
  public @Nullable Integer getChecksum() {
    return null;
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }

  @Override
  public void migrate(Context context) throws SQLException, IOException {
    Connection connection = context.getConnection();
    // One by one: all of them at once may be more than fits in memory.
    try (var text = connection.prepareStatement("select raw from inbound where id = ?");
        var row =
            connection.prepareStatement(
                "insert into inbound_raw (inbound_id, part, content) values (?, ?, ?)")) {
      for (String id : ids(connection)) {
        copy(id, text, row);
      }
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("alter table inbound drop column raw");
    }
  }

  private static List<String> ids(Connection connection) throws SQLException {
    List<String> ids = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select id from inbound order by seq")) {
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
    }
    return ids;
  }

  private static void copy(String id, PreparedStatement text, PreparedStatement row)
      throws SQLException, IOException {
    byte[] bytes;
    text.setString(1, id);
    try (ResultSet found = text.executeQuery()) {
      found.next();
      bytes = found.getString(1).getBytes(StandardCharsets.UTF_8);
    }
    RawBytes.forEachPart(
        new ByteArrayInputStream(bytes),
        (number, part) -> {
          row.setString(1, id);
          row.setInt(2, number);
          row.setBytes(3, part);
          row.executeUpdate();
        });
  }
}
