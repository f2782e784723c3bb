package org.carejourney.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Figures that stand in the database, for monitoring: read at most once within a time, by one
 * thread at a time, however often and by however many they are asked for.
 */
public final class Reading<T> {

  private static final Logger log = LoggerFactory.getLogger(Reading.class);

  private final Supplier<T> source;
  private final long keepNanos;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile @Nullable T last;
  private volatile long readAt;
  private volatile boolean begun;

  Reading(Supplier<T> source, Duration keep) {
    this.source = source;
    this.keepNanos = keep.toNanos();
  }

  /** What stood there at the last look; empty while the database cannot be read. */
  public Optional<T> get() {
    if (!fresh() && begin()) {
      try {
        if (!fresh()) {
          read();
        }
      } finally {
        reading.unlock();
      }
    }
    return Optional.ofNullable(last);
  }

  /** Only the first of all askers has to wait for somebody else's look. */
  private boolean begin() {
    if (begun) {
      return reading.tryLock();
    }
    reading.lock();
    return true;
  }

  private boolean fresh() {
    return begun && System.nanoTime() - readAt < keepNanos;
  }

  private void read() {
    try {
      last = source.get();
    } catch (DataAccessException e) {
      log.warn("The figures of the database could not be read", e);
      last = null;
    }
    readAt = System.nanoTime();
    begun = true;
  }
}
