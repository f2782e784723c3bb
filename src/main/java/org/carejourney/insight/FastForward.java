package org.carejourney.insight;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.carejourney.engine.DemoClock;
import org.carejourney.engine.Jobs;
import org.carejourney.engine.Problem;
import org.carejourney.messaging.Delivery;
import org.carejourney.messaging.Messages;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Sets the demo's clock forward from due moment to due moment, and lets jobs and delivery come to
 * rest at each: one big jump would fire only the first timer of a journey.
 */
@Component
@Profile("demo")
public class FastForward {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * @param now where the clock stands
   * @param jobs how many jobs ran on the way
   * @param messages how many messages were decided on on the way
   */
  public record Result(Instant now, int jobs, int messages) {}

  /**
   * How far a run has come.
   *
   * @param problem why it stopped early, or null
   */
  public record Progress(
      String status, Instant goal, Instant now, int jobs, int messages, String problem) {}

  private final DemoClock clock;
  private final Jobs jobs;
  private final Delivery delivery;
  private final Messages messages;
  private volatile Progress progress;

  FastForward(DemoClock clock, Jobs jobs, Delivery delivery, Messages messages) {
    this.clock = clock;
    this.jobs = jobs;
    this.delivery = delivery;
    this.messages = messages;
  }

  public Instant now() {
    return clock.now();
  }

  /** The run under way or the last one; empty when there was none. */
  public Optional<Progress> progress() {
    return Optional.ofNullable(progress);
  }

  /**
   * Starts a run.
   *
   * @throws Problem 422 when the moment has passed, 409 while another run is under way
   */
  public synchronized CompletableFuture<Result> start(Instant goal) {
    if (goal.isBefore(clock.now())) {
      throw Problem.unprocessable(
          "past", "set", "The clock only goes forward; it is " + clock.now());
    }
    if (progress != null && "running".equals(progress.status())) {
      throw Problem.conflict("running", "The clock is being set forward already");
    }
    progress = new Progress("running", goal, clock.now(), 0, 0, null);
    return CompletableFuture.supplyAsync(() -> run(goal));
  }

  /** Runs to the end; for callers that can wait. */
  public Result forwardTo(Instant goal) {
    return start(goal).join();
  }

  /** Runs to the end; for callers that can wait. */
  public Result forwardBy(Duration duration) {
    return forwardTo(clock.now().plus(duration));
  }

  private Result run(Instant goal) {
    long jobsBefore = jobs.finished();
    long messagesBefore = messages.decided();
    String problem = null;
    try {
      rest();
      for (Optional<Instant> due = next(goal); due.isPresent(); due = next(goal)) {
        // Exactly on the due date a repeating timer would fire again and again.
        clock.forwardTo(due.get().plusMillis(1));
        rest();
        progress("running", goal, jobsBefore, messagesBefore, null);
      }
      clock.forwardTo(goal);
      rest();
    } catch (RuntimeException e) {
      problem = e.getMessage();
    }
    progress(problem == null ? "done" : "stopped", goal, jobsBefore, messagesBefore, problem);
    return new Result(clock.now(), progress.jobs(), progress.messages());
  }

  private void progress(
      String status, Instant goal, long jobsBefore, long messagesBefore, String problem) {
    progress =
        new Progress(
            status,
            goal,
            clock.now(),
            (int) (jobs.finished() - jobsBefore),
            (int) (messages.decided() - messagesBefore),
            problem);
  }

  private Optional<Instant> next(Instant goal) {
    return Stream.of(jobs.nextDue(), delivery.nextDue())
        .flatMap(Optional::stream)
        .min(Instant::compareTo)
        .filter(due -> due.isBefore(goal));
  }

  private void rest() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    jobs.wake();
    delivery.wake();
    while (jobs.due() > 0 || !delivery.atRest()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("Jobs did not come to rest at " + clock.now());
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted at " + clock.now(), e);
      }
    }
  }
}
