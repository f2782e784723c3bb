package org.carejourney;

import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads every column of every table of the database as text. */
public final class EveryTable {

  private EveryTable() {}

  /** Where a text stands, as {@code TABLE.COLUMN}, in tables whose names begin so; any database. */
  public static SortedSet<String> with(JdbcTemplate jdbc, String tables, String text) {
    SortedSet<String> places = new TreeSet<>();
    Pattern wanted = Pattern.compile(Pattern.quote(text), Pattern.CASE_INSENSITIVE);
    for (String table :
        jdbc.queryForList(
            """
            select table_name from information_schema.tables
            where table_schema = current_schema and upper(table_name) like ?""",
            String.class,
            tables.toUpperCase(Locale.ROOT) + "%")) {
      jdbc.query(
          "select * from \"" + table + "\"",
          row -> {
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
              if (wanted.matcher(column(row, i)).find()) {
                String place = table + "." + row.getMetaData().getColumnName(i);
                places.add(place.toUpperCase(Locale.ROOT));
              }
            }
          });
    }
    return places;
  }

  private static String column(ResultSet row, int index) throws SQLException {
    Object value = row.getObject(index);
    if (value instanceof Clob clob) {
      return clob.getSubString(1, (int) clob.length());
    }
    return value instanceof Blob || value instanceof byte[]
        ? new String(row.getBytes(index), StandardCharsets.UTF_8)
        : String.valueOf(value);
  }
}
