package org.carejourney.benchmark;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where threads spend their time: looks at their stacks now and then, and counts the first of the
 * known places that each is in. Waiting for an answer counts where it is waited.
 */
final class Shares {

  private static final long EVERY_MILLIS = 20;
  private static final String COMMIT = "com.zaxxer.hikari.pool.ProxyConnection.commit";

  /** What a class and method begin with, and what we call it. */
  private static final LinkedHashMap<String, String> PLACES = new LinkedHashMap<>();

  static {
    PLACES.put("org.postgresql.", "database");
    PLACES.put("com.zaxxer.hikari.HikariDataSource", "waiting for a connection");
    PLACES.put("com.zaxxer.", "database");
    PLACES.put("org.springframework.jdbc.", "database");
    PLACES.put("org.eclipse.angus.mail.smtp.", "smtp");
    PLACES.put("org.carejourney.messaging.MailReader", "reading");
    PLACES.put("org.carejourney.messaging.Domains", "waiting for a domain");
    PLACES.put("org.carejourney.messaging.Dkim", "dkim");
    PLACES.put("org.carejourney.messaging.SmtpProvider", "mail");
    PLACES.put("org.carejourney.messaging.Letter", "render");
    PLACES.put("org.carejourney.messaging.Templates", "render");
    PLACES.put("org.camunda.", "engine");
  }

  private final String threads;
  private final String work;
  private final Map<String, Long> counts = new TreeMap<>();
  private final Thread watch = new Thread(this::watch, "shares");
  private volatile boolean over;

  /**
   * @param threads what their names begin with
   * @param work what the name of a class begins with that they are in when they work
   */
  Shares(String threads, String work) {
    this.threads = threads;
    this.work = work;
    watch.setDaemon(true);
    watch.start();
  }

  private void watch() {
    while (!over) {
      Arrays.stream(all())
          .filter(one -> one != null && one.getName().startsWith(threads))
          .map(Thread::getStackTrace)
          .filter(this::isAtWork)
          .forEach(stack -> counts.merge(place(stack), 1L, Long::sum));
      try {
        Thread.sleep(EVERY_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Not the stacks of all: that stops every thread, and costs a good part of a processor. */
  private static Thread[] all() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    Thread[] threads = new Thread[2 * group.activeCount() + 10];
    group.enumerate(threads);
    return threads;
  }

  private boolean isAtWork(StackTraceElement[] stack) {
    return Arrays.stream(stack).anyMatch(frame -> frame.getClassName().startsWith(work));
  }

  private static String place(StackTraceElement[] stack) {
    // The database's own classes stand before it in the stack.
    if (Arrays.stream(stack).anyMatch(frame -> isIn(frame, COMMIT))) {
      return "commit";
    }
    for (StackTraceElement frame : stack) {
      for (var place : PLACES.entrySet()) {
        if (isIn(frame, place.getKey())) {
          return place.getValue();
        }
      }
    }
    return "other";
  }

  private static boolean isIn(StackTraceElement frame, String place) {
    return (frame.getClassName() + "." + frame.getMethodName()).startsWith(place);
  }

  /** Ends the looking, and tells the places, the largest first. */
  String told() throws InterruptedException {
    over = true;
    watch.join();
    double all = Math.max(1, counts.values().stream().mapToLong(Long::longValue).sum());
    return counts.entrySet().stream()
        .sorted(Comparator.comparing(Map.Entry<String, Long>::getValue).reversed())
        .map(one -> "%s %.0f %%".formatted(one.getKey(), one.getValue() * 100 / all))
        .collect(Collectors.joining(", "));
  }
}
