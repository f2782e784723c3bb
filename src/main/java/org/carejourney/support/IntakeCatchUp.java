package org.carejourney.support;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.carejourney.engine.Discretion;
import org.carejourney.engine.LogField;
import org.carejourney.engine.Text;
import org.carejourney.messaging.InboundOutcomes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Nothing a customer said stays without an outcome because something failed in between. */
@Component
class IntakeCatchUp {

  private static final Logger log = LoggerFactory.getLogger(IntakeCatchUp.class);
  private static final Duration IN_HAND = Duration.ofSeconds(10);
  private static final Duration DAY = Duration.ofDays(1);
  private static final int AT_A_TIME = 100;
  private static final int REASON = 500;

  private final Intake intake;
  private final InboundOutcomes outcomes;
  private final Duration giveUpAfter;

  /** Since when on this machine's own clock. */
  private final Map<String, Long> failing = new ConcurrentHashMap<>();

  IntakeCatchUp(
      Intake intake,
      InboundOutcomes outcomes,
      @Value("${care.intake.give-up-after:PT1H}") Duration giveUpAfter) {
    this.intake = intake;
    this.outcomes = outcomes;
    this.giveUpAfter = giveUpAfter;
  }

  @Scheduled(fixedDelayString = "PT5S", initialDelayString = "PT5S")
  void look() {
    // All of them: a hundred that fail each time must not stand before those behind.
    long after = 0;
    List<InboundOutcomes.Unsettled> some;
    do {
      some = intake.unsettled(IN_HAND, after, AT_A_TIME);
      for (InboundOutcomes.Unsettled one : some) {
        act(one.id());
        after = one.seq();
      }
    } while (some.size() == AT_A_TIME);
  }

  /** What came in has to have come out: one line a night that anybody can check. */
  @Scheduled(cron = "0 0 1 * * *")
  void tell() {
    InboundOutcomes.Count day = outcomes.count(DAY);
    log.info(
        "Inbound of the last 24 hours: {} taken, {} settled, {} open",
        day.taken(),
        day.settled(),
        day.taken() - day.settled());
  }

  /** Acts on what was kept; what cannot be acted on now is tried again soon. */
  void act(String inboundId) {
    LogField.INBOUND.during(inboundId, () -> tryTo(inboundId));
  }

  private void tryTo(String inboundId) {
    try {
      intake.act(inboundId);
      failing.remove(inboundId);
    } catch (RuntimeException | Error e) {
      // Too little memory for one must not keep those behind it waiting.
      log.error(
          "The inbound message {} could not be acted on; it is tried again soon", inboundId, e);
      long since = failing.computeIfAbsent(inboundId, id -> System.nanoTime());
      if (System.nanoTime() - since >= giveUpAfter.toNanos()) {
        giveUp(inboundId, "Nothing could be done with it: " + Discretion.tell(e));
      }
    }
  }

  private void giveUp(String inboundId, String reason) {
    try {
      intake.giveUp(inboundId, Text.fit(reason, REASON));
      failing.remove(inboundId);
    } catch (RuntimeException e) {
      log.error("Nobody can be asked about the inbound message {} either", inboundId, e);
    }
  }
}
