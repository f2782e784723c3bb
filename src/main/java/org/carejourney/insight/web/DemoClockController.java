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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carejourney.engine.Problem;
import org.carejourney.insight.FastForward;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** The demo's clock for other programs: read it, or set it forward. */
@RestController
@Profile("demo")
class DemoClockController {

  private static final String PROGRESS = "/api/demo/clock/progress";
  private static final int ANSWER_WITHIN_SECONDS = 20;

  /** RFC 7240, 4.3. */
  private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait=(\\d{1,5})(?:$|[,;\\s])");

  private final FastForward fastForward;

  DemoClockController(FastForward fastForward) {
    this.fastForward = fastForward;
  }

  record Wish(@Nullable String advance, @Nullable String set) {}

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

  /**
   * @param prefer {@code wait=2} for who wants an answer sooner
   */
  @PostMapping("/api/demo/clock")
  ResponseEntity<Object> forward(
      @RequestBody Wish wish, @RequestHeader(name = "Prefer", defaultValue = "") String prefer)
      throws InterruptedException, ExecutionException {
    var run = fastForward.start(goal(wish), wish.set() == null ? "advance" : "set");
    try {
      var result = run.get(seconds(prefer), TimeUnit.SECONDS);
      String problem = progress().problem();
      if (problem != null) {
        throw Problem.conflict("stopped", "Stopped at %s: %s".formatted(result.now(), problem));
      }
      return ResponseEntity.ok(result);
    } catch (TimeoutException e) {
      return ResponseEntity.accepted().location(URI.create(PROGRESS)).body(progress());
    }
  }

  private static int seconds(String prefer) {
    Matcher wait = WAIT.matcher(prefer);
    return wait.find()
        ? Math.min(Integer.parseInt(wait.group(1)), ANSWER_WITHIN_SECONDS)
        : ANSWER_WITHIN_SECONDS;
  }

  private Instant goal(Wish wish) {
    if (wish.advance() != null && wish.set() == null) {
      return after(wish.advance());
    }
    if (wish.advance() == null && wish.set() != null) {
      return moment(wish.set());
    }
    throw Problem.badRequest("invalid", "advance", "Give either advance or set");
  }

  private Instant after(String advance) {
    try {
      // Days and hours are a duration, P1DT2H; years, months and weeks stand in a period only.
      return advance.matches("(?i)[^T]*[YMW][^T]*")
          ? fastForward.now().atOffset(ZoneOffset.UTC).plus(Period.parse(advance)).toInstant()
          : fastForward.now().plus(Duration.parse(advance));
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
