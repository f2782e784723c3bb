package org.carejourney.messaging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.carejourney.engine.Discretion;
import org.carejourney.engine.Text;
import org.carejourney.messaging.Message.Status;
import org.carejourney.messaging.MessagingFigures.Ending;
import org.carejourney.messaging.Suppression.Cause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What became of each message of a claimed batch, committed as soon as a provider tells it. */
@Component
class DeliveryOutcomes {

  private static final Logger log = LoggerFactory.getLogger(DeliveryOutcomes.class);

  private final DeliveryQueue queue;
  private final DeliveryGate gate;
  private final Domains domains;
  private final WaitingTokens tokens;
  private final MessageStory story;
  private final Failures failures;
  private final Suppressions suppressions;
  private final MessagingFigures figures;
  private final TransactionTemplate transaction;
  private final LeasedWork work;
  private final Clock clock;
  private final Duration giveUpAfter;

  DeliveryOutcomes(
      DeliveryQueue queue,
      DeliveryGate gate,
      Domains domains,
      WaitingTokens tokens,
      MessageStory story,
      Failures failures,
      Suppressions suppressions,
      MessagingFigures figures,
      TransactionTemplate transaction,
      LeasedWork work,
      Clock clock,
      DeliverySettings settings) {
    this.queue = queue;
    this.gate = gate;
    this.domains = domains;
    this.tokens = tokens;
    this.story = story;
    this.failures = failures;
    this.suppressions = suppressions;
    this.figures = figures;
    this.transaction = transaction;
    this.work = work;
    this.clock = clock;
    this.giveUpAfter = settings.giveUpAfter();
  }

  /** For a batch that a deliverer has taken. */
  Provider.Outcomes of(Batch batch) {
    return new Committed(batch);
  }

  private final class Committed implements Provider.Outcomes {

    private final Batch batch;
    private final String owner;

    Committed(Batch batch) {
      this.batch = batch;
      this.owner = batch.owner();
    }

    @Override
    public boolean mayStillGo(Message message) {
      return gate.opens(batch, message);
    }

    @Override
    public boolean stillOurs(Message message) {
      return gate.stillOurs(batch, message);
    }

    @Override
    public void accepted(Message message) {
      AtomicBoolean waitedFor = new AtomicBoolean();
      orLeave(
          message,
          () ->
              queue
                  .sent(message.id(), owner)
                  .ifPresent(
                      waits -> {
                        figures.left(message, batch.asked(message).timing().catchUp().meantFor());
                        waitedFor.set(waits);
                      }));
      tell(message, domains::taken);
      if (waitedFor.get()) {
        tokens.wake(message.id());
      }
    }

    @Override
    public void later(Message message, String reason, Duration notBefore) {
      if (Pauses.over(message.attempts(), giveUpAfter)) {
        refused(message, "Given up after " + message.attempts() + " attempts: " + reason);
      } else {
        work.commit(() -> tryAgain(message, reason, notBefore));
      }
    }

    private void tryAgain(Message message, String reason, Duration notBefore) {
      Duration pause = Pauses.after(message.attempts());
      Instant again = clock.instant().plus(pause.compareTo(notBefore) > 0 ? pause : notBefore);
      String attempt = shortened("Attempt %d: %s".formatted(message.attempts(), reason));
      if (queue.settle(message.id(), owner, Status.QUEUED, attempt, again)) {
        figures.ended(message.channel(), Ending.RETRIED);
      }
    }

    /**
     * Never ends the message: over its end it may have gone wrong. A person is asked at last, who
     * can have that mended.
     */
    @Override
    public void wentWrong(Message message, RuntimeException problem) {
      boolean over = Pauses.over(message.attempts(), giveUpAfter);
      log.error(
          "Something went wrong over message {}; it is {}",
          message.id(),
          over ? "parked" : "tried again",
          problem);
      String reason = "Something went wrong here: " + Discretion.tell(problem);
      try {
        transaction.executeWithoutResult(
            status -> {
              if (over) {
                park(message, shortened(reason));
              } else {
                tryAgain(message, reason, Duration.ZERO);
              }
            });
      } catch (RuntimeException e) {
        problem.addSuppressed(e);
        throw problem;
      }
    }

    /**
     * For what may have arrived. Where it cannot be written down the message is left to its lease:
     * tried again at once, it would go twice for certain.
     */
    private void orLeave(Message message, Runnable outcome) {
      try {
        work.commit(outcome);
      } catch (RuntimeException e) {
        log.error("What became of message {} could not be kept", message.id(), e);
      }
    }

    @Override
    public void putOff(Message message, String reason) {
      String recipient = String.valueOf(message.recipient());
      tell(message, domain -> domains.putOff(domain, recipient));
      later(message, reason, Duration.ZERO);
    }

    private static void tell(Message message, Consumer<String> news) {
      String domain = Domains.of(message);
      if (domain != null) {
        news.accept(domain);
      }
    }

    @Override
    public void untried(Message message) {
      work.commit(() -> queue.putBack(message.id(), owner, Status.QUEUED, null, message.sendAt()));
    }

    @Override
    public void refused(Message message, String reason) {
      fail(message, reason, () -> {});
    }

    @Override
    public void nobodyThere(Message message, String reason) {
      fail(
          message,
          reason,
          () -> {
            String address = message.recipient();
            if (address != null) {
              suppressions.add(message.channel(), address, Cause.REFUSED, reason, message.id());
            }
          });
    }

    private void fail(Message message, String reason, Runnable also) {
      Predicate<String> settles =
          why -> {
            boolean ours = queue.settle(message.id(), owner, Status.FAILED, why, null);
            if (ours) {
              also.run();
            }
            return ours;
          };
      work.commit(() -> failures.fail(message, reason, settles));
      tokens.wake(message.id());
    }

    @Override
    public void parked(Message message, String reason) {
      orLeave(message, () -> park(message, shortened(reason)));
    }

    private void park(Message message, String reason) {
      if (queue.settle(message.id(), owner, Status.PARKED, reason, null)) {
        figures.ended(message.channel(), Ending.PARKED);
        story.parked(message, reason);
      }
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
