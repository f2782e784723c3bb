package org.carejourney.journey;

import java.util.LinkedHashMap;
import java.util.Map;
import org.carejourney.customer.PersonalData;
import org.carejourney.engine.Answers;
import org.carejourney.engine.Processes;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * A customer's events, and what people typed about them in journeys. First of all in erasing:
 * processes that end may write a last word, which the others then find.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class JourneyData implements PersonalData {

  private final EventRows rows;
  private final Answers answers;
  private final Processes processes;

  JourneyData(EventRows rows, Answers answers, Processes processes) {
    this.rows = rows;
    this.answers = answers;
    this.processes = processes;
  }

  @Override
  public String name() {
    return "journey";
  }

  @Override
  public Object export(String customerId) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("events", rows.all(customerId));
    all.put("answers", answers.of(customerId));
    return all;
  }

  @Override
  public void erase(String customerId) {
    processes.end(customerId, "customer erased");
    answers.erase(customerId);
    rows.erase(customerId);
  }
}
