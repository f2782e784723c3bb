package org.carejourney.messaging;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.carejourney.customer.Customer;
import org.carejourney.customer.CustomerFacts;
import org.carejourney.engine.Company;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What every letter may say: who it is to, who it is from, and what the modules know. */
@Component
class LetterFacts {

  private final List<CustomerFacts> sources;
  private final Map<String, Object> company;

  LetterFacts(List<CustomerFacts> sources, Company company) {
    this.sources = sources;
    this.company =
        Map.of(
            "name", company.name(),
            "email", company.email(),
            "phone", company.phone(),
            "website", company.website(),
            "address", company.address());
  }

  /**
   * @param businessKey of the process that writes, or null
   */
  Map<String, Object> about(Customer customer, @Nullable String businessKey) {
    Map<String, Object> model = new HashMap<>();
    for (CustomerFacts source : sources) {
      model.putAll(source.facts(customer, businessKey));
    }
    Map<String, Object> person = new LinkedHashMap<>();
    person.put("customerId", customer.customerId());
    person.put("name", customer.name());
    person.put("calledName", customer.calledName());
    person.put("segment", customer.segment());
    person.put("country", customer.country());
    person.put("attributes", plain(customer.attributes()));
    model.put("customer", person);
    model.put("company", company);
    return model;
  }

  /** Templates print text, numbers and yes or no, nothing deeper. */
  private static Map<String, Object> plain(Map<String, Object> attributes) {
    Map<String, Object> plain = new LinkedHashMap<>(attributes);
    plain
        .values()
        .removeIf(
            value ->
                !(value instanceof String || value instanceof Number || value instanceof Boolean));
    return plain;
  }
}
