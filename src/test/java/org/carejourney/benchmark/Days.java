package org.carejourney.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.function.LongConsumer;

/** Time that passes, by the demo's clock as everybody may set it. */
final class Days {

  private final Callers callers;
  private final Instant first;

  private Days(Callers callers, Instant first) {
    this.callers = callers;
    this.first = first;
  }

  /**
   * Sets the clock to a Monday morning in September: thirty days later is a Wednesday without
   * holidays nearly everywhere, so that runs can be compared.
   */
  static Days begin(Callers callers) throws IOException, InterruptedException {
    Instant now = Instant.parse(callers.get("/api/demo/clock").path("now").asText());
    LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
    LocalDate monday = firstMondayOfSeptember(today.getYear());
    if (!monday.isAfter(today)) {
      monday = firstMondayOfSeptember(today.getYear() + 1);
    }
    Days days = new Days(callers, monday.atTime(8, 0).toInstant(ZoneOffset.UTC));
    days.forwardTo(days.first, jobs -> {});
    return days;
  }

  /** The same days for another start of the application. */
  Days with(Callers others) {
    return new Days(others, first);
  }

  private static LocalDate firstMondayOfSeptember(int year) {
    return LocalDate.of(year, 9, 1).with(TemporalAdjusters.firstInMonth(DayOfWeek.MONDAY));
  }

  /** Now, in our terms. */
  String now() throws IOException, InterruptedException {
    return callers.get("/api/demo/clock").path("now").asText();
  }

  /** Lets time pass until a day, counted from the beginning; tells how many jobs ran. */
  void forwardToDay(int day, LongConsumer jobs) throws IOException, InterruptedException {
    forwardTo(first.plus(Duration.ofDays(day)), jobs);
  }

  private void forwardTo(Instant goal, LongConsumer jobs) throws IOException, InterruptedException {
    callers.post("/api/demo/clock", "application/json", "{\"set\": \"%s\"}".formatted(goal));
    while (true) {
      JsonNode progress = callers.get("/api/demo/clock/progress");
      jobs.accept(progress.path("jobs").asLong());
      switch (progress.path("status").asText()) {
        case "running" -> Thread.sleep(250);
        case "done" -> {
          return;
        }
        default -> throw new IOException("The clock stopped: " + progress.path("problem").asText());
      }
    }
  }
}
