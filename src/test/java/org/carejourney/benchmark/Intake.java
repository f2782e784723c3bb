package org.carejourney.benchmark;

import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.carejourney.messaging.Messages;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Everybody has a letter from us; then a mail about each of them comes in, as mixed as the post is:
 * answers, complaints, some with large attachments, bounces, robots, lists, and what nobody can
 * read. Each has to have an outcome when the last is answered.
 */
final class Intake {

  static final String TAKEN = "mails in";

  /** So that one domain may write as often as a thousand. */
  static final String SETTING = "--care.answers.shared-domains=example.org";

  private static final double SOON_SECONDS = 60;
  private static final int PICTURE = 200_000;

  /** At once in the mailbox: the server there goes through all of them for each that is asked. */
  private static final int LIE_THERE = 250;

  /** Of ten mails. */
  private static final List<String> KINDS =
      List.of(
          "answer",
          "answer",
          "answer",
          "complaint",
          "complaint",
          "picture",
          "bounce",
          "robot",
          "list",
          "unreadable");

  private final Bench bench;
  private final String picture;
  private final @Nullable PostBox postBox;
  private final Map<String, String> letters = new HashMap<>();

  /**
   * @param postBox where the mails wait to be read, or null when they come by HTTP
   */
  Intake(Bench bench, @Nullable PostBox postBox) {
    this.bench = bench;
    this.postBox = postBox;
    byte[] bytes = new byte[PICTURE];
    new Random(1).nextBytes(bytes);
    this.picture = Base64.getMimeEncoder().encodeToString(bytes);
  }

  List<Check> run() throws Exception {
    List<Person> people = bench.people();
    bench.meter().measure("letters out", people.size(), people.size(), this::write);
    bench.analyze();
    Shares shares =
        postBox == null
            ? new Shares("http-nio", "org.carejourney.support.web.MailController")
            : new Shares("mail-intake", "org.carejourney.support.MailIntake");
    bench.meter().measure(TAKEN, people.size(), people.size(), () -> take(people));
    bench.bar().end("Time of the takers: " + shares.told());
    double seconds = bench.meter().stages().get(bench.meter().stages().size() - 1).seconds();
    return List.of(
        Check.that("they were settled within a minute", seconds < SOON_SECONDS),
        new Check(
            "as many came in as were sent",
            "select abs(%d - count(*)) from inbound".formatted(people.size())),
        new Check("each has an outcome", "select count(*) from inbound where outcome is null"),
        kind("human", "answer", "complaint", "picture"),
        kind("bounce", "bounce"),
        kind("auto-reply", "robot"),
        kind("list", "list"),
        kind("unreadable", "unreadable"),
        new Check(
            "each complaint is a ticket, and each ticket has one acknowledgement",
            """
            select (select abs(%d - count(*)) from ticket) + (select count(*) from ticket t
              where 1 <> (select count(*) from message m where m.business_key = t.number))"""
                .formatted(count("complaint") + count("picture"))));
  }

  private void write() throws Exception {
    var messages = bench.application().door(Messages.class);
    var transaction = bench.application().door(TransactionTemplate.class);
    List<Person> people = bench.people().stream().filter(Person::hasEmail).toList();
    bench
        .callers()
        .each(
            people,
            person ->
                transaction.executeWithoutResult(status -> messages.ask(Deliver.letterFor(person))),
            bench.bar()::at);
    while (sent() < people.size()) {
      bench.bar().at(sent());
      Thread.sleep(100);
    }
    bench
        .jdbc()
        .sql("select customer_id, mime_id from message where status = 'sent'")
        .query((row, index) -> letters.put(row.getString(1), row.getString(2)))
        .list();
  }

  private long sent() {
    return bench
        .jdbc()
        .sql("select count(*) from message where status = 'sent'")
        .query(Long.class)
        .single();
  }

  private void take(List<Person> people) throws Exception {
    if (postBox == null) {
      post(people);
      return;
    }
    for (int from = 0; from < people.size(); from += LIE_THERE) {
      int to = Math.min(people.size(), from + LIE_THERE);
      for (Person person : people.subList(from, to)) {
        postBox.put(mail(person));
      }
      await("true", to);
      postBox.empty();
    }
    await("outcome is not null", people.size());
  }

