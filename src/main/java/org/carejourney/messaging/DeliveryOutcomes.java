package org.carejourney.messaging;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.carejourney.customer.Customers;
import org.carejourney.customer.Timeline;
import org.carejourney.customer.TimelineEntry;
import org.carejourney.engine.Processes;
import org.carejourney.engine.Text;
import org.carejourney.messaging.Message.Status;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What became of each message of a claimed batch, committed as soon as a provider tells it. */
@Component
class DeliveryOutcomes {

  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(4),
          Duration.ofHours(12),
          Duration.ofDays(1),
          Duration.ofDays(1));

  private final DeliveryQueue queue;
  private final WaitingTokens tokens;
  private final Outbound outbound;
  private final Customers customers;
  private final Timeline timeline;
  private final Processes processes;
  private final TransactionTemplate transaction;
  private final ApplicationEventPublisher news;
  private final Clock clock;

  DeliveryOutcomes(
      DeliveryQueue queue,
      WaitingTokens tokens,
      Outbound outbound,
      Customers customers,
      Timeline timeline,
      Processes processes,
      TransactionTemplate transaction,
      ApplicationEventPublisher news,
      Clock clock) {
    this.queue = queue;
    this.tokens = tokens;
    this.outbound = outbound;
    this.customers = customers;
    this.timeline = timeline;
    this.processes = processes;
    this.transaction = transaction;
    this.news = news;
    this.clock = clock;
  }

  /** For a batch that an owner has claimed. */
  Provider.Outcomes of(String owner) {
    return new Committed(owner);
  }

  private final class Committed implements Provider.Outcomes {

    private final String owner;

    Committed(String owner) {
      this.owner = owner;
    }

    @Override
    public boolean mayStillGo(Message message) {
      if (customers.find(message.customerId()).isEmpty()) {
        queue.settle(message.id(), owner, Status.WITHHELD, "The customer was erased", null);
        return false;
      }
      if (outbound.state().paused()) {
        queue.settle(message.id(), owner, Status.QUEUED, "Outbound is paused", null);
        return false;
      }
      return queue.renew(message.id(), owner, Delivery.LEASE_SECONDS);
    }

    @Override
    public void accepted(Message message) {
      transaction.executeWithoutResult(
          status -> {
            if (queue.settle(message.id(), owner, Status.SENT, null, null)) {
              news.publishEvent(
                  new MessageSent(message.id(), message.customerId(), message.businessKey()));
            }
          });
      tokens.wake(message.id());
    }

    @Override
    public void later(Message message, String reason) {
      if (message.attempts() > PAUSES.size()) {
        refused(message, "Given up after " + message.attempts() + " attempts: " + reason);
      } else {
        queue.settle(
            message.id(),
            owner,
            Status.QUEUED,
            shortened("Attempt %d: %s".formatted(message.attempts(), reason)),
            clock.instant().plus(PAUSES.get(message.attempts() - 1)));
      }
    }

    @Override
    public void refused(Message message, String reason) {
      transaction.executeWithoutResult(
          status -> {
            if (queue.settle(message.id(), owner, Status.FAILED, shortened(reason), null)) {
              timeline.write(
                  message.customerId(),
                  TimelineEntry.of(
                          clock.instant(), "message", "Not delivered: " + message.subject())
                      .withChannel(message.channel())
                      .withTicket(message.businessKey())
                      .withProcess(message.process())
                      .withMessage(message.id())
                      .withReason(shortened(reason)));
              if (message.businessKey() != null) {
                processes.correlate(
                    "care.messageFailed",
                    message.businessKey(),
                    Map.of("failedMessage", message.id()));
              }
            }
          });
      tokens.wake(message.id());
    }

    /** A mail server may say more than the ledger has room for. */
    private static String shortened(String reason) {
      return Text.fit(reason, 500);
    }
  }
}
