package org.carejourney.messaging;

import java.util.List;
import java.util.Map;
import org.carejourney.engine.Discretion;
import org.carejourney.engine.Processes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The telephone: a colleague gets the task to call. Always connected. */
@Component
class PhoneProvider implements Provider {

  private static final Logger log = LoggerFactory.getLogger(PhoneProvider.class);

  private final Processes processes;

  PhoneProvider(Processes processes) {
    this.processes = processes;
  }

  @Override
  public String channel() {
    return "phone";
  }

  /** Task and ledger are one transaction: after a crash there is no task yet. */
  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public void handOver(List<Message> batch, Outcomes outcomes) {
    outcomes.oneByOne(batch, message -> handOver(message, outcomes));
  }

  private void handOver(Message message, Outcomes outcomes) {
    try {
      outcomes.handedOn(message, () -> makeTask(message));
    } catch (RuntimeException e) {
      log.error("The task to call for message {} could not be made", message.id(), e);
      outcomes.later(message, "The task to call could not be made: " + Discretion.tell(e));
    }
  }

  private void makeTask(Message message) {
    String key = message.businessKey() == null ? message.customerId() : message.businessKey();
    Map<String, Object> call =
        Map.of("messageId", message.id(), "customerId", message.customerId(), "tries", 0);
    if (!processes.start("care.callWanted", key, call)) {
      throw new IllegalStateException("no process begins with care.callWanted");
    }
  }
}
