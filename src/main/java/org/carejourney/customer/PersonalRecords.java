package org.carejourney.customer;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.carejourney.engine.Problem;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Everything all modules keep about one customer: handed out, or forgotten for good. */
@Component
public class PersonalRecords {

  // Looked up late: the modules that give them stand on this one.
  private final ObjectProvider<PersonalData> modules;
  private final Customers customers;
  private final Clock clock;

  PersonalRecords(ObjectProvider<PersonalData> modules, Customers customers, Clock clock) {
    this.modules = modules;
    this.customers = customers;
    this.clock = clock;
  }

  /** By module, in one look; {@link Problem} 404 when unknown or erased. */
  @Transactional
  public Map<String, Object> export(String customerId) {
    customers.get(customerId);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("customerId", customerId);
    all.put("exportedAt", clock.instant());
    for (PersonalData module : all()) {
      Object data = module.export(customerId);
      if (data != null) {
        all.put(module.name(), data);
      }
    }
    return all;
  }

  /**
   * Erases the customer in every module or in none. Once more does no harm; {@link Problem} 404
   * when there never was such a customer.
   */
  @Transactional
  public void erase(String customerId) {
    // Whatever comes in for the customer at this moment waits, and then meets nobody.
    if (customers.lock(customerId).isEmpty() && !customers.erased(customerId)) {
      customers.get(customerId);
    }
    all().forEach(module -> module.erase(customerId));
  }

  private List<PersonalData> all() {
    return modules.orderedStream().toList();
  }
}
