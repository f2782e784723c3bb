package org.carejourney.support;

import java.util.HashMap;
import java.util.Map;
import org.carejourney.engine.Processes;
import org.carejourney.messaging.InboundMessage;
import org.springframework.stereotype.Component;

/** Hands what a customer said about a ticket to the process that works on it. */
@Component
class TicketReplies {

  private final Processes processes;

  TicketReplies(Processes processes) {
    this.processes = processes;
  }

  /** False when no process of the ticket waits for the customer's words. */
  boolean pass(InboundMessage message, Ticket ticket) {
    String event =
        processes.waits("care.questionAnswered", ticket.number())
            ? "care.questionAnswered"
            : "care.customerReplied";
    Map<String, Object> ofThisReply = new HashMap<>();
    ofThisReply.put("replyMeaning", null);
    ofThisReply.put("inboundId", message.id());
    return processes.correlate(event, ticket.number(), Map.of(), ofThisReply) > 0;
  }
}
