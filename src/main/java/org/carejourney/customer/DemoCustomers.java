package org.carejourney.customer;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Gives an empty demo somebody to care for. */
@Component
@Profile("demo")
@Order(0)
class DemoCustomers implements ApplicationRunner {

  private final Imports imports;
  private final JdbcClient jdbc;

  DemoCustomers(Imports imports, JdbcClient jdbc) {
    this.imports = imports;
    this.jdbc = jdbc;
  }

  @Override
  public void run(ApplicationArguments arguments) throws IOException {
    if (jdbc.sql("select count(*) from customer").query(Long.class).single() > 0) {
      return;
    }
    var file = new ClassPathResource("demo/customers.csv");
    try (Reader csv = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
      CustomerList list = new CustomerList(csv);
      for (var row = list.next(); row != null; row = list.next()) {
        String trouble = imports.keep(row);
        if (trouble != null) {
          throw new IllegalStateException(
              "demo/customers.csv, line %d: %s".formatted(row.line(), trouble));
        }
      }
    }
  }
}
