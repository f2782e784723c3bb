package org.carejourney.engine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * How modules give figures to those who watch the house ({@code /actuator/prometheus}). Nothing
 * personal in names and labels: whoever watches need not know our customers.
 */
@Component
public class Figures {

  private final MeterRegistry registry;
  private final Duration every;

  Figures(MeterRegistry registry, @Value("${care.figures.every:PT15S}") Duration every) {
    this.registry = registry;
    this.every = every;
  }

  /** What stands in the database; cheap and by an index, for it is read again and again. */
  public <T> Reading<T> reading(Supplier<T> source) {
    return new Reading<>(source, every);
  }

  /**
   * A figure of the whole database; not a number while that cannot be read.
   *
   * @param unit such as {@code seconds}, which then ends its name; null for a bare number
   * @param labels name and value in turn
   */
  public <T> void gauge(
      String name,
      @Nullable String unit,
      String help,
      Reading<T> reading,
      ToDoubleFunction<T> figure,
      String... labels) {
    gauge(
        name,
        unit,
        help + " (whole database)",
        () -> reading.get().map(figure::applyAsDouble).orElse(Double.NaN),
        labels);
  }

  /** A figure of this node. */
  public void nodeGauge(String name, String help, Supplier<Number> figure) {
    gauge(name, null, help + " (this node)", figure);
  }

  private void gauge(
      String name, @Nullable String unit, String help, Supplier<Number> figure, String... labels) {
    Gauge.builder(name, figure)
        .description(help)
        .baseUnit(unit)
        .tags(Tags.of(labels))
        .register(registry);
  }

  /** Something this node has counted since its start; the same name and labels are the same one. */
  public Counter counter(String name, String help, String... labels) {
    return Counter.builder(name)
        .description(help + " (this node, since its start)")
        .tags(Tags.of(labels))
        .register(registry);
  }

  /** How long things took, in seconds, counted into classes that end at the given times. */
  public Timer timer(String name, String help, Duration[] classes, String... labels) {
    return Timer.builder(name)
        .description(help + " (this node, since its start)")
        .serviceLevelObjectives(classes)
        .tags(Tags.of(labels))
        .register(registry);
  }

  /** Counts when the current transaction has committed, and at once where there is none. */
  public static void whenCommitted(Runnable count) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      count.run();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            count.run();
          }
        });
  }

  /** How many seconds ago a moment was; 0 for one that is still to come, or for none. */
  public static double secondsSince(@Nullable Instant moment, Instant now) {
    return moment == null || moment.isAfter(now)
        ? 0
        : Duration.between(moment, now).toMillis() / 1000.0;
  }
}
