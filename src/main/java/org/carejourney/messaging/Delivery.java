package org.carejourney.messaging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Hands queued messages to their providers, outside of the engine's transactions: claims a batch,
 * hands over, commits the outcome of each message at once. Each channel has deliverers of its own,
 * so that a provider that hangs delays no other. Woken when a message is queued, so that it leaves
 * within moments; looks by itself now and then for what is due or was left by a crash.
 */
@Component
public class Delivery implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Delivery.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
  private static final Duration LOOK_AFTER_OTHERS = Duration.ofSeconds(1);
  private static final Duration LOOK_FOR_ABSENT = Duration.ofMinutes(1);

  private final DueMessages due;
  private final DeliveryRound round;
  private final WaitingTokens tokens;
  private final UnwantedCalls calls;
  private final HeldMessages held;
  private final Outbound outbound;
  private final Clock clock;
  private final List<Provider> providers;
  private final int connections;
  private final Map<String, Semaphore> wakeUps;
  private final Semaphore others = new Semaphore(0);
  private volatile List<DeliveryThread> threads = List.of();

  /** Only the thread that looks after others asks. */
  private Instant askedAt;

  Delivery(
      DueMessages due,
      DeliveryRound round,
      WaitingTokens tokens,
      UnwantedCalls calls,
      HeldMessages held,
      Outbound outbound,
      List<Provider> providers,
      MessagingFigures figures,
      Clock clock,
      DeliverySettings settings) {
    this.due = due;
    this.round = round;
    this.tokens = tokens;
    this.calls = calls;
    this.held = held;
    this.outbound = outbound;
    this.providers = providers;
    this.clock = clock;
    this.askedAt = clock.instant();
    this.connections = settings.connections();
    this.wakeUps =
        providers.stream().collect(Collectors.toMap(Provider::channel, p -> new Semaphore(0)));
    figures.connections(round::busy, connections * providers.size());
  }

  /** Something was queued, or settled, in the caller's transaction. */
  void wakeAfterCommit() {
    afterCommit(this::wake);
  }

  /**
   * A message was queued on a channel in the caller's transaction: one more deliverer is needed.
   */
  void wakeAfterCommit(String channel) {
    afterCommit(() -> wake(wakeUps.getOrDefault(channel, others), 1));
  }

  private static void afterCommit(Runnable then) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            then.run();
          }
        });
  }

  /** Looks for due messages now instead of in a few seconds. */
  public void wake() {
    wakeUps.values().forEach(wakeUp -> wake(wakeUp, connections));
    wake(others, 1);
  }

  /** No more than there are deliverers: each permit has one look into the queue. */
  private void wake(Semaphore wakeUp, int deliverers) {
    int more = Math.min(deliverers, connections - wakeUp.availablePermits());
    wakeUp.release(Math.max(0, more));
  }

  /** Whether nothing due is left to hand over, unless outbound is paused. */
  public boolean atRest() {
    return outbound.state().paused() || (due.underWay() == 0 && tokens.none() && calls.none());
  }

  /** The next moment for which something is queued, or empty. */
  public Optional<Instant> nextDue() {
    return outbound.state().paused() ? Optional.empty() : due.nextDue();
  }

  @Override
  public void start() {
    if (providers.stream().noneMatch(provider -> provider.channel().equals("email"))) {
      log.warn("No mail server is named in spring.mail.host: no e-mail will be sent");
    }
    round.begin();
    threads =
        Stream.concat(
                Stream.of(
                    new DeliveryThread(
                        "delivery-others", others, LOOK_AFTER_OTHERS, this::lookAfter),
                    absent()),
                providers.stream().flatMap(this::deliverers))
            .toList();
    threads.forEach(Thread::start);
  }

  private Stream<DeliveryThread> deliverers(Provider provider) {
    return IntStream.rangeClosed(1, connections)
        .mapToObj(
            number -> deliverer(provider, "delivery-%s-%d".formatted(provider.channel(), number)));
  }

  private DeliveryThread deliverer(Provider provider, String name) {
    String owner = UUID.randomUUID().toString();
    BooleanSupplier work = () -> round.go(provider, owner);
    return new DeliveryThread(
        name, Objects.requireNonNull(wakeUps.get(provider.channel())), LOOK_AGAIN, work);
  }

  /** For the channels without a provider: at the start, and seldom after that. */
  private DeliveryThread absent() {
    List<Provider> absent =
        MessagingFigures.CHANNELS.stream()
            .filter(channel -> !wakeUps.containsKey(channel))
            .map(channel -> (Provider) new AbsentProvider(channel))
            .toList();
    String owner = UUID.randomUUID().toString();
    return new DeliveryThread(
        "delivery-absent",
        new Semaphore(0),
        LOOK_FOR_ABSENT,
        () -> absent.stream().anyMatch(provider -> round.go(provider, owner)));
  }

  /** What no deliverer of a channel does: true when there was something. */
  private boolean lookAfter() {
    if (round.relieve()) {
      wake();
    }
    if (outbound.state().paused()) {
      return false;
    }
    boolean judged = held.judgeDue();
    tokens.wakeLeftBehind();
    calls.takeAway();
    if (judged || fellDue()) {
      wake();
    }
    return judged;
  }

  /** Whether the moment came for something that waits, since we asked last. */
  private boolean fellDue() {
    Instant before = askedAt;
    askedAt = clock.instant();
    return due.fellDue(before, askedAt);
  }

  @Override
  public void stop() {
    var stopping = threads;
    threads = List.of();
    stopping.forEach(DeliveryThread::end);
    round.end();
    DeliveryThread.await(stopping);
  }

  @Override
  public boolean isRunning() {
    return !threads.isEmpty();
  }
}
