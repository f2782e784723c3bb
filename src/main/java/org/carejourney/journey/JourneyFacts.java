package org.carejourney.journey;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.carejourney.customer.Customer;
import org.carejourney.customer.CustomerFacts;
import org.carejourney.engine.Answers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What letters of a journey may say: what happened, when, and what staff wrote down. */
@Component
class JourneyFacts implements CustomerFacts {

  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private final EventRows rows;
  private final Answers answers;
  private final ObjectMapper json;

  JourneyFacts(EventRows rows, Answers answers, ObjectMapper json) {
    this.rows = rows;
    this.answers = answers;
    this.json = json;
  }

  @Override
  public Map<String, Object> facts(Customer customer, @Nullable String businessKey) {
    Map<String, Object> events = new HashMap<>();
    Map<String, Object> times = new HashMap<>();
    for (Event event : rows.newest(customer.customerId())) {
      events.put(event.type(), json.convertValue(event.data(), MAP));
      times.put(event.type(), Date.from(event.time()));
    }
    Map<String, Object> facts = new HashMap<>();
    facts.put("events", events);
    facts.put("eventTimes", times);
    if (customer.customerId().equals(businessKey)) {
      facts.put("answers", answers.latest(customer.customerId()));
    }
    return facts;
  }
}