  private void await(String condition, int wanted) throws InterruptedException {
    String sql = "select count(*) from inbound where " + condition;
    long done = bench.jdbc().sql(sql).query(Long.class).single();
    while (done < wanted) {
      bench.bar().at(done);
      Thread.sleep(20);
      done = bench.jdbc().sql(sql).query(Long.class).single();
    }
  }

  private void post(List<Person> people) throws Exception {
    bench
        .callers()
        .each(
            people,
            person -> bench.callers().post("/api/inbound/email", "message/rfc822", mail(person)),
            bench.bar()::at);
  }

  private long count(String kind) {
    return bench.people().stream().filter(person -> kind(person).equals(kind)).count();
  }

  private Check kind(String kind, String... sent) {
    long right = 0;
    for (String one : sent) {
      right += count(one);
    }
    return new Check(
        "as many are '%s' as should".formatted(kind),
        "select abs(%d - count(*)) from inbound where kind = '%s'".formatted(right, kind));
  }

  private static String kind(Person person) {
    return KINDS.get(person.number() % KINDS.size());
  }

  private String mail(Person person) {
    return switch (kind(person)) {
      case "answer" ->
          head(person, "Re: Welcome", "In-Reply-To: " + letter(person))
              + """

              Thank you, number %d arrived and works well.

              On Tue, 1 Sep 2026 at 10:00, Lumen & Oak wrote:
              """
                  .formatted(person.number())
              + "> Good morning, here is what you should know of your new lamp.\n".repeat(40);
      case "complaint" ->
          head(person, "My lamp", "X-Mailer: any")
              + "\nMy lamp is broken, it is number %d.\n".formatted(person.number());
      case "picture" -> withPicture(person);
      case "bounce" -> bounce(person);
      case "robot" ->
          head(person, "Out of office", "Auto-Submitted: auto-replied") + "\nBack on Monday.\n";
      case "list" ->
          head(person, "Weekly news", "List-Id: <news.example.org>")
              + "\nMany things happened.\n".repeat(100);
      default -> "Subject: nobody %d\n\nwrote this.\n".formatted(person.number());
    };
  }

  private String letter(Person person) {
    return letters.getOrDefault(person.id(), "<none-%d@example.org>".formatted(person.number()));
  }

  private static String head(Person person, String subject, String header) {
    return """
        From: Person Number %1$d <person%1$d@example.org>
        To: care@lumen-and-oak.example
        Subject: %2$s
        Message-ID: <mail-%1$d@example.org>
        MIME-Version: 1.0
        %3$s
        """
        .formatted(person.number(), subject, header);
  }

  private String withPicture(Person person) {
    return head(person, "Broken", "Content-Type: multipart/mixed; boundary=cut")
        + """

        --cut
        Content-Type: text/html; charset=utf-8

        <html><body><p>The lamp is <b>broken</b>, see number %d.</p>%s</body></html>
        --cut
        Content-Type: image/jpeg; name="lamp.jpg"
        Content-Disposition: attachment; filename="lamp.jpg"
        Content-Transfer-Encoding: base64

        %s
        --cut--
        """
            .formatted(person.number(), "<div><p>And more.</p></div>".repeat(200), picture);
  }

  private String bounce(Person person) {
    return """
        Return-Path: <>
        From: MAILER-DAEMON@relay.example (Mail Delivery System)
        To: care@lumen-and-oak.example
        Subject: Undelivered Mail Returned to Sender
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary=cut

        --cut

        I am sorry.
        --cut
        Content-Type: message/delivery-status

        Reporting-MTA: dns; relay.example

        Final-Recipient: rfc822; person%1$d@example.org
        Action: failed
        Status: 5.1.1

        --cut
        Content-Type: message/rfc822

        To: person%1$d@example.org
        Message-ID: %2$s

        Good morning.
        --cut--
        """
        .formatted(person.number(), letter(person));
  }
}
