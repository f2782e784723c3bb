package org.carejourney.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Everybody hears from us, a quarter answers how it goes, and time passes on. */
final class Welcome {

  /** The check-in is due on day 30, on day 32 where a weekend lies between. */
  private static final int ASKED_BY = 33;

  private static final Pattern LINK = Pattern.compile("https?://[^\\s/]+(/p/score/[^\\s)>\"]+)");

  private record Answer(String path, int score) {}

  private final Bench bench;

  Welcome(Bench bench) {
    this.bench = bench;
  }

  List<Check> run() throws Exception {
    int customers = bench.people().size();
    int days = bench.options().days();
    List<Check> checks = new ArrayList<>(Checks.always(customers));
    checks.addAll(Checks.checkIn());
    pass(0, Math.min(days, ASKED_BY), 3L * customers);
    if (days > ASKED_BY) {
      List<Answer> answers = answers();
      bench.meter().measure("scores", answers.size(), answers.size(), () -> give(answers));
      pass(ASKED_BY, days, customers);
      long happy = answers.stream().filter(answer -> answer.score() >= 4).count();
      checks.addAll(Checks.askedAndAnswered(answers.size(), happy));
    }
    return checks;
  }

  private void pass(int from, int to, long jobs) throws Exception {
    bench
        .meter()
        .measure(
            "days %d-%d".formatted(from, to),
            0,
            jobs,
            () -> bench.days().forwardToDay(to, bench.bar()::at));
  }

  /** Every fourth customer, as far as they were asked: by the links in the very letters. */
  private List<Answer> answers() {
    List<Answer> answers = new ArrayList<>();
    for (Person person : bench.people()) {
      if (person.number() % 4 == 0) {
        bench
            .jdbc()
            .sql(
                """
                select plain from message where customer_id = ? and status = 'sent'
                  and template like 'journey/check-in%'""")
            .param(person.id())
            .query(String.class)
            .optional()
            .ifPresent(letter -> answers.add(new Answer(link(letter), person.score())));
      }
    }
    return answers;
  }

  private static String link(String letter) {
    Matcher link = LINK.matcher(letter);
    if (!link.find()) {
      throw new IllegalStateException("There is no link to a score in: " + letter);
    }
    return link.group(1);
  }

  private void give(List<Answer> answers) throws Exception {
    bench
        .callers()
        .each(
            answers,
            answer -> bench.callers().press(answer.path(), "score=" + answer.score()),
            bench.bar()::at);
  }
}
