package org.carejourney.support;

import java.util.concurrent.atomic.AtomicReference;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Fails in the middle of what a process does for one customer, and repeats what they said. */
@Component
class Stumbling {

  static final String MARK = "Zkqvname";

  private final AtomicReference<String> over = new AtomicReference<>();

  /** Null for nobody. */
  void over(String customerId) {
    over.set(customerId);
  }

  @EventListener
  void on(TicketChanged changed) {
    if (changed.customerId().equals(over.get())) {
      Integer.parseInt(MARK + " said so");
    }
  }
}
