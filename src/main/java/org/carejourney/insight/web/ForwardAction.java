package org.carejourney.insight.web;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.carejourney.engine.Problem;
import org.carejourney.insight.FastForward;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The demo's fast-forward button. A long run goes on after the answer; the home page tells. */
@Controller
@Profile("demo")
class ForwardAction {

  private static final Duration MOST = Duration.ofDays(366);
  private static final long ANSWER_WITHIN_SECONDS = 15;

  private final FastForward fastForward;

  ForwardAction(FastForward fastForward) {
    this.fastForward = fastForward;
  }

  @PostMapping("/care/demo/forward")
  String forward(@RequestParam String by) throws InterruptedException, ExecutionException {
    try {
      fastForward
          .start(fastForward.now().plus(duration(by)), "by")
          .get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException stillRunning) {
      // The home page shows how far it has come.
    }
    return "redirect:/care";
  }

  private static Duration duration(String by) {
    try {
      Duration duration = Duration.parse(by);
      if (!duration.isNegative() && duration.compareTo(MOST) <= 0) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      // Told below.
    }
    throw Problem.badRequest("invalid", "by", "by must be an ISO-8601 duration up to 366 days");
  }
}
