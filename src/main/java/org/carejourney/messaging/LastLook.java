package org.carejourney.messaging;

import java.time.Clock;
import java.util.Objects;
import org.carejourney.customer.Customers;
import org.carejourney.messaging.Message.Status;
import org.carejourney.messaging.MessagingFigures.Ending;
import org.springframework.stereotype.Component;

/**
 * The rules once more, right before a hand-over: the world may have moved on while a message
 * waited. What they say is kept when it changes where the message stands.
 */
@Component
class LastLook {

  private final Customers customers;
  private final Judge judge;
  private final Judgements judgements;
  private final DeliveryQueue queue;
  private final ParkedQueue parked;
  private final Failures failures;
  private final MessageStory story;
  private final MessagingFigures figures;
  private final Clock clock;

  LastLook(
      Customers customers,
      Judge judge,
      Judgements judgements,
      DeliveryQueue queue,
      ParkedQueue parked,
      Failures failures,
      MessageStory story,
      MessagingFigures figures,
      Clock clock) {
    this.customers = customers;
    this.judge = judge;
    this.judgements = judgements;
    this.queue = queue;
    this.parked = parked;
    this.failures = failures;
    this.story = story;
    this.figures = figures;
    this.clock = clock;
  }

  /**
   * Whether a message that an owner has claimed still goes now, by its channel and to where the
   * customer can be reached by now. Else it is put back, or withheld, and the next channel that the
   * step has named takes over, as if it had been asked today; or a person is asked, when it comes
   * too late. In the caller's transaction.
   *
   * @param asked what the step had asked for
   */
  boolean goes(Message message, MessageRequest asked, String owner) {
    String takenBack = queue.takenBack(message.id());
    if (takenBack != null) {
      withhold(message, owner, takenBack, false);
      return false;
    }
    String channel = message.channel();
    Judgement now =
        judge.judge(message.changedBy() == null ? asked.from(channel) : asked.onlyBy(channel));
    boolean elsewhere = !now.channel().equals(channel);
    if (!elsewhere && now instanceof Judgement.Goes goes && !goes.at().isAfter(clock.instant())) {
      boolean same = goes.address().equals(message.recipient());
      if (!same) {
        queue.readdress(message.id(), owner, goes.address());
      }
      return same;
    }
    customers.lock(message.customerId());
    judgements.add(message.id(), now);
    if (elsewhere) {
      withhold(message, owner, now.objections(channel), true);
    } else if (now instanceof Judgement.Goes goes) {
      queue.postpone(message.id(), owner, goes.reason(), goes.at());
    } else if (now instanceof Judgement.Stays stays) {
      queue.putBack(message.id(), owner, Status.HELD, stays.reason(), stays.until());
    } else if (now instanceof Judgement.Asks asks) {
      if (parked.parkLate(message.id(), owner, asks.reason(), asks.since())) {
        figures.ended(channel, Ending.PARKED);
        story.late(message, asks.reason());
      }
    } else {
      withhold(message, owner, Objects.requireNonNull(now.reason()), false);
    }
    return false;
  }

  private void withhold(Message message, String owner, String reason, boolean elsewhere) {
    failures.stop(
        message,
        reason,
        elsewhere,
        why -> queue.settle(message.id(), owner, Status.WITHHELD, why, null));
  }
}
