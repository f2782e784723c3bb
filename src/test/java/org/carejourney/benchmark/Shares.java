package org.carejourney.benchmark;

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

  private static final long EVERY_MILLIS = 5;

  /** What a class name begins with, and what we call it. */
  private static final LinkedHashMap<String, String> PLACES = new LinkedHashMap<>();

  static {
    PLACES.put("org.postgresql.", "database");
    PLACES.put("com.zaxxer.", "database");
    PLACES.put("org.springframework.jdbc.", "database");
    PLACES.put("org.eclipse.angus.mail.smtp.", "smtp");
    PLACES.put("org.camunda.", "engine");
    PLACES.put("org.carejourney.messaging.MailReader", "reading");
    PLACES.put("org.carejourney.messaging.Dkim", "dkim");
    PLACES.put("org.carejourney.messaging.SmtpProvider", "mail");
    PLACES.put("org.carejourney.messaging.Letter", "render");
    PLACES.put("org.carejourney.messaging.Templates", "render");
  }

  private final String threads;
  private final Map<String, Long> counts = new TreeMap<>();
  private final Thread watch = new Thread(this::watch, "shares");
  private volatile boolean over;

  /**
   * @param threads what their names begin with
   */
  Shares(String threads) {
    this.threads = threads;
    watch.setDaemon(true);
    watch.start();
  }

  private void watch() {
    while (!over) {
      Thread.getAllStackTraces().entrySet().stream()
          .filter(one -> one.getKey().getName().startsWith(threads))
          .forEach(one -> counts.merge(place(one.getValue()), 1L, Long::sum));
      try {
        Thread.sleep(EVERY_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static String place(StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      for (var place : PLACES.entrySet()) {
        if (frame.getClassName().startsWith(place.getKey())) {
          return place.getValue();
        }
      }
    }
    return "other";
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
