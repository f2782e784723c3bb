package org.carejourney.feedback;

import java.util.List;
import java.util.Optional;
import org.carejourney.messaging.Links;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Signed links to the page of a survey, each with a score chosen or with none. */
@Component
public class ScoreLinks {

  private static final String PURPOSE = "score";

  private final Links links;

  ScoreLinks(Links links) {
    this.links = links;
  }

  /**
   * What a good link stands for.
   *
   * @param score the one chosen by the link, or null
   */
  public record Choice(String surveyId, @Nullable Integer score) {}

  /** Lives as long as a mind may be changed that was made up on the last day. */
  String to(Survey survey, @Nullable Integer score) {
    return links.to(
        PURPOSE,
        survey.askedAt().plus(Survey.ANSWERABLE).plus(Survey.CHANGEABLE),
        survey.id(),
        score == null ? "" : score.toString());
  }

  /** What a link's token stands for; empty when it is forged, for something else, or too old. */
  public Optional<Choice> read(String token) {
    return links.read(PURPOSE, token).filter(facts -> facts.size() == 2).map(ScoreLinks::choice);
  }

  private static Choice choice(List<String> facts) {
    return new Choice(facts.get(0), facts.get(1).isEmpty() ? null : Integer.valueOf(facts.get(1)));
  }
}
