package org.carejourney.messaging;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.carejourney.engine.Discretion;
import org.carejourney.messaging.DeliveryQueue.Claimed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** One round of a deliverer: takes what is due on a channel, and hands it over. */
@Component
class DeliveryRound {

  private static final Logger log = LoggerFactory.getLogger(DeliveryRound.class);
  private static final int MOST = 20;

  private final DeliveryQueue queue;
  private final LeftBehind leftBehind;
  private final DeliveryOutcomes outcomes;
  private final DeliveryGate gate;
  private final Domains domains;
  private final Outbound outbound;
  private final TransactionTemplate transaction;
  private final Lease lease;
  private final Clock clock;
  private final Map<String, Pace> rates;
  private final Set<Batch> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean ending;

  DeliveryRound(
      DeliveryQueue queue,
      LeftBehind leftBehind,
      DeliveryOutcomes outcomes,
      DeliveryGate gate,
      Domains domains,
      Outbound outbound,
      TransactionTemplate transaction,
      Lease lease,
      Clock clock,
      DeliverySettings settings) {
    this.queue = queue;
    this.leftBehind = leftBehind;
    this.outcomes = outcomes;
    this.gate = gate;
    this.domains = domains;
    this.outbound = outbound;
    this.transaction = transaction;
    this.lease = lease;
    this.clock = clock;
    this.rates =
        settings.rate().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, one -> new Pace(one.getValue())));
  }

  /** True when there was something to hand over. */
  boolean go(Provider provider, String owner) {
    int most = allowed(provider);
    long begun = System.nanoTime();
    boolean goes = most > 0 && !outbound.state().paused();
    Batch batch = new Batch(owner, begun, goes ? claim(provider, owner, most) : List.of());
    giveBack(provider, most - batch.messages().size());
    if (batch.messages().isEmpty()) {
      return false;
    }
    underWay.add(batch);
    try {
      if (ending) {
        putBackRest(batch);
      } else {
        provider.handOver(batch.messages(), outcomes.of(batch));
      }
    } finally {
      underWay.remove(batch);
      gate.leave(batch);
    }
    return true;
  }

  /**
   * What must not go twice is taken one by one, so that a crash leaves one in doubt at most; of all
   * else no more than may go on the channel now.
   */
  private int allowed(Provider provider) {
    int most = provider.repeatable() ? MOST : 1;
    Pace rate = rates.get(provider.channel());
    try {
      return rate == null ? most : rate.take(most);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private void giveBack(Provider provider, int unused) {
    Pace rate = rates.get(provider.channel());
    if (rate != null) {
      rate.giveBack(unused);
    }
  }

  private List<Claimed> claim(Provider provider, String owner, int most) {
    boolean again = provider.repeatable();
    if (!again) {
      leftBehind.park(provider.channel());
    }
    Instant due = clock.instant().minus(provider.leavesToOthers());
    List<Claimed> claimed =
        transaction.execute(
            status ->
                queue.claim(
                    provider.channel(), again, domains.full(), due, owner, most, lease.seconds()));
    return claimed == null ? List.of() : claimed;
  }

  /** Who has been at one message for long keeps no others from going. */
  boolean relieve() {
    boolean some = false;
    for (Batch batch : underWay) {
      some |= batch.stuck() && putBackRest(batch);
    }
    return some;
  }

  private boolean putBackRest(Batch batch) {
    Set<String> rest = batch.takeRest();
    if (!rest.isEmpty()) {
      queue.putBack(rest, batch.owner());
    }
    return !rest.isEmpty();
  }

  void begin() {
    ending = false;
  }

  /** Each deliverer ends with the message it is at; the rest goes back to the queue. */
  void end() {
    ending = true;
    try {
      underWay.forEach(this::putBackRest);
    } catch (DataAccessException | TransactionException e) {
      log.warn("What was taken and not begun comes back later: {}", Discretion.tell(e));
    }
  }

  /** How many deliverers are handing something over. */
  int busy() {
    return underWay.size();
  }
}
