package org.carejourney.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.carejourney.messaging.Holds;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Everybody is on hold before the tip is due, stays so over ten days and a restart, and is released
 * when it is over.
 */
final class Held {

  private static final int PLACED = 2;
  private static final int ALL_HELD = 5;
  private static final int STILL_HELD = ALL_HELD + 10;
  // The cool-off is three days; a day more for the hours of every zone.
  static final int RELEASED = STILL_HELD + 4;
  static final String RESTART = "restart";

  private final Bench bench;
  private final List<Check> checks;

  Held(Bench bench) {
    this.bench = bench;
    this.checks = new ArrayList<>(Checks.always(bench.people().size()));
  }

  List<Check> run() throws Exception {
    int customers = bench.people().size();
    pass("days 0-2", PLACED, customers);
    bench.meter().measure("holds placed", customers, customers, () -> each(this::place));
    pass("all held", ALL_HELD, customers);
    long held = held();
    long jobs = jobs();
    checks.add(Check.that("everybody who may be written to was held", held == writable()));
    pass("10 days held", STILL_HELD, 0);
    checks.add(Check.that("no job came or went while they were held", jobs() == jobs));
    bench.meter().measure(RESTART, 0, 0, bench::restart);
    checks.add(Check.that("all were still held after the restart", held() == held));
    bench.meter().measure("holds lifted", customers, customers, () -> each(this::lift));
    pass("all released", RELEASED, customers);
    checks.add(Check.that("nobody was held any more in the end", held() == 0));
    checks.add(
        new Check(
            "everything that was held was judged again",
            """
            select abs(%d - count(*)) from message
            where template = 'journey/helpful-tip' and verdict is not null
              and status in ('sent', 'withheld')"""
                .formatted(held)));
    return checks;
  }

  private void place(Person person) {
    bench.application().door(Holds.class).place(person.id(), cause(person), "product");
  }

  private void lift(Person person) {
    bench.application().door(Holds.class).lift(person.id(), cause(person), "product", "solved");
  }

  private static String cause(Person person) {
    return "B-" + person.number();
  }

  /** Each in a transaction of its own, as tickets come and go. */
  private void each(Consumer<Person> act) throws Exception {
    var transaction = bench.application().door(TransactionTemplate.class);
    bench
        .callers()
        .each(
            bench.people(),
            person -> transaction.executeWithoutResult(status -> act.accept(person)),
            bench.bar()::at);
  }

  private void pass(String name, int day, long jobs) throws Exception {
    bench.meter().measure(name, 0, jobs, () -> bench.days().forwardToDay(day, bench.bar()::at));
  }

  private long held() {
    return count("select count(*) from message where status = 'held'");
  }

  private long jobs() {
    return count("select count(*) from act_ru_job");
  }

  private long writable() {
    return bench.people().stream().filter(p -> p.hasEmail() && !p.saidNo()).count();
  }

  private long count(String sql) {
    return bench.jdbc().sql(sql).query(Long.class).single();
  }
}
