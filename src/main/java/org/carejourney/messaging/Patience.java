package org.carejourney.messaging;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long we listen to one mail server. The library's time-outs begin anew with every byte: who
 * says one now and then would outlast the lease, and keep a connection for ever. For one thread.
 */
final class Patience implements AutoCloseable {

  private static final ScheduledThreadPoolExecutor CLOCK =
      new ScheduledThreadPoolExecutor(
          1,
          work -> {
            Thread thread = new Thread(work, "mail-patience");
            thread.setDaemon(true);
            return thread;
          });

  static {
    CLOCK.setRemoveOnCancelPolicy(true);
  }

  private final Duration longest;
  private final List<Socket> lines = new CopyOnWriteArrayList<>();
  private volatile boolean lost;
  private @Nullable Future<?> end;

  /**
   * @param longest for what is between {@link #begins} and {@link #rests}
   */
  Patience(Duration longest) {
    this.longest = longest;
  }

  /** A line that we hang up on when it takes too long. */
  void over(Socket line) {
    lines.add(line);
  }

  /** From here on it counts how long the server takes. */
  void begins() {
    rests();
    end = CLOCK.schedule(this::hangUp, longest.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** What follows is our own business. */
  void rests() {
    if (end != null) {
      end.cancel(false);
    }
  }

  /** Whether we have hung up. */
  boolean lost() {
    return lost;
  }

  Duration longest() {
    return longest;
  }

  private void hangUp() {
    lost = true;
    for (Socket line : lines) {
      try {
        line.close();
      } catch (IOException e) {
        // Then it is closed already.
      }
    }
  }

  @Override
  public void close() {
    rests();
  }
}
