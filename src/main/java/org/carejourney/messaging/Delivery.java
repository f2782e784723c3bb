package org.carejourney.messaging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.carejourney.customer.Customers;
import org.carejourney.customer.Timeline;
import org.carejourney.customer.TimelineEntry;
import org.carejourney.engine.HeldSteps;
import org.carejourney.engine.Processes;
import org.carejourney.messaging.Message.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hands queued messages to their providers, outside of the engine's transactions: claims a batch,
 * hands over, commits the outcome of each message at once. Woken when a message is queued, so that
 * it leaves within moments; looks by itself now and then for what is due or was left by a crash.
 */
@Component
public class Delivery implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Delivery.class);
  private static final int BATCH = 20;
  // Longer than any one hand-over can take with the mail time-outs; renewed before each.
  private static final int LEASE_SECONDS = 120;
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
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
  private final Outbound outbound;
  private final List<Provider> providers;
  private final Customers customers;
  private final Timeline timeline;
  private final HeldSteps heldSteps;
  private final Processes processes;
  private final TransactionTemplate transaction;
  private final ApplicationEventPublisher news;
  private final Clock clock;
  private final int connections;
  private final Semaphore wakeUp = new Semaphore(0);
  private volatile List<Thread> threads = List.of();

  Delivery(
      DeliveryQueue queue,
      Outbound outbound,
      List<Provider> providers,
      Customers customers,
      Timeline timeline,
      HeldSteps heldSteps,
      Processes processes,
      TransactionTemplate transaction,
      ApplicationEventPublisher news,
      Clock clock,
      @Value("${care.delivery.connections:2}") int connections) {
    this.queue = queue;
    this.outbound = outbound;
    this.providers = providers;
    this.customers = customers;
    this.timeline = timeline;
    this.heldSteps = heldSteps;
    this.processes = processes;
    this.transaction = transaction;
    this.news = news;
    this.clock = clock;
    this.connections = connections;
  }

  void wakeAfterCommit() {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            wake();
          }
        });
  }

  /** Looks for due messages now instead of in a few seconds. */
  public void wake() {
    wakeUp.release();
  }

  /** Whether nothing due is left to hand over, unless outbound is paused. */
  public boolean atRest() {
    return outbound.state().paused()
        || (queue.underWay() == 0 && queue.withWaitingToken().isEmpty());
  }

  /** The next moment for which something is queued, or empty. */
  public Optional<Instant> nextDue() {
    return outbound.state().paused() ? Optional.empty() : queue.nextDue();
  }

  @Override
  public void start() {
    if (providers.isEmpty()) {
      log.warn("No mail server is named in spring.mail.host: no e-mail will be sent");
    }
    threads =
        IntStream.rangeClosed(1, connections)
            .mapToObj(number -> new Thread(this::work, "delivery-" + number))
            .toList();
    threads.forEach(Thread::start);
  }

  @Override
  public void stop() {
    var stopping = threads;
    threads = List.of();
    stopping.forEach(Thread::interrupt);
    for (Thread thread : stopping) {
      try {
        thread.join(Duration.ofSeconds(20).toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return !threads.isEmpty();
  }

  private void work() {
    String owner = UUID.randomUUID().toString();
    while (isRunning()) {
      try {
        if (!round(owner)) {
          wakeUp.tryAcquire(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
          wakeUp.drainPermits();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        log.error("Delivery goes on after a problem", e);
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_AGAIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One look at everything; true when there was something to do. */
  private boolean round(String owner) {
    queue.withWaitingToken().forEach(this::wakeToken);
    if (outbound.state().paused()) {
      return false;
    }
    boolean worked = false;
    for (Provider provider : providers) {
      List<Message> batch =
          transaction.execute(
              status -> queue.claim(provider.channel(), owner, BATCH, LEASE_SECONDS));
      if (!batch.isEmpty()) {
        provider.handOver(batch, new Committed(owner));
        worked = true;
      }
    }
    return worked;
  }

  /** Lets the process go on that waits for a message; locked, so that it goes on once. */
  private void wakeToken(String messageId) {
    try {
      transaction.executeWithoutResult(
          status ->
              queue
                  .takeToken(messageId)
                  .ifPresent(t -> heldSteps.release(t.executionId(), t.activityInstanceId())));
    } catch (RuntimeException e) {
      log.error("The process that waits for message {} could not go on", messageId, e);
      pause();
    }
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
      return queue.renew(message.id(), owner, LEASE_SECONDS);
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
      wakeToken(message.id());
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
            "Attempt %d: %s".formatted(message.attempts(), reason),
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
      wakeToken(message.id());
    }

    private static String shortened(String reason) {
      return reason.length() <= 500 ? reason : reason.substring(0, 499) + "…";
    }
  }
}
