package org.carejourney.insight.web;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.carejourney.engine.Problem;
import org.carejourney.insight.FastForward;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The demo's clock for other programs: read it, or set it forward. */
@RestController
@Profile("demo")
class DemoClockController {

  private static final String PROGRESS = "/api/demo/clock/progress";
  private static final long ANSWER_WITHIN_SECONDS = 20;

  private final FastForward fastForward;

  DemoClockController(FastForward fastForward) {
    this.fastForward = fastForward;
  }

  record Wish(String advance, String set) {}

  @GetMapping("/api/demo/clock")
  Map<String, Instant> now() {
    return Map.of("now", fastForward.now());
  }

  @GetMapping(PROGRESS)
  FastForward.Progress progress() {
    return fastForward
        .progress()
        .orElseThrow(() -> Problem.notFound("no-run", "The clock has not been set forward yet"));
  }

  @PostMapping("/api/demo/clock")
  ResponseEntity<Object> forward(@RequestBody Wish wish)
      throws InterruptedException, ExecutionException {
    var run = fastForward.start(goal(wish));
    try {
      return ResponseEntity.ok(run.get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS));
    } catch (TimeoutException e) {
      return ResponseEntity.accepted()
          .location(URI.create(PROGRESS))
          .body(fastForward.progress().orElseThrow());
    }
  }

  private Instant goal(Wish wish) {
    if ((wish.advance() == null) == (wish.set() == null)) {
      throw Problem.badRequest("invalid", "advance", "Give either advance or set");
    }
    return wish.set() == null ? after(wish.advance()) : moment(wish.set());
  }

  private Instant after(String advance) {
    try {
      // A period's days and a duration's hours are both written PnDTnH; months only in a period.
      Instant goal =
          advance.contains("T") || !advance.matches(".*[YMW].*")
              ? fastForward.now().plus(Duration.parse(advance))
              : fastForward.now().atOffset(ZoneOffset.UTC).plus(Period.parse(advance)).toInstant();
      return goal;
    } catch (DateTimeException | ArithmeticException e) {
      throw Problem.badRequest(
          "invalid", "advance", "advance must be an ISO-8601 duration such as P30D or PT2H");
    }
  }

  private static Instant moment(String set) {
    try {
      return OffsetDateTime.parse(set).toInstant();
    } catch (DateTimeException e) {
      throw Problem.badRequest(
          "invalid",
          "set",
          "set must be an ISO-8601 time with offset such as 2027-03-02T10:00:00+01:00");
    }
  }
}
