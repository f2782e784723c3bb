package org.carejourney.messaging;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
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
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private final DeliveryQueue queue;
  private final DeliveryOutcomes outcomes;
  private final WaitingTokens tokens;
  private final UnwantedCalls calls;
  private final HeldMessages held;
  private final Outbound outbound;
  private final List<Provider> providers;
  private final TransactionTemplate transaction;
  private final Lease lease;
  private final int connections;
  private final AtomicInteger busy = new AtomicInteger();
  private final Semaphore wakeUp = new Semaphore(0);
  private volatile List<Thread> threads = List.of();

  Delivery(
      DeliveryQueue queue,
      DeliveryOutcomes outcomes,
      WaitingTokens tokens,
      UnwantedCalls calls,
      HeldMessages held,
      Outbound outbound,
      List<Provider> providers,
      TransactionTemplate transaction,
      Lease lease,
      MessagingFigures figures,
      @Value("${care.delivery.connections:2}") int connections) {
    this.queue = queue;
    this.outcomes = outcomes;
    this.tokens = tokens;
    this.calls = calls;
    this.held = held;
    this.outbound = outbound;
    this.providers = providers;
    this.transaction = transaction;
    this.lease = lease;
    this.connections = connections;
    figures.connections(busy::get, connections);
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
    return outbound.state().paused() || (queue.underWay() == 0 && tokens.none() && calls.none());
  }

  /** The next moment for which something is queued, or empty. */
  public Optional<Instant> nextDue() {
    return outbound.state().paused() ? Optional.empty() : queue.nextDue();
  }

  @Override
  public void start() {
    if (providers.stream().noneMatch(provider -> provider.channel().equals("email"))) {
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
          tokens.wakeLeftBehind();
          calls.takeAway();
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
    if (outbound.state().paused()) {
      return false;
    }
    boolean worked = held.judgeDue();
    for (Provider provider : providers) {
      long begun = System.nanoTime();
      List<Message> batch = claim(provider, owner);
      if (!batch.isEmpty()) {
        handOver(provider, batch, outcomes.of(owner, begun));
        worked = true;
      }
    }
    return worked;
  }

  private void handOver(Provider provider, List<Message> batch, Provider.Outcomes told) {
    busy.incrementAndGet();
    try {
      provider.handOver(batch, told);
    } finally {
      busy.decrementAndGet();
    }
  }

  /** What must not go twice is taken one by one, so that a crash leaves one in doubt at most. */
  private List<Message> claim(Provider provider, String owner) {
    boolean again = provider.repeatable();
    if (!again) {
      outcomes.parkLeftBehind(provider.channel());
    }
    List<Message> claimed =
        transaction.execute(
            status ->
                queue.claim(provider.channel(), again, owner, again ? BATCH : 1, lease.seconds()));
    return claimed == null ? List.of() : claimed;
  }
}
