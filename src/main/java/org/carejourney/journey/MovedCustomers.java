package org.carejourney.journey;

import org.carejourney.customer.CustomerMoved;
import org.carejourney.engine.Timers;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** "Day 30" is a day where the customer lives: who moves takes the running waits along. */
@Component
class MovedCustomers {

  private final Timers timers;

  MovedCustomers(Timers timers) {
    this.timers = timers;
  }

  @EventListener
  void on(CustomerMoved moved) {
    timers.recompute(moved.customerId());
  }
}
