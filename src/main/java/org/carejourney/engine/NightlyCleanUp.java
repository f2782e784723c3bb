package org.carejourney.engine;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Cleans up once a night, within a window, on one node. What was not done when the window closed,
 * or when the node was stopped, is gone on with: the same night by any node, or the next.
 */
@Component
class NightlyCleanUp implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(NightlyCleanUp.class);

  private final Retention retention;
  private final CleanUp cleanUp;
  private final CleanUpRow row;
  private final Company company;
  private final Clock clock;
  private final String owner = UUID.randomUUID().toString();
  private final AtomicBoolean atWork = new AtomicBoolean();
  private volatile boolean stopping;

  NightlyCleanUp(
      Retention retention,
      CleanUp cleanUp,
      CleanUpRow row,
      Figures figures,
      Company company,
      Clock clock) {
    this.retention = retention;
    this.cleanUp = cleanUp;
    this.row = row;
    this.company = company;
    this.clock = clock;
    figures.gauge(
        "care.cleanup.age",
        "seconds",
        "How long ago the last nightly clean-up was done; not a number when none ever was",
        figures.reading(row::finishedAt),
        at -> at.map(moment -> Figures.secondsSince(moment, clock.instant())).orElse(Double.NaN));
  }

  @EventListener(ApplicationReadyEvent.class)
  void ready() {
    cleanUp.register();
  }

  /** Looks whether it is time, and works beside the scheduler, whose other work must go on. */
  @Scheduled(fixedDelayString = "PT5M", initialDelayString = "PT1M")
  void look() {
    if (retention.enabled() && tonight().isPresent() && atWork.compareAndSet(false, true)) {
      var worker = new Thread(this::work, "clean-up");
      worker.setDaemon(true);
      worker.start();
    }
  }

  private void work() {
    try {
      cleanTonight();
    } catch (DataAccessException e) {
      log.error("The clean-up could not go on; it is tried again", e);
    } finally {
      atWork.set(false);
    }
  }

  /** Cleans up unless it is not the time, or done, or somebody is at it. */
  void cleanTonight() {
    LocalDate night = tonight().orElse(null);
    if (night == null || !row.take(owner, night)) {
      return;
    }
    Instant begun = clock.instant();
    CleanUp.Result result =
        cleanUp.run(
            () -> !stopping && tonight().filter(night::equals).isPresent() && row.renew(owner));
    if (result.complete()) {
      row.finish(owner, night, clock.instant());
    } else {
      row.release(owner);
    }
    log.atInfo()
        .addKeyValue("rows", result.forgotten())
        .log(
            "The clean-up of {}, begun at {}, {}: {}",
            night,
            begun,
            result.complete() ? "is done" : "is not done yet",
            result.forgotten());
  }

  private Optional<LocalDate> tonight() {
    return retention.night(clock.instant(), company.timeZone());
  }

  @Override
  public void destroy() {
    stopping = true;
  }
}
