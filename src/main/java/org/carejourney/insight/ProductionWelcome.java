package org.carejourney.insight;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.stereotype.Component;

/** Production's last word at start: what an operator wants to have right. */
@Component
@Profile("!demo")
class ProductionWelcome {

  private static final Logger log = LoggerFactory.getLogger(ProductionWelcome.class);

  private final Environment environment;
  private final DataSource database;

  ProductionWelcome(Environment environment, DataSource database) {
    this.environment = environment;
    this.database = database;
  }

  @EventListener
  @Order
  void on(ApplicationReadyEvent ready) throws SQLException {
    if (ready.getApplicationContext() instanceof ServletWebServerApplicationContext web) {
      log.info(
          "Carejourney is ready on port {}; customers reach it at {}; data in {}; mail by {}",
          web.getWebServer().getPort(),
          environment.getProperty("care.public-url"),
          database(),
          environment.getProperty("spring.mail.host", "nobody: spring.mail.host is not set"));
    }
  }

  private String database() throws SQLException {
    Connection connection = database.getConnection();
    try {
      var about = connection.getMetaData();
      return about.getDatabaseProductName() + " " + about.getDatabaseProductVersion();
    } finally {
      JdbcUtils.closeConnection(connection);
    }
  }
}
