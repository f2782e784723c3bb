package org.carejourney.engine;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Forgets what has been kept long enough, in all modules, a handful at a time. */
@Component
class CleanUp {

  private static final Logger log = LoggerFactory.getLogger(CleanUp.class);

  /**
   * @param forgotten rows changed or deleted, for everything that was looked at
   * @param complete whether everything was looked at to its end
   */
  record Result(Map<String, Long> forgotten, boolean complete) {}

  // Looked up late: the modules that give them stand on this one.
  private final ObjectProvider<Expiring> modules;
  private final Figures figures;
  private final Clock clock;

  CleanUp(ObjectProvider<Expiring> modules, Figures figures, Clock clock) {
    this.modules = modules;
    this.figures = figures;
    this.clock = clock;
  }

  /**
   * Goes through everything once. What fails is told, left for the next time, and keeps nothing
   * else from being forgotten.
   *
   * @param goOn asked before each handful
   */
  Result run(BooleanSupplier goOn) {
    Instant now = clock.instant();
    Map<String, Long> forgotten = new LinkedHashMap<>();
    boolean complete = true;
    for (Expiring expiring : all()) {
      try {
        complete &= run(expiring, now, goOn, forgotten);
      } catch (RuntimeException e) {
        log.error("The clean-up of {} stopped early; it is tried again", expiring.what(), e);
        complete = false;
      }
    }
    return new Result(forgotten, complete);
  }

  private boolean run(
      Expiring expiring, Instant now, BooleanSupplier goOn, Map<String, Long> forgotten) {
    forgotten.putIfAbsent(expiring.what(), 0L);
    Expiring.Sweep sweep = expiring.sweep(now);
    while (goOn.getAsBoolean()) {
      OptionalLong rows = sweep.next();
      if (rows.isEmpty()) {
        return true;
      }
      forgotten.merge(expiring.what(), rows.getAsLong(), Long::sum);
      count(expiring.what(), rows.getAsLong());
    }
    return false;
  }

  private List<Expiring> all() {
    return modules.orderedStream().toList();
  }

  /** So that the figures are there before anything was forgotten. */
  void register() {
    all().forEach(expiring -> count(expiring.what(), 0));
  }

  private void count(String what, long rows) {
    figures
        .counter("care.cleaned.rows", "Rows that the clean-up has emptied or deleted", "what", what)
        .increment((double) rows);
  }
}
