package org.carejourney.messaging;

import org.carejourney.engine.HeldSteps;
import org.carejourney.engine.LogField;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The processes that stay at a step until it is known what became of their message. */
@Component
class WaitingTokens {

  private static final Logger log = LoggerFactory.getLogger(WaitingTokens.class);

  private final DeliveryQueue queue;
  private final HeldSteps heldSteps;
  private final TransactionTemplate transaction;

  WaitingTokens(DeliveryQueue queue, HeldSteps heldSteps, TransactionTemplate transaction) {
    this.queue = queue;
    this.heldSteps = heldSteps;
    this.transaction = transaction;
  }

  /** Lets the process go on that waits for a message; locked, so that it goes on once. */
  void wake(String messageId) {
    LogField.MESSAGE.during(messageId, () -> wakeOne(messageId));
  }

  private void wakeOne(String messageId) {
    try {
      transaction.executeWithoutResult(
          status ->
              queue
                  .takeToken(messageId)
                  .ifPresent(t -> heldSteps.release(t.executionId(), t.activityInstanceId())));
    } catch (RuntimeException e) {
      log.error(
          "The process that waits for message {} could not go on; it is tried again", messageId, e);
    }
  }

  /** Wakes those whose message was settled without them: by a crash, or a failure in between. */
  void wakeLeftBehind() {
    queue.withWaitingToken().forEach(this::wake);
  }

  boolean none() {
    return queue.withWaitingToken().isEmpty();
  }
}
