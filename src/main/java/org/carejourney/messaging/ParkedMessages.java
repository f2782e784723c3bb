package org.carejourney.messaging;

import org.carejourney.customer.Customers;
import org.carejourney.engine.Problem;
import org.carejourney.messaging.Message.Status;
import org.carejourney.messaging.MessagingFigures.Ending;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Messages of which nobody knows whether they arrived, until a person decides; what comes too late
 * is for {@link LateMessages}.
 */
@Component
public class ParkedMessages {

  private final Messages messages;
  private final Customers customers;
  private final ParkedQueue queue;
  private final MessageStory story;
  private final MessageNews news;
  private final Delivery delivery;
  private final MessagingFigures figures;

  ParkedMessages(
      Messages messages,
      Customers customers,
      ParkedQueue queue,
      MessageStory story,
      MessageNews news,
      Delivery delivery,
      MessagingFigures figures) {
    this.messages = messages;
    this.customers = customers;
    this.queue = queue;
    this.story = story;
    this.news = news;
    this.delivery = delivery;
    this.figures = figures;
  }

  /** The customer has it: a process that waited for that goes on. */
  @Transactional
  public void arrived(String id, String actor) {
    Message message = end(id, Status.SENT, null);
    story.noted(message, "It arrived", null, actor);
    figures.ended(message.channel(), Ending.SENT);
  }

  /** It goes again, as if for the first time. */
  @Transactional
  public void sendAgain(String id, String actor) {
    story.noted(end(id, Status.QUEUED, null), "Sent again", null, actor);
  }

  /** It counts as refused for good, and the process hears of it. */
  @Transactional
  public void giveUp(String id, String actor) {
    String reason = "Given up: nobody knows whether it arrived";
    Message message = end(id, Status.FAILED, reason);
    story.noted(message, "Given up", null, actor);
    figures.ended(message.channel(), Ending.FAILED);
    news.failed(message);
  }

  private Message end(String id, Status status, @Nullable String reason) {
    Message message = messages.get(id);
    customers.lock(message.customerId());
    if (!queue.unpark(id, status, reason)) {
      throw Problem.conflict("not-parked", "Somebody has decided on this message already");
    }
    delivery.wakeAfterCommit();
    return message;
  }
}
