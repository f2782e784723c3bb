package org.carejourney.support;

import java.util.HashMap;
import java.util.Map;
import org.carejourney.engine.Processes;
import org.carejourney.engine.Replies;
import org.carejourney.messaging.InboundMessage;
import org.springframework.stereotype.Component;

/** Hands what a customer said about a ticket to the process that works on it. */
@Component
class TicketReplies {

  private final Processes processes;
  private final Replies replies;

  TicketReplies(Processes processes, Replies replies) {
    this.processes = processes;
    this.replies = replies;
  }

  /** False when no process of the ticket takes the customer's words. */
  boolean pass(InboundMessage message, Ticket ticket) {
    String event =
        processes.waits("care.questionAnswered", ticket.number())
            ? "care.questionAnswered"
            : "care.customerReplied";
    Map<String, Object> ofThisReply = new HashMap<>();
    ofThisReply.put("replyMeaning", null);
    ofThisReply.put("inboundId", message.id());
    return replies.deliverToLatest(event, ticket.number(), ofThisReply);
  }
}
