package org.carejourney.messaging;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.carejourney.engine.Decisions;
import org.carejourney.messaging.Message.Verdict;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks the table {@code judge-held-message} what becomes of a message whose hold has ended. */
@Component
class Verdicts {

  /**
   * @param reason in words that staff understand
   */
  record Told(Verdict verdict, String reason) {}

  private final Decisions decisions;
  private final Holds holds;
  private final Clock clock;

  Verdicts(Decisions decisions, Holds holds, Clock clock) {
    this.decisions = decisions;
    this.holds = holds;
    this.clock = clock;
  }

  /**
   * @param tokenWaits whether the process still stands at the step
   */
  Told on(Message held, MessageRequest request, boolean tokenWaits) {
    var over =
        holds
            .lastEnded(held.customerId(), held.decidedAt())
            .orElse(new Holds.Ended("a hold", "other", "solved"));
    long days = Duration.between(held.decidedAt(), clock.instant()).toDays();
    Object word =
        decisions
            .decide(
                "judgeHeldMessage",
                Map.of(
                    "purpose", request.purpose().name().toLowerCase(Locale.ROOT),
                    "heldDays", days,
                    "topic", over.topic(),
                    "outcome", over.outcome()))
            .get("verdict");
    String why =
        "%s (%s, %s) held it for %d days"
            .formatted(over.cause(), over.topic(), over.outcome(), days);
    return possible(verdict(word), why, request, tokenWaits);
  }

  /** What the table says, as far as the diagram knows a way to do it. */
  private static Told possible(
      Verdict verdict, String why, MessageRequest request, boolean tokenWaits) {
    if (verdict == Verdict.SOFTEN && request.softTemplate() == null) {
      return new Told(
          Verdict.SKIP, why + "; it should be softer, but the step names no softer message");
    }
    if (verdict == Verdict.START_OVER && !(tokenWaits && request.asker().startsOver())) {
      return new Told(
          Verdict.SKIP, why + "; it should start over, but the diagram has no way back there");
    }
    return new Told(verdict, why);
  }

  private static Verdict verdict(@Nullable Object word) {
    return Arrays.stream(Verdict.values())
        .filter(verdict -> verdict.name().replace("_", "").equalsIgnoreCase(String.valueOf(word)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "judge-held-message says '%s'; it may say send, soften, skip or startOver"
                        .formatted(word)));
  }
}
