package org.carejourney.messaging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.carejourney.messaging.Message.Status;
import org.carejourney.messaging.MessagingFigures.Ending;
import org.springframework.stereotype.Component;

/**
 * The last look before a message leaves. The world may have moved on while it waited: outbound was
 * paused, the customer said no, its domain wants to be left in peace.
 */
@Component
class DeliveryGate {

  private static final Duration FRESH = Duration.ofMillis(250);

  private final DeliveryQueue queue;
  private final WaitingTokens tokens;
  private final Outbound outbound;
  private final Domains domains;
  private final Judge judge;
  private final Judgements judgements;
  private final MessageStory story;
  private final MessagingFigures figures;
  private final LeasedWork work;
  private final Lease lease;
  private final Clock clock;

  DeliveryGate(
      DeliveryQueue queue,
      WaitingTokens tokens,
      Outbound outbound,
      Domains domains,
      Judge judge,
      Judgements judgements,
      MessageStory story,
      MessagingFigures figures,
      LeasedWork work,
      Lease lease,
      Clock clock) {
    this.queue = queue;
    this.tokens = tokens;
    this.outbound = outbound;
    this.domains = domains;
    this.judge = judge;
    this.judgements = judgements;
    this.story = story;
    this.figures = figures;
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
          goes.set(!paused && judgedAgain(batch, message));
          changed.set(!paused && !goes.get());
        });
    if (changed.get()) {
      tokens.wake(message.id());
    }
    return goes.get() && domainOpens(batch, message);
  }

  private boolean judgedAgain(Batch batch, Message message) {
    String owner = batch.owner();
    Judgement now =
        judge.judge(batch.asked(message).onlyBy(message.channel()).meantFor(message.sendAt()));
    if (now instanceof Judgement.Goes goes && !goes.at().isAfter(clock.instant())) {
      return lease.suffices(batch.taken()) || queue.renew(message.id(), owner, lease.seconds());
    }
    judgements.add(message.id(), now);
    if (now instanceof Judgement.Goes goes) {
      queue.putBack(message.id(), owner, Status.QUEUED, goes.reason(), goes.at());
    } else if (now instanceof Judgement.Stays stays) {
      queue.putBack(message.id(), owner, Status.HELD, stays.reason(), stays.until());
    } else if (now instanceof Judgement.Asks asks
        && queue.parkLate(message.id(), owner, asks.reason(), asks.since())) {
      figures.ended(message.channel(), Ending.PARKED);
      story.late(message, asks.reason());
    } else if (now instanceof Judgement.Dropped dropped
        && queue.settle(message.id(), owner, Status.WITHHELD, dropped.reason(), null)) {
      figures.ended(message.channel(), Ending.WITHHELD);
      story.stopped(message, dropped.reason());
    }
    return false;
  }

  private boolean domainOpens(Batch batch, Message message) {
    String domain = Domains.of(message);
    Domains.Wait wait = domain == null ? null : domains.enter(domain);
    if (domain == null || wait == null) {
      batch.goesTo(domain);
      return true;
    }
    Instant again = clock.instant().plus(wait.atLeast());
    work.commit(
        () -> {
          queue.putBack(message.id(), batch.owner(), Status.QUEUED, wait.reason(), again);
          if (wait.all()) {
            queue.putOff(domain, wait.reason(), again, domains.perMinute(domain));
          }
        });
    return false;
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
