package org.carejourney.messaging;

import org.carejourney.engine.LogField;
import org.carejourney.engine.Processes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes away the tasks of calls whose message is over without them: the process has left the step,
 * or the customer was erased.
 */
@Component
class UnwantedCalls {

  private static final Logger log = LoggerFactory.getLogger(UnwantedCalls.class);

  private final OpenCalls open;
  private final Processes processes;
  private final TransactionTemplate transaction;

  UnwantedCalls(OpenCalls open, Processes processes, TransactionTemplate transaction) {
    this.open = open;
    this.processes = processes;
    this.transaction = transaction;
  }

  void takeAway() {
    open.unwanted().forEach(this::takeAway);
  }

  private void takeAway(String messageId) {
    LogField.MESSAGE.during(messageId, () -> takeAwayOne(messageId));
  }

  private void takeAwayOne(String messageId) {
    try {
      transaction.executeWithoutResult(
          status -> {
            if (open.takeAway(messageId)) {
              processes.correlateWith("messageId", messageId, "care.callUnwanted");
            }
          });
    } catch (RuntimeException e) {
      log.warn("The task to call for message {} could not be taken away; tried again", messageId);
    }
  }

  boolean none() {
    return open.unwanted().isEmpty();
  }
}
