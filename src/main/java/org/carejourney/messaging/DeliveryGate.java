package org.carejourney.messaging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.carejourney.messaging.Message.Status;
import org.springframework.stereotype.Component;

/**
 * The last look before a message leaves. The world may have moved on while it waited: outbound was
 * paused, the customer said no, its domain wants to be left in peace.
 */
@Component
class DeliveryGate {

  private static final Duration FRESH = Duration.ofMillis(250);

  private final DeliveryQueue queue;
  private final DomainQueue sameDomain;
  private final WaitingTokens tokens;
  private final Outbound outbound;
  private final Domains domains;
  private final LastLook lastLook;
  private final LeasedWork work;
  private final Lease lease;
  private final Clock clock;

  DeliveryGate(
      DeliveryQueue queue,
      DomainQueue sameDomain,
      WaitingTokens tokens,
      Outbound outbound,
      Domains domains,
      LastLook lastLook,
      LeasedWork work,
      Lease lease,
      Clock clock) {
    this.queue = queue;
    this.sameDomain = sameDomain;
    this.tokens = tokens;
    this.outbound = outbound;
    this.domains = domains;
    this.lastLook = lastLook;
    this.work = work;
    this.lease = lease;
    this.clock = clock;
  }

  /** Whether a message may go; where not, it is put back or withheld. */
  boolean opens(Batch batch, Message message) {
    leave(batch);
    if (!batch.begins(message)) {
      return false;
    }
    AtomicBoolean goes = new AtomicBoolean();
    AtomicBoolean changed = new AtomicBoolean();
    // In one transaction: else a hold could be lifted after our look, and nobody would wake it.
    work.commit(
        () -> {
          boolean paused = outbound.state().paused();
          if (paused) {
            String reason = "Outbound is paused";
            queue.putBack(message.id(), batch.owner(), Status.QUEUED, reason, message.sendAt());
          }
          goes.set(!paused && wanted(batch, message));
          changed.set(!paused && !goes.get());
        });
    if (changed.get()) {
      tokens.wake(message.id());
    }
    return goes.get() && domainOpens(batch, message);
  }

  private boolean wanted(Batch batch, Message message) {
    return lastLook.goes(message, batch.asked(message), batch.owner())
        && (lease.suffices(batch.taken())
            || queue.renew(message.id(), batch.owner(), lease.seconds()));
  }

  private boolean domainOpens(Batch batch, Message message) {
    String domain = Domains.of(message);
    Domains.Wait wait = domain == null ? null : domains.enter(domain);
    if (domain == null || wait == null) {
      batch.goesTo(domain);
      return true;
    }
    Instant again = clock.instant().plus(wait.atLeast());
    if (wait.all()) {
      putOff(batch, message, domain, wait.reason(), again);
    } else {
      work.commit(
          () -> queue.putBack(message.id(), batch.owner(), Status.QUEUED, wait.reason(), again));
    }
    return false;
  }

  /** Back into the queue with all to the domain that was taken with it, then in order. */
  private void putOff(Batch batch, Message message, String domain, String reason, Instant from) {
    String owner = batch.owner();
    Set<String> rest = batch.takeRest(domain);
    work.commit(
        () -> {
          queue.putBack(message.id(), owner, Status.QUEUED, reason, message.sendAt());
          if (!rest.isEmpty()) {
            queue.putBack(rest, owner);
          }
          sameDomain.putOff(domain, reason, from, domains.perMinute(domain));
        });
  }

  /** Whether the message is the deliverer's at this very moment. */
  boolean stillOurs(Batch batch, Message message) {
    long asked;
    boolean ours;
    do {
      asked = System.nanoTime();
      ours = queue.holds(message.id(), batch.owner());
      // Who stood still just now may read an answer of long ago.
    } while (ours && System.nanoTime() - asked > FRESH.toNanos());
    return ours;
  }

  /** The deliverer is done with the message it was at. */
  void leave(Batch batch) {
    String domain = batch.domain();
    if (domain != null) {
      domains.leave(domain);
      batch.goesTo(null);
    }
  }
}
