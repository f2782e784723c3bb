package org.carejourney.support;

import java.util.Map;
import java.util.Optional;
import org.carejourney.customer.Customer;
import org.carejourney.customer.Timeline;
import org.carejourney.engine.Processes;
import org.carejourney.engine.Replies;
import org.carejourney.messaging.InboundMessage;
import org.carejourney.messaging.InboundOutcomes;
import org.carejourney.messaging.Message;
import org.carejourney.messaging.MessageRequest.Purpose;
import org.springframework.stereotype.Component;

/**
 * Replies to letters that are about no open ticket: they go to the process that wrote, or to a
 * person. Who answers a greeting must not be told that we have received their complaint.
 */
@Component
class Correspondence {

  private final Threads threads;
  private final Replies replies;
  private final Processes processes;
  private final Tickets tickets;
  private final Words words;
  private final Timeline timeline;
  private final InboundOutcomes outcomes;

  Correspondence(
      Threads threads,
      Replies replies,
      Processes processes,
      Tickets tickets,
      Words words,
      Timeline timeline,
      InboundOutcomes outcomes) {
    this.threads = threads;
    this.replies = replies;
    this.processes = processes;
    this.tickets = tickets;
    this.words = words;
    this.timeline = timeline;
    this.outcomes = outcomes;
  }

  /** Empty when the message answers no letter of ours, or is a case for a ticket after all. */
  Optional<InboundMessage> take(InboundMessage message, Customer customer) {
    return threads
        .letters(message)
        // Who can quote another customer's letter is not that customer.
        .filter(letter -> customer.customerId().equals(letter.customerId()))
        .filter(letter -> letter.businessKey() != null)
        .findFirst()
        .filter(letter -> taken(letter, message))
        .map(letter -> settled(message, customer));
  }

  private boolean taken(Message letter, InboundMessage message) {
    String key = letter.businessKey();
    return key != null
        && !isTheServices(letter, key)
        && (reaches(letter, key, message) || isRead(letter, message));
  }

  /**
   * What the service wrote about a ticket is answered to that ticket. When it is over, a process of
   * it may still stand at somebody's task, but nobody works on it any more.
   */
  private boolean isTheServices(Message letter, String businessKey) {
    return letter.purpose() == Purpose.SERVICE && tickets.find(businessKey).isPresent();
  }

  private boolean reaches(Message letter, String businessKey, InboundMessage message) {
    return replies.deliver(
        "care.customerReplied",
        businessKey,
        letter.processInstanceId(),
        Map.of("inboundId", message.id()));
  }

  /** Nobody waits for it: a person reads it, unless it is plainly something for the service. */
  private boolean isRead(Message letter, InboundMessage message) {
    return !forTheService(message)
        && processes.start(
            "care.replyReceived",
            letter.customerId(),
            Map.of("customerId", letter.customerId(), "inboundId", message.id()));
  }

  private boolean forTheService(InboundMessage message) {
    boolean urgent = words.tell("urgency", message.words()).filter("high"::equals).isPresent();
    return urgent || Intake.TOPICS.contains(String.valueOf(message.topic()));
  }

  private InboundMessage settled(InboundMessage message, Customer customer) {
    timeline.write(customer.customerId(), Intake.story(message, "Reply"));
    return outcomes.settle(message.id(), customer.customerId(), "correlated", null, null);
  }
}
