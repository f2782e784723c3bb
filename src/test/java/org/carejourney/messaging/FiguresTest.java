package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.carejourney.CareTest;
import org.carejourney.Gateways;
import org.carejourney.MoodySmtp;
import org.carejourney.PostOffice;
import org.carejourney.Scrape;
import org.carejourney.Visitor;
import org.carejourney.engine.DemoClock;
import org.carejourney.insight.web.FailingProcess;
import org.carejourney.support.House;
import org.carejourney.support.Intake;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Every figure moves when what it counts happens, and tells no names. */
@CareTest
class FiguresTest {

  private static final MoodySmtp SMTP = PostOffice.DOOR;
  private static final Pattern IN_THE_GUIDE = Pattern.compile("`(care_\\w+)[`{]");

  /** By e-mail, text message, chat and phone. */
  private static final int CHANNELS = 4;

  private static final String EMAIL = "channel=\"email\"";
  private static final String OUTCOMES = "care_messages_outcomes_total";

  @LocalServerPort private int port;
  @Autowired private Outbound outbound;
  @Autowired private Inbox inbox;
  @Autowired private Intake intake;
  @Autowired private Delivery delivery;
  @Autowired private DemoClock demoClock;
  @Autowired private Clock clock;
  @Autowired private ProcessEngine engine;
  private House house;
  private Scrape before;

  @BeforeEach
  void open() {
    house = new House(port);
    before = Scrape.at(port);
  }

