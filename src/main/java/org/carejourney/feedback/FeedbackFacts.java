package org.carejourney.feedback;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.carejourney.customer.Customer;
import org.carejourney.customer.CustomerFacts;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What letters may say of the question we ask: a link for each score. */
@Component
class FeedbackFacts implements CustomerFacts {

  private final Surveys surveys;
  private final ScoreLinks links;

  FeedbackFacts(Surveys surveys, ScoreLinks links) {
    this.surveys = surveys;
    this.links = links;
  }

  @Override
  public Map<String, Object> facts(Customer customer, @Nullable String businessKey) {
    return businessKey == null
        ? Map.of()
        : surveys
            .answerable(customer.customerId(), businessKey)
            .map(survey -> Map.<String, Object>of("survey", about(survey)))
            .orElse(Map.of());
  }

  private Map<String, Object> about(Survey survey) {
    List<Map<String, Object>> scores =
        IntStream.rangeClosed(Survey.LOWEST, Survey.HIGHEST)
            .mapToObj(score -> Map.<String, Object>of("value", score, "link", link(survey, score)))
            .toList();
    return Map.of("scores", scores, "link", links.to(survey, null));
  }

  private String link(Survey survey, int score) {
    return links.to(survey, score);
  }
}
