package org.carejourney.benchmark;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** The heap of this JVM, which is the application's. */
final class Memory implements AutoCloseable {

  private static final long EVERY_MILLIS = 50;

  private final MemoryMXBean heap = ManagementFactory.getMemoryMXBean();
  private final Thread watch = new Thread(this::watch, "memory-watch");
  private volatile long peak;

  Memory() {
    watch.setDaemon(true);
    watch.start();
  }

  /** What is in use when the garbage is gone. */
  long afterCollection() {
    // The second finds what the first one's finalizers and references have let go.
    System.gc();
    System.gc();
    return heap.getHeapMemoryUsage().getUsed();
  }

  /** The most that was in use, garbage counted in. */
  long peak() {
    return peak;
  }

  long most() {
    return heap.getHeapMemoryUsage().getMax();
  }

  private void watch() {
    try {
      while (true) {
        peak = Math.max(peak, heap.getHeapMemoryUsage().getUsed());
        Thread.sleep(EVERY_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    watch.interrupt();
  }
}
