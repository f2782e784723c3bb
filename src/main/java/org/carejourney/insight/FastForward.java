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
import org.carejourney.messaging.Message;
import org.carejourney.messaging.Messages;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Sets the demo's clock forward from due moment to due moment, and lets jobs and delivery come to
 * rest at each: one big jump would fire only the first timer of a journey. What falls due within
 * the same second happens together, as it may where the executor looks every few seconds.
 */
@Component
@Profile("demo")
public class FastForward {

  private static final Logger log = LoggerFactory.getLogger(FastForward.class);
  // Without any job or message moving: a hundred thousand that are due at one moment take longer.
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  // A thousand tickets have thousands of due moments, and to come to rest takes its time at each.
  // Exactly on the due date a repeating timer would fire again and again.
  private static final Duration TOGETHER = Duration.ofSeconds(1);
  private static final Duration TELL = Duration.ofSeconds(2);
  private static final long SHORTEST_LOOK_MILLIS = 5;
  private static final long LONGEST_LOOK_MILLIS = 160;
  // The clock never goes back: one slip of the finger must not spoil the demo for good.
  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

  /**
   * What a run came to.
   *
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
      String status, Instant goal, Instant now, int jobs, int messages, @Nullable String problem) {}

  private final DemoClock clock;
  private final Jobs jobs;
  private final Delivery delivery;
  private final Messages messages;
  private static final Progress NEVER =
      new Progress("never", Instant.EPOCH, Instant.EPOCH, 0, 0, null);

  private volatile Progress progress = NEVER;
  private volatile long told;

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
    return Optional.of(progress).filter(run -> !run.equals(NEVER));
  }

  /**
   * Starts a run. It never fails; where it had to stop, {@link #progress} says why.
   *
   * @param field what the caller calls the goal, for a problem
   * @throws Problem 422 when the moment has passed or is absurdly far, 409 while another run is
   *     under way
   */
  public synchronized CompletableFuture<Result> start(Instant goal, String field) {
    // The request itself took its time.
    if (goal.isBefore(clock.now().minusSeconds(1))) {
      throw Problem.unprocessable(
          "past", field, "The clock only goes forward; it is " + clock.now());
    }
    if (goal.isAfter(LATEST)) {
      throw Problem.unprocessable("too-far", field, "The clock goes no further than " + LATEST);
    }
    if ("running".equals(progress.status())) {
      throw Problem.conflict("running", "The clock is being set forward already");
    }
    long jobsBefore = jobs.finished();
    long messagesBefore = messages.decided();
    progress = new Progress("running", goal, clock.now(), 0, 0, null);
    return CompletableFuture.supplyAsync(() -> run(goal, jobsBefore, messagesBefore));
  }

  private Result run(Instant goal, long jobsBefore, long messagesBefore) {
    Runnable tell = () -> progress("running", goal, jobsBefore, messagesBefore);
    try {
      rest(tell);
      for (Optional<Instant> due = next(goal); due.isPresent(); due = next(goal)) {
        clock.forwardTo(earlier(due.get().plus(TOGETHER), goal));
        rest(tell);
      }
      clock.forwardTo(goal);
      rest(tell);
      progress("done", goal, jobsBefore, messagesBefore);
    } catch (RuntimeException | Error e) {
      log.error("Setting the clock forward stopped early", e);
      progress =
          new Progress(
              "stopped", goal, clock.now(), progress.jobs(), progress.messages(), e.toString());
    }
    return new Result(clock.now(), progress.jobs(), progress.messages());
  }

  private void progress(String status, Instant goal, long jobsBefore, long messagesBefore) {
    progress =
        new Progress(
            status,
            goal,
            clock.now(),
            (int) (jobs.finished() - jobsBefore),
            (int) (messages.decided() - messagesBefore),
            null);
    told = System.nanoTime();
  }

  private Optional<Instant> next(Instant goal) {
    return Stream.of(jobs.nextDue(), delivery.nextDue())
        .flatMap(Optional::stream)
        .min(Instant::compareTo)
        .filter(due -> due.isBefore(goal));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** Jobs queue messages and messages wake jobs: neither may have moved while we looked. */
  private boolean atRest() {
    // What has finished is counted in a history that only grows: not while something moves anyway.
    if (!quiet()) {
      return false;
    }
    long finished = jobs.finished();
    return quiet() && jobs.due() == 0 && jobs.finished() == finished;
  }

  private boolean quiet() {
    return jobs.due() == 0 && delivery.atRest();
  }

  private void rest(Runnable tell) {
    long moved = System.nanoTime();
    long movement = 0;
    long pause = SHORTEST_LOOK_MILLIS;
    wake();
    while (!atRest()) {
      if (System.nanoTime() - told > TELL.toNanos()) {
        tell.run();
        long now =
            progress.jobs() + progress.messages() + (long) messages.count(Message.Status.SENT);
        moved = now == movement ? moved : System.nanoTime();
        movement = now;
      }
      if (System.nanoTime() - moved > PATIENCE.toNanos()) {
        throw new IllegalStateException("Jobs did not come to rest at " + clock.now());
      }
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted at " + clock.now(), e);
      }
      // Looking costs the database as much as a step does.
      pause = Math.min(2 * pause, LONGEST_LOOK_MILLIS);
      wake();
    }
  }

  /** Again at each look: who is just lying down to sleep does not hear the first call. */
  private void wake() {
    jobs.wake();
    delivery.wake();
  }
}
