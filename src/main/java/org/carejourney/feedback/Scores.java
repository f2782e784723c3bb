package org.carejourney.feedback;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.carejourney.customer.Customers;
import org.carejourney.customer.Timeline;
import org.carejourney.customer.TimelineEntry;
import org.carejourney.engine.Conflicts;
import org.carejourney.engine.Processes;
import org.carejourney.engine.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What customers answer: kept, told to the process that asked, and to whoever cares for it. */
@Component
public class Scores {

  /** What became of an answer. */
  public enum Outcome {
    /** It stands now. */
    TAKEN,
    /** It stood already: a second click. */
    SAME,
    /** The days in which it could be given or changed are over. */
    CLOSED,
    /** There is no such survey, or no such customer any more. */
    UNKNOWN
  }

  private final Surveys surveys;
  private final Customers customers;
  private final Timeline timeline;
  private final Processes processes;
  private final Conflicts conflicts;
  private final ApplicationEventPublisher news;
  private final Clock clock;

  Scores(
      Surveys surveys,
      Customers customers,
      Timeline timeline,
      Processes processes,
      Conflicts conflicts,
      ApplicationEventPublisher news,
      Clock clock) {
    this.surveys = surveys;
    this.customers = customers;
    this.timeline = timeline;
    this.processes = processes;
    this.conflicts = conflicts;
    this.news = news;
    this.clock = clock;
  }

  /**
   * The customer answers, or answers anew.
   *
   * @param score 1 to 5
   * @param comment what they wrote, or null, which leaves an earlier comment as it is
   */
  public Outcome answer(String surveyId, int score, @Nullable String comment) {
    if (score < Survey.LOWEST || score > Survey.HIGHEST) {
      throw new IllegalArgumentException("No score: " + score);
    }
    return conflicts.retried(() -> answered(surveyId, score, Text.orNull(Text.clean(comment))));
  }

  private Outcome answered(String surveyId, int score, @Nullable String comment) {
    Survey survey = surveys.lock(surveyId).orElse(null);
    // After the lock: who is being erased at this moment is erased by now.
    if (survey == null || customers.find(survey.customerId()).isEmpty()) {
      return Outcome.UNKNOWN;
    }
    Instant now = clock.instant();
    if (!now.isBefore(survey.closesAt())) {
      return Outcome.CLOSED;
    }
    boolean other = !Objects.equals(survey.score(), score);
    if (!other && (comment == null || comment.equals(survey.comment()))) {
      return Outcome.SAME;
    }
    surveys.score(
        surveyId,
        score,
        survey.scoredAt() == null ? now : survey.scoredAt(),
        comment == null ? survey.comment() : comment,
        survey.changes() + (survey.answered() && other ? 1 : 0));
    timeline.write(survey.customerId(), entry(survey, score, other, now).withText(comment));
    if (other) {
      tell(survey, score);
    }
    return Outcome.TAKEN;
  }

  private void tell(Survey survey, int score) {
    boolean first = !survey.answered();
    boolean taken =
        processes.correlateTo(
            survey.processInstanceId(),
            first ? "care.scoreGiven" : "care.scoreChanged",
            Map.of("score", score));
    news.publishEvent(
        new ScoreGiven(survey.id(), survey.customerId(), survey.businessKey(), score, first));
    if (score <= Survey.LOW && !survey.isLow() && !survey.lowHeard()) {
      surveys.lowHeard(survey.id());
      if (!taken) {
        news.publishEvent(
            new LowScore(survey.id(), survey.customerId(), survey.businessKey(), score));
      }
    }
  }

  private static TimelineEntry entry(Survey survey, int score, boolean other, Instant now) {
    String title =
        !survey.answered()
            ? "Score %d of 5".formatted(score)
            : other
                ? "Score changed from %d to %d of 5".formatted(survey.score(), score)
                : "A word more on the score %d of 5".formatted(score);
    return TimelineEntry.of(now, "score", title + " (" + survey.question() + ")")
        .withTicket(survey.ticket())
        .withProcess(survey.process());
  }
}
