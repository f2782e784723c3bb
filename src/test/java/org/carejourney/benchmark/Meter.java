package org.carejourney.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes the figures of one stage after the other. */
final class Meter {

  /** What a stage does. */
  interface Work {
    void run() throws Exception;
  }

  private record Counts(long jobs, long messages, double cpuSeconds, long nanos) {}

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final JdbcClient jdbc;
  private final Memory memory;
  private final ProgressBar bar;
  private final List<Stage> stages = new ArrayList<>();

  Meter(JdbcClient jdbc, Memory memory, ProgressBar bar) {
    this.jdbc = jdbc;
    this.memory = memory;
    this.bar = bar;
  }

  List<Stage> stages() {
    return List.copyOf(stages);
  }

  /**
   * Runs a stage.
   *
   * @param customers how many it deals with, or 0
   * @param total of what the stage tells the bar
   */
  void measure(String name, long customers, long total, Work work) throws Exception {
    bar.begin(name, total);
    Counts before = counts();
    work.run();
    Counts after = counts();
    Stage stage =
        new Stage(
            name,
            customers,
            after.jobs() - before.jobs(),
            after.messages() - before.messages(),
            (after.nanos() - before.nanos()) / 1e9,
            after.cpuSeconds() - before.cpuSeconds(),
            memory.afterCollection(),
            size());
    stages.add(stage);
    bar.end("%,.1f s".formatted(stage.seconds()));
  }

  private Counts counts() {
    return new Counts(
        count("select count(*) from act_hi_job_log where job_state_ = 2"),
        count("select count(*) from message"),
        SYSTEM.getProcessCpuTime() / 1e9,
        System.nanoTime());
  }

  private long size() {
    return count("select pg_database_size(current_database())");
  }

  private long count(String sql) {
    return jdbc.sql(sql).query(Long.class).single();
  }
}
