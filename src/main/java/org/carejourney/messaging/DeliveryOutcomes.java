package org.carejourney.messaging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.carejourney.engine.Text;
import org.carejourney.messaging.Message.Status;
import org.carejourney.messaging.MessagingFigures.Ending;
import org.carejourney.messaging.Suppression.Cause;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What became of each message of a claimed batch, committed as soon as a provider tells it. */
@Component
class DeliveryOutcomes {

  private static final Duration FRESH = Duration.ofMillis(250);
  private static final String STOPPED =
      "We were stopped while it was being handed over. Nobody knows whether it arrived: look it up"
          + " at the provider, then decide here.";

  private final DeliveryQueue queue;
  private final WaitingTokens tokens;
  private final Outbound outbound;
  private final Judge judge;
  private final Judgements judgements;
  private final MessageStory story;
  private final Failures failures;
  private final Suppressions suppressions;
  private final MessagingFigures figures;
  private final TransactionTemplate transaction;
  private final LeasedWork work;
  private final Lease lease;
  private final Clock clock;
  private final Duration giveUpAfter;

  DeliveryOutcomes(
      DeliveryQueue queue,
      WaitingTokens tokens,
      Outbound outbound,
      Judge judge,
      Judgements judgements,
      MessageStory story,
      Failures failures,
      Suppressions suppressions,
      MessagingFigures figures,
      TransactionTemplate transaction,
      LeasedWork work,
      Lease lease,
      Clock clock,
      @Value("${care.delivery.give-up-after:P3D}") Duration giveUpAfter) {
    this.queue = queue;
    this.tokens = tokens;
    this.outbound = outbound;
    this.judge = judge;
    this.judgements = judgements;
    this.story = story;
    this.failures = failures;
    this.suppressions = suppressions;
    this.figures = figures;
    this.transaction = transaction;
    this.work = work;
    this.lease = lease;
    this.clock = clock;
    this.giveUpAfter = giveUpAfter;
  }

  /**
   * For a batch that an owner has claimed.
   *
   * @param begun right before the claim, as {@link System#nanoTime}
   */
  Provider.Outcomes of(String owner, long begun) {
    return new Committed(owner, begun);
  }

  /** Parks what a crash has left on its way and what must not go twice. */
  void parkLeftBehind(String channel) {
    transaction.executeWithoutResult(
        status ->
            queue
                .leftBehind(channel)
                .forEach(
                    message -> {
                      queue.park(message.id(), STOPPED);
                      figures.ended(message.channel(), Ending.PARKED);
                      story.parked(message, STOPPED);
                    }));
  }

  private final class Committed implements Provider.Outcomes {

    private final String owner;
    private final long begun;

    Committed(String owner, long begun) {
      this.owner = owner;
      this.begun = begun;
    }

    /** The world may have moved on while the message waited: the rules are asked once more. */
    @Override
    public boolean mayStillGo(Message message) {
      AtomicBoolean goes = new AtomicBoolean();
      AtomicBoolean changed = new AtomicBoolean();
      // In one transaction: else a hold could be lifted after our look, and nobody would wake it.
      work.commit(
          () -> {
            boolean paused = outbound.state().paused();
            if (paused) {
              String reason = "Outbound is paused";
              queue.putBack(message.id(), owner, Status.QUEUED, reason, message.sendAt());
            }
            goes.set(!paused && judgedAgain(message));
            changed.set(!paused && !goes.get());
          });
      if (changed.get()) {
        tokens.wake(message.id());
      }
      return goes.get();
    }

    private boolean judgedAgain(Message message) {
      Judgement now = judge.judge(judgements.request(message.id()).onlyBy(message.channel()));
      if (now instanceof Judgement.Goes goes && !goes.at().isAfter(clock.instant())) {
        return lease.suffices(begun)
            ? stillOurs(message)
            : queue.renew(message.id(), owner, lease.seconds());
      }
      judgements.add(message.id(), now);
      if (now instanceof Judgement.Goes goes) {
        queue.putBack(message.id(), owner, Status.QUEUED, goes.reason(), goes.at());
      } else if (now instanceof Judgement.Stays stays) {
        queue.putBack(message.id(), owner, Status.HELD, stays.reason(), stays.until());
      } else if (now instanceof Judgement.Dropped dropped
          && queue.settle(message.id(), owner, Status.WITHHELD, dropped.reason(), null)) {
        figures.ended(message.channel(), Ending.WITHHELD);
        story.stopped(message, dropped.reason());
      }
      return false;
    }

    @Override
    public boolean stillOurs(Message message) {
      long asked;
      boolean ours;
      do {
        asked = System.nanoTime();
        ours = queue.holds(message.id(), owner);
        // Who stood still just now may read an answer of long ago.
      } while (ours && System.nanoTime() - asked > FRESH.toNanos());
      return ours;
    }

    @Override
    public void accepted(Message message) {
      work.commit(
          () -> {
            if (queue.settle(message.id(), owner, Status.SENT, null, null)) {
              figures.left(message);
            }
          });
      tokens.wake(message.id());
    }

    @Override
    public void later(Message message, String reason, Duration notBefore) {
      if (Pauses.over(message.attempts(), giveUpAfter)) {
        refused(message, "Given up after " + message.attempts() + " attempts: " + reason);
      } else {
        Instant again = clock.instant().plus(longer(Pauses.after(message.attempts()), notBefore));
        String attempt = shortened("Attempt %d: %s".formatted(message.attempts(), reason));
        work.commit(
            () -> {
              if (queue.settle(message.id(), owner, Status.QUEUED, attempt, again)) {
                figures.ended(message.channel(), Ending.RETRIED);
              }
            });
      }
    }

    @Override
    public void untried(Message message) {
      work.commit(() -> queue.putBack(message.id(), owner, Status.QUEUED, null, message.sendAt()));
    }

    private static Duration longer(Duration one, Duration other) {
      return one.compareTo(other) > 0 ? one : other;
    }

    @Override
    public void refused(Message message, String reason) {
      work.commit(
          () ->
              failures.fail(
                  message,
                  reason,
                  why -> queue.settle(message.id(), owner, Status.FAILED, why, null)));
      tokens.wake(message.id());
    }

    @Override
    public void nobodyThere(Message message, String reason) {
      work.commit(
          () ->
              failures.fail(
                  message,
                  reason,
                  why -> {
                    boolean ours = queue.settle(message.id(), owner, Status.FAILED, why, null);
                    if (ours && message.recipient() != null) {
                      suppressions.add(
                          message.channel(),
                          message.recipient(),
                          Cause.REFUSED,
                          reason,
                          message.id());
                    }
                    return ours;
                  }));
      tokens.wake(message.id());
    }

    @Override
    public void parked(Message message, String reason) {
      work.commit(
          () -> {
            if (queue.settle(message.id(), owner, Status.PARKED, shortened(reason), null)) {
              figures.ended(message.channel(), Ending.PARKED);
              story.parked(message, shortened(reason));
            }
          });
    }

    @Override
    public void handedOn(Message message, Runnable task) {
      work.commit(
          () -> {
            if (queue.handOn(message.id(), owner)) {
              task.run();
            }
          });
    }

    /** A mail server may say more than the ledger has room for. */
    private static String shortened(String reason) {
      return Text.fit(reason, 500);
    }
  }
}
