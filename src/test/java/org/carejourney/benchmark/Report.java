package org.carejourney.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The figures and the checks of a run, for people and for programs. */
final class Report {

  private static final long MEGA = 1_000_000;
  // What caches and compiled code add; ten thousand customers in memory would be more.
  private static final double GROWTH = 1.5;

  private final Options options;
  private final String database;
  private final List<Stage> stages;
  private final long peak;
  private final long most;
  private final List<Check.Outcome> checks;

  Report(
      Options options,
      JdbcClient jdbc,
      List<Stage> stages,
      Memory memory,
      List<Check.Outcome> checks) {
    this.options = options;
    this.database = jdbc.sql("select version()").query(String.class).single();
    this.stages = stages;
    this.peak = memory.peak();
    this.most = memory.most();
    this.checks = new ArrayList<>(checks);
    this.checks.add(
        Check.that(
                "memory is flat: when the garbage is gone, no stage needs half more than the first",
                flat(stages))
            .on(jdbc));
  }

  private static boolean flat(List<Stage> stages) {
    Stage first = stages.get(0);
    for (Stage stage : stages) {
      // Libraries keep pieces of an application that ended while its JVM did not.
      first = stage.name().equals(Held.RESTART) ? stage : first;
      if (stage.heap() > GROWTH * first.heap()) {
        return false;
      }
    }
    return true;
  }

  boolean passed() {
    return checks.stream().allMatch(Check.Outcome::passed);
  }

  String table() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%n%,d customers, %d days, scenario %s; %d processors, Java %s, %s%n%n"
            .formatted(
                options.customers(),
                options.days(),
                options.scenario(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature(),
                database.replaceFirst("(PostgreSQL \\S+).*", "$1")));
    text.append(
        "%-14s %9s %8s %10s %6s %9s %6s %9s %6s %8s %8s%n"
            .formatted(
                "stage",
                "seconds",
                "cpu s",
                "customers",
                "/s",
                "jobs",
                "/s",
                "messages",
                "/s",
                "heap MB",
                "data MB"));
    for (Stage stage : stages) {
      text.append(
          "%-14s %,9.1f %,8.1f %10s %6s %9s %6s %9s %6s %,8d %,8d%n"
              .formatted(
                  stage.name(),
                  stage.seconds(),
                  stage.cpuSeconds(),
                  some(stage.customers()),
                  some(stage.customersPerSecond()),
                  some(stage.jobs()),
                  some(stage.jobsPerSecond()),
                  some(stage.messages()),
                  some(stage.messagesPerSecond()),
                  stage.heap() / MEGA,
                  stage.database() / MEGA));
    }
    text.append(
        "%nPeak heap %,d MB of %,d MB, garbage counted in%n%n".formatted(peak / MEGA, most / MEGA));
    for (Check.Outcome check : checks) {
      text.append(
          check.passed()
              ? "ok    %s%n".formatted(check.name())
              : "WRONG %s: %,d otherwise%n".formatted(check.name(), check.wrongs()));
    }
    return text.toString();
  }

  private static String some(long count) {
    return count == 0 ? "" : "%,d".formatted(count);
  }

  String json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("scenario", options.scenario());
    all.put("customers", options.customers());
    all.put("days", options.days());
    all.put("processors", Runtime.getRuntime().availableProcessors());
    all.put("java", Runtime.version().toString());
    all.put("database", database);
    all.put("stages", stages);
    all.put("peakHeap", peak);
    all.put("mostHeap", most);
    all.put("checks", checks);
    all.put("passed", passed());
    try {
      return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(all)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
