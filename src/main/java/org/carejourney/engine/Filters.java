package org.carejourney.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a list, of which each may be left out. Only those that were given stand in the
 * SQL: behind an "is null or" a database finds no index, and reads a whole table for one customer.
 */
public final class Filters {

  private final Map<String, Object> values = new LinkedHashMap<>();

  /**
   * Adds a condition, unless the value is null.
   *
   * @param column a column's name, never anything that came in from outside
   */
  public Filters is(String column, @Nullable Object value) {
    if (value != null) {
      values.put(column, value);
    }
    return this;
  }

  /** Conditions that each begin with {@code and}, with parameters named like the columns. */
  public String sql() {
    StringBuilder sql = new StringBuilder();
    values
        .keySet()
        .forEach(column -> sql.append(" and ").append(column).append(" = :").append(column));
    return sql.append(' ').toString();
  }

  /** The parameters. */
  public Map<String, Object> values() {
    return values;
  }
}
