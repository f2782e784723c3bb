package org.carejourney.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.carejourney.messaging.Delivery;
import org.carejourney.messaging.MessageRequest;
import org.carejourney.messaging.MessageRequest.Asker;
import org.carejourney.messaging.MessageRequest.GoOn;
import org.carejourney.messaging.MessageRequest.Purpose;
import org.carejourney.messaging.MessageRequest.Timing;
import org.carejourney.messaging.Messages;
import org.carejourney.messaging.Outbound;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A letter for everybody is decided on and written while outbound is paused, then all leave at once
 * to a mail server that only counts. Then, with a hundred thousand others waiting, some customers
 * complain and want to hear that we have it. In the end the mail server hangs, and people work on.
 */
final class Deliver {

  static final String DECIDED = "decided";
  private static final int WAITING = 100_000;
  private static final int COMPLAINTS = 20;
  private static final long SOON_NANOS = 1_000_000_000L;
  private static final long MOST_MILLIS = 500;

  private final Bench bench;
  private final MailServer server;

  Deliver(Bench bench, MailServer server) {
    this.bench = bench;
    this.server = server;
  }

  List<Check> run() throws Exception {
    List<Person> people = bench.people().stream().filter(Person::hasEmail).toList();
    Outbound outbound = bench.application().door(Outbound.class);
    outbound.turn(true, "benchmark");
    bench.meter().measure(DECIDED, people.size(), people.size(), () -> decide(people));
    bench.analyze();
    outbound.turn(false, "benchmark");
    Shares shares = new Shares("delivery-email-", "org.carejourney.messaging.DeliveryRound");
    bench.meter().measure("delivered", people.size(), people.size(), () -> leave(people.size()));
    bench.bar().end("Time of the deliverers: " + shares.told());
    // The first answer of a fresh JVM is nobody's.
    acknowledged("first@example.org");
    bench.meter().measure("others waiting", 0, 0, this::addWaiting);
    long slow = slowest();
    bench.bar().end("The slowest acknowledgement of %d: %d ms".formatted(COMPLAINTS, slow));
    List<Check> checks = new ArrayList<>(whileTheServerHangs());
    checks.addAll(
        List.of(
            Check.that("every letter arrived", server.taken() >= people.size()),
            Check.that("none arrived twice", server.twice() == 0),
            Check.that(
                "an acknowledgement left within a second, with %,d messages waiting"
                    .formatted(WAITING),
                slow * 1_000_000 < SOON_NANOS),
            new Check(
                "what arrived counts as sent",
                "select abs(%d - count(*)) from message where step = 'Benchmark' and status = 'sent'"
                    .formatted(people.size()))));
    return checks;
  }

  /** People go on working, whatever the mail server does. */
  private List<Check> whileTheServerHangs() throws Exception {
    server.hang();
    for (int i = 1; i <= COMPLAINTS; i++) {
      complain("complainer@mail%d.example.org".formatted(i));
    }
    Clerks.during(bench, () -> Thread.sleep(10_000));
    List<Check> checks = new ArrayList<>();
    for (Latencies one : Clerks.during(bench, () -> Thread.sleep(20_000))) {
      checks.addAll(one.checks("while the mail server hangs", MOST_MILLIS));
    }
    checks.add(
        Check.that("meanwhile it let %d mails hang".formatted(server.hung()), server.hung() > 0));
    return checks;
  }

  private void decide(List<Person> people) throws Exception {
    var messages = bench.application().door(Messages.class);
    var transaction = bench.application().door(TransactionTemplate.class);
    bench
        .callers()
        .each(
            people,
            person -> transaction.executeWithoutResult(status -> messages.ask(letterFor(person))),
            bench.bar()::at);
  }

  /** As a service message, so that the hour does not matter. */
  static MessageRequest letterFor(Person person) {
    return new MessageRequest(
        person.id(),
        person.id(),
        "journey/welcome",
        null,
        Purpose.SERVICE,
        List.of("email"),
        Timing.ANY,
        new Asker("benchmark", 1, UUID.randomUUID().toString(), "", "", "Benchmark", null, false),
        "once",
        GoOn.QUEUED);
  }

  private void leave(long all) throws InterruptedException {
    bench.application().door(Delivery.class).wake();
    while (server.taken() < all) {
      bench.bar().at(server.taken());
      Thread.sleep(20);
    }
  }

  /** Half of them wait for tomorrow, half are due and go meanwhile as fast as they can. */
  private void addWaiting() {
    bench
        .jdbc()
        .sql(
            """
            insert into message (id, customer_id, business_key, process, process_instance_id, step,
              occasion, template, channel, purpose, go_on, status, decision, decided_at, send_at,
              locale, recipient, subject, html, plain, mime_id, attempts, token_waits)
            select 'w-' || n, m.customer_id, m.business_key, m.process, 'w-' || n, 'Waiting',
              'once', m.template, m.channel, 'care', m.go_on, 'queued', m.decision, m.decided_at,
              case when n % 2 = 0 then m.send_at else m.send_at + interval '1 day' end,
              m.locale, m.recipient, m.subject, m.html, m.plain, '<w-' || n || '@x>', 0, false
            from generate_series(1, ?) n
            join (select *, row_number() over (order by seq) as number, count(*) over () as letters
                  from message where step = 'Benchmark') m on m.number = 1 + n % m.letters""")
        .param(WAITING)
        .update();
    bench.analyze();
    bench.application().door(Delivery.class).wake();
  }

  /** Milliseconds from a complaint to the mail that acknowledges it. */
  private long acknowledged(String address) throws Exception {
    long asked = System.nanoTime();
    complain(address);
    while (server.arrival(address) == 0 && System.nanoTime() - asked < 10 * SOON_NANOS) {
      Thread.sleep(5);
    }
    long took = server.arrival(address) - asked;
    return took < 0 ? 10_000 : took / 1_000_000;
  }

  private void complain(String address) throws Exception {
    bench
        .callers()
        .post(
            "/api/inbound/web",
            "application/json",
            """
            {"id": "b-%1$s", "from": "%1$s", "subject": "Broken", "topic": "product",
             "text": "It broke."}"""
                .formatted(address));
  }

  /** The longest of all. */
  private long slowest() throws Exception {
    long slowest = 0;
    for (int i = 1; i <= COMPLAINTS; i++) {
      slowest = Math.max(slowest, acknowledged("complainer%d@example.org".formatted(i)));
    }
    return slowest;
  }
}
