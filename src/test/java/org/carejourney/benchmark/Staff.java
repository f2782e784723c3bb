package org.carejourney.benchmark;

import java.util.ArrayList;
import java.util.List;

/** People work in Tasklist and on our pages while the journeys of all customers run. */
final class Staff {

  static final int CUSTOMERS = 1_000;
  static final int DAYS = 33;

  private static final int MOST_MILLIS = 300;

  private final Bench bench;

  Staff(Bench bench) {
    this.bench = bench;
  }

  List<Check> run() throws Exception {
    int customers = bench.people().size();
    List<Person> unhappy =
        bench.people().stream().filter(person -> person.number() % 10 == 3).toList();
    // By then everybody has their welcome; who complains first would have to wait for it.
    bench.meter().measure("days 0-1", 0, 0, () -> bench.days().forwardToDay(1, bench.bar()::at));
    bench.meter().measure("complaints", unhappy.size(), unhappy.size(), () -> complain(unhappy));
    // Whoever works there has opened it before: the first answers of a fresh JVM are nobody's.
    work(() -> Thread.sleep(10_000));
    List<Latencies> calm = work(() -> Thread.sleep(20_000));
    List<Latencies> busy = new ArrayList<>();
    bench
        .meter()
        .measure(
            "days 1-" + DAYS,
            0,
            3L * customers,
            () -> busy.addAll(work(() -> bench.days().forwardToDay(DAYS, bench.bar()::at))));
    List<Check> checks = new ArrayList<>(Checks.always(customers));
    calm.forEach(one -> checks.addAll(one.checks("while nothing is due", MOST_MILLIS)));
    busy.forEach(one -> checks.addAll(one.checks("while all journeys run", MOST_MILLIS)));
    return checks;
  }

  private void complain(List<Person> unhappy) throws Exception {
    bench
        .callers()
        .each(
            unhappy,
            person ->
                bench.callers().post("/api/inbound/web", "application/json", complaint(person)),
            bench.bar()::at);
  }

  private static String complaint(Person person) {
    return """
        {"id": "c-%d", "from": "%s", "customerId": "%s",
         "topic": "product", "subject": "It flickers", "text": "My %s flickers."}"""
        .formatted(person.number(), person.email(), person.id(), person.product());
  }

  private List<Latencies> work(Meter.Work meanwhile) throws Exception {
    return Clerks.during(bench, meanwhile);
  }
}
