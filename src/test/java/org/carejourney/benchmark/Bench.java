package org.carejourney.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.carejourney.Seal;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a scenario works with, and the stages that all of them have. */
final class Bench implements AutoCloseable {

  private final Options options;
  private final Database database;
  private final Path folder;
  private final ProgressBar bar;
  private final Memory memory = new Memory();
  private final Meter meter;
  private final JdbcClient jdbc;
  private final List<Person> people;
  private Application application;
  private Callers callers;
  private Days days;
  private MailServer mailServer;
  private PostBox postBox;

  Bench(Options options, Database database, Path folder, ProgressBar bar) {
    this.options = options;
    this.database = database;
    this.folder = folder;
    this.bar = bar;
    this.jdbc = database.jdbc();
    this.meter = new Meter(jdbc, memory, bar);
    this.people = IntStream.rangeClosed(1, options.customers()).mapToObj(Person::new).toList();
  }

  Report run() throws Exception {
    bar.begin("start", 0);
    boolean deliver = List.of("deliver", "signed").contains(options.scenario());
    if (deliver) {
      mailServer = new MailServer();
    }
    if (options.scenario().equals("mailbox")) {
      postBox = new PostBox();
    }
    start();
    bar.end("");
    meter.measure("customers in", people.size(), people.size(), this::letIn);
    days = Days.begin(callers);
    boolean intake = postBox != null || options.scenario().equals("intake");
    if (!deliver && !intake) {
      meter.measure("joins", people.size(), people.size(), this::join);
    }
    // What autovacuum does within minutes where customers join in the course of a day.
    analyze();
    List<Check> checks =
        switch (options.scenario()) {
          case "held" -> new Held(this).run();
          case "deliver", "signed" -> new Deliver(this, mailServer).run();
          case "intake", "mailbox" -> new Intake(this, postBox).run();
          case "staff" -> new Staff(this).run();
          default -> new Welcome(this).run();
        };
    return new Report(
        options, jdbc, meter.stages(), memory, checks.stream().map(c -> c.on(jdbc)).toList());
  }

  private void start() {
    application = Application.start(database, folder, settings());
    callers = new Callers(application.port(), options.connections());
  }

  private List<String> settings() {
    if (postBox != null) {
      return Stream.concat(Stream.of(Intake.SETTING), postBox.settings().stream()).toList();
    }
    if (mailServer == null) {
      return List.of(Intake.SETTING);
    }
    List<String> settings =
        new ArrayList<>(
            List.of(
                "--spring.mail.host=127.0.0.1",
                "--spring.mail.port=" + mailServer.port(),
                "--care.delivery.connections=" + options.connections()));
    if (options.scenario().equals("signed")) {
      Stream.of(Seal.settings()).map("--"::concat).forEach(settings::add);
    }
    return settings;
  }

  /** Ends the application and starts it again on the same database. */
  void restart() {
    application.close();
    start();
    days = days.with(callers);
  }

  /** Fresh figures for the planner: some that were taken of empty tables cost a hundred times. */
  void analyze() {
    jdbc.sql("analyze").update();
  }

  private void letIn() throws Exception {
    StringBuilder list = new StringBuilder(Person.COLUMNS);
    people.forEach(person -> list.append(person.row()));
    String id =
        callers
            .post("/api/customers/import", "text/csv", list.toString())
            .path("importId")
            .asText();
    while (true) {
      var progress = callers.get("/api/customers/import/" + id);
      if (!progress.path("status").asText().equals("running")) {
        return;
      }
      bar.at(progress.path("rowsRead").asLong());
      Thread.sleep(100);
    }
  }

  private void join() throws InterruptedException, ExecutionException, IOException {
    String now = days.now();
    callers.each(
        people,
        person -> callers.post("/api/events", "application/cloudevents+json", person.joined(now)),
        bar::at);
  }

  Options options() {
    return options;
  }

  List<Person> people() {
    return people;
  }

  Application application() {
    return application;
  }

  Callers callers() {
    return callers;
  }

  Days days() {
    return days;
  }

  Meter meter() {
    return meter;
  }

  ProgressBar bar() {
    return bar;
  }

  JdbcClient jdbc() {
    return jdbc;
  }

  @Override
  public void close() throws IOException {
    memory.close();
    if (application != null) {
      application.close();
    }
    if (mailServer != null) {
      mailServer.close();
    }
    if (postBox != null) {
      postBox.close();
    }
  }
}
