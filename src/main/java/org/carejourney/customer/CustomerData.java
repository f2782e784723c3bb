package org.carejourney.customer;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Profile, every statement on consent, and the timeline. Last, as the others may look here. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class CustomerData implements PersonalData {

  private final Customers customers;
  private final CustomerRows rows;
  private final Consents consents;
  private final CarePauses pauses;
  private final Timeline timeline;
  private final Clock clock;

  CustomerData(
      Customers customers,
      CustomerRows rows,
      Consents consents,
      CarePauses pauses,
      Timeline timeline,
      Clock clock) {
    this.customers = customers;
    this.rows = rows;
    this.consents = consents;
    this.pauses = pauses;
    this.timeline = timeline;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "customer";
  }

  @Override
  public @Nullable Object export(String customerId) {
    return customers
        .find(customerId)
        .map(
            customer ->
                Map.of(
                    "profile", Profile.of(customer, List.of()),
                    "consents", consents.statements(customerId),
                    "timeline", timeline.all(customerId)))
        .orElse(null);
  }

  @Override
  public void erase(String customerId) {
    rows.erase(customerId, clock.instant());
    consents.erase(customerId);
    pauses.erase(customerId);
    timeline.erase(customerId);
  }
}
