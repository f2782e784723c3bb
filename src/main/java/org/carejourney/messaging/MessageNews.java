package org.carejourney.messaging;

import java.util.Map;
import org.carejourney.engine.Processes;
import org.springframework.stereotype.Component;

/** Tells the house what became of a message, whoever found it out; in the caller's transaction. */
@Component
class MessageNews {

  private final Processes processes;

  MessageNews(Processes processes) {
    this.processes = processes;
  }

  /** Refused, given up or come back for good. */
  void failed(Message message) {
    if (message.businessKey() != null) {
      processes.correlate(
          "care.messageFailed", message.businessKey(), Map.of("failedMessage", message.id()));
    }
  }
}
