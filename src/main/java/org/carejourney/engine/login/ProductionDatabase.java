package org.carejourney.engine.login;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import org.carejourney.engine.WrongSetting;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Knocks once at the database before anything is made, so that what is wrong with it is told in
 * words.
 */
class ProductionDatabase {

  private static final int OLDEST = 15;

  private final String url;
  private final Properties login = new Properties();

  ProductionDatabase(Environment settings) {
    url = settings.getProperty("spring.datasource.url", "");
    Binder.get(settings)
        .bind(
            "spring.datasource.hikari.data-source-properties",
            Bindable.mapOf(String.class, String.class))
        .orElse(Map.of())
        .forEach(login::setProperty);
    put("user", settings.getProperty("spring.datasource.username"));
    put("password", settings.getProperty("spring.datasource.password"));
    login.putIfAbsent("loginTimeout", "15");
  }

  private void put(String name, @Nullable String value) {
    if (value != null) {
      login.setProperty(name, value);
    }
  }

  void require() {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new WrongSetting(
          "spring.datasource.url names no PostgreSQL database",
          "Give one, such as jdbc:postgresql://db.example/care; only the demo keeps its data elsewhere");
    }
    try (Connection connection = DriverManager.getConnection(url, login);
        Statement statement = connection.createStatement();
        ResultSet answer =
            statement.executeQuery(
                """
                select cast(current_setting('server_version_num') as int) / 10000,
                  to_regclass('flyway_schema_history') is not null
                    or coalesce(has_schema_privilege(current_schema(), 'create'), false)""")) {
      answer.next();
      requireNew(answer.getInt(1));
      requireRoom(answer.getBoolean(2));
    } catch (SQLException e) {
      throw new WrongSetting(
          "The database cannot be used: " + told(e),
          "Look at spring.datasource.url, .username and .password, and whether the server lets this machine in");
    }
  }

  private static void requireNew(int version) {
    if (version < OLDEST) {
      throw new WrongSetting(
          "The database is PostgreSQL %d".formatted(version),
          "Carejourney needs PostgreSQL %d or newer".formatted(OLDEST));
    }
  }

  private static void requireRoom(boolean mayMakeTables) {
    if (!mayMakeTables) {
      throw new WrongSetting(
          "The database user may not make tables",
          "Make it the owner of the database, or say: grant create on schema public to …");
    }
  }

  /**
   * What the driver says, and why: of a name that nobody knows it says so only underneath. Without
   * the address, which may hold the password.
   */
  private String told(SQLException e) {
    String why = e.getCause() == null ? "" : " " + e.getCause();
    return (e.getMessage() + why).replace(url, "spring.datasource.url");
  }
}