  /** Waits until the figure has grown by this much or more. */
  private void grows(double by, ToDoubleFunction<Scrape> figure) {
    double goal = figure.applyAsDouble(before) + by;
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(figure.applyAsDouble(Scrape.at(port))).isGreaterThanOrEqualTo(goal));
  }

  private void is(double value, ToDoubleFunction<Scrape> figure) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(figure.applyAsDouble(Scrape.at(port))).isEqualTo(value));
  }

  private static String outcome(String word) {
    return "outcome=\"%s\"".formatted(word);
  }

  private static String status(String word) {
    return "status=\"%s\"".formatted(word);
  }

  @Test
  void theGuideListsThemAllAndEachSaysWhatItMeansAndWhose() throws Exception {
    String guide = Files.readString(Path.of("src/docs/operating.md"));
    List<String> listed =
        IN_THE_GUIDE.matcher(guide).results().map(found -> found.group(1)).distinct().toList();
    house.complain(house.customer("Ann", "en", "standard"), "product", "It broke.");
    Scrape all = Scrape.at(port);
    assertThat(all.ours()).isNotEmpty().allSatisfy(name -> assertThat(listed).contains(name));
    assertThat(listed).filteredOn(name -> !all.ours().contains(name)).isEmpty();
    assertThat(all.ours())
        .allSatisfy(
            name ->
                assertThat(all.help(name))
                    .containsAnyOf("(whole database)", "(this node", "node)"));
  }

  @Test
  void aPausedMessageIsCountedLateAndThenGone() {
    outbound.turn(true, "operator");
    try {
      String mark = "Xqzname";
      String ida = house.customer(mark, "en", "standard");
      String ticket = house.complain(ida, "product", mark + " broke.");
      grows(1, now -> now.of("care_messages_waiting", status("queued"), EMAIL));
      is(1, now -> now.of("care_outbound_paused"));
      grows(1, now -> now.of("care_tickets_open", status("open")));
      grows(1, now -> now.of("care_inbound_taken_total", "channel=\"web\""));
      grows(1, now -> now.of("care_inbound_settled_total", outcome("ticket")));
      is(before.of("care_inbound_unsettled"), now -> now.of("care_inbound_unsettled"));

      demoClock.forwardTo(clock.instant().plus(Duration.ofHours(2)));
      await().until(() -> Scrape.at(port).of("care_messages_oldest_late_seconds") >= 7200);
      outbound.turn(false, "operator");
      delivery.wake();
      grows(1, now -> now.of(OUTCOMES, outcome("sent"), EMAIL));
      grows(7200, now -> now.of("care_messages_lateness_seconds_sum", EMAIL));
      grows(1, now -> now.of("care_messages_lateness_seconds_bucket", EMAIL, "le=\"21600.0\""));
      is(0, now -> now.of("care_outbound_paused"));

      house.forward("P30D");
      grows(1, now -> now.of("care_tickets_overdue"));
      assertThat(Scrape.at(port).text()).doesNotContain(mark, ida, ticket);
    } finally {
      outbound.turn(false, "operator");
    }
  }

  @Test
  void whatTheMailServerSaysIsCounted() {
    String later = house.customer("Later", "en", "standard");
    String never = house.customer("Never", "en", "standard");
    String slow = house.customer("Slow", "en", "standard");
    SMTP.answer(House.address(later), "451 Later");
    SMTP.answer(House.address(never), "550 No such user");
    SMTP.answer(House.address(slow), "hang");
    List.of(later, never, slow).forEach(id -> house.complain(id, "product", "It broke."));
    grows(1, now -> now.of(OUTCOMES, outcome("retried"), EMAIL));
    grows(1, now -> now.of(OUTCOMES, outcome("failed"), EMAIL));
    await().until(() -> Scrape.at(port).of("care_delivery_connections_busy") >= 1);
    is(4 * CHANNELS, now -> now.of("care_delivery_connections"));
    List.of(later, slow).forEach(id -> SMTP.welcome(House.address(id)));

    house.put("c-out", new java.util.HashMap<>(Map.of("name", "Out", "email", "x@else.invalid")));
    house.complain("c-out", "product", "It broke.");
    grows(1, now -> now.of(OUTCOMES, outcome("withheld"), EMAIL));
  }

  @Test
  void whatIsHeldAndWhatIsParkedIsCounted() {
    Asking asking = new Asking(port);
    String number = Asking.number();
    String ann = asking.customer("Ann", number);
    Gateways.ALL.answer(number, "break");
    asking.say(ann, "sms", "accepted");
    grows(1, now -> now.of(OUTCOMES, outcome("parked"), "channel=\"sms\""));
    grows(1, now -> now.of("care_messages_waiting", status("parked"), "channel=\"sms\""));

    HeldDiagram journey = new HeldDiagram(port);
    journey.draw("Said");
    String bea = house.customer("Bea", "en", "standard");
    house.complain(bea, "product", "It broke.");
    journey.begin(bea, "care", "");
    grows(1, now -> now.of("care_messages_waiting", status("held"), EMAIL));
    journey.tell(bea, "customer.left");
    grows(1, now -> now.of(OUTCOMES, outcome("withheld"), EMAIL));
  }

  @Test
  void whatWasTakenAndHasNoOutcomeYetIsCounted() {
    String bob = house.customer("Bob", "en", "standard");
    String id =
        inbox.keep(
            new Inbox.Arrival(
                "web",
                UUID.randomUUID().toString(),
                House.address(bob),
                bob,
                null,
                "It broke.",
                null,
                null,
                "{}".getBytes(StandardCharsets.UTF_8)));
    grows(1, now -> now.of("care_inbound_unsettled"));
    await().until(() -> Scrape.at(port).of("care_inbound_oldest_unsettled_seconds") > 0);
    intake.act(id);
    is(before.of("care_inbound_unsettled"), now -> now.of("care_inbound_unsettled"));
    assertThat(
            Scrape.at(port).of("care_inbound_taken_total")
                - Scrape.at(port).of("care_inbound_settled_total"))
        .isEqualTo(before.of("care_inbound_taken_total") - before.of("care_inbound_settled_total"));
  }

  @Test
  void jobsThatNobodyTakesUpAreLateAndOnesThatFailWaitForAPerson() {
    Visitor admin = Visitor.program(port, "admin");
    var executor =
        ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration()).getJobExecutor();
    String deployment = FailingProcess.deploy(admin);
    executor.shutdown();
    try {
      engine.getRuntimeService().startProcessInstanceByKey("failsOnPurpose");
      await().until(() -> Scrape.at(port).of("care_jobs_due") >= 1);
      is(0, now -> now.of("care_job_executor_active"));
      assertThat(part(admin, "jobExecutor")).contains("\"STOPPED\"");

      demoClock.forwardTo(clock.instant().plus(Duration.ofMinutes(6)));
      await().until(() -> Scrape.at(port).of("care_jobs_oldest_late_seconds") >= 360);
      await().until(() -> Scrape.at(port).of("care_jobs_overdue") >= 1);
    } finally {
      executor.start();
    }
    is(1, now -> now.of("care_job_executor_active"));
    house.forward("PT1M");
    grows(1, now -> now.of("care_jobs_failed"));
    is(0, now -> now.of("care_jobs_overdue"));
    await().untilAsserted(() -> assertThat(part(admin, "jobExecutor")).contains("\"UP\""));
    FailingProcess.remove(admin, deployment);
  }

  private static String part(Visitor visitor, String name) {
    return visitor.get("/actuator/health/" + name).body();
  }
}
