package org.carejourney.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ways through journey and recovery, as the engine walks them, with blocks that only note. */
class JourneyDiagramsTest {

  private static final List<String> DONE = new ArrayList<>();
  private static final Map<String, Consumer<DelegateExecution>> EFFECTS = new HashMap<>();
  private static ProcessEngine engine;

  /** Days as the timers ask for them; here the days are over at once. */
  public static class Days {
    public Date after(String customerId, Date from, long days) {
      DONE.add("wait " + days + " days from " + from.toInstant());
      return from;
    }
  }

  /** Due dates as the tasks ask for them. */
  public static class OfficeHours {
    public Date daysFromNow(long days) {
      return Date.from(Instant.now());
    }
  }

  @BeforeAll
  static void deploy() {
    var configuration =
        new StandaloneInMemProcessEngineConfiguration()
            .setJdbcUrl("jdbc:h2:mem:journeys;DB_CLOSE_DELAY=-1")
            .setHistory(ProcessEngineConfiguration.HISTORY_NONE);
    Map<Object, Object> beans = new HashMap<>();
    for (String block :
        List.of(
            "sendMessage",
            "askScore",
            "awardPoints",
            "giveReward",
            "assignAgent",
            "escalateTask",
            "openComplaint",
            "takeBackMessages",
            "writeTimeline")) {
      beans.put(block, (JavaDelegate) step -> run(block, step));
    }
    beans.put("days", new Days());
    beans.put("officeHours", new OfficeHours());
    configuration.setBeans(beans);
    configuration.setProcessEngineName("journeys");
    engine = configuration.buildProcessEngine();
    var deployment = engine.getRepositoryService().createDeployment();
    Models.files("processes/journey", ".bpmn").forEach(deployment::addString);
    Models.files("processes/support", ".bpmn").forEach(deployment::addString);
    deployment.deploy();
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @BeforeEach
  void nothingHasHappened() {
    engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .rootProcessInstances()
        .list()
        .forEach(i -> engine.getRuntimeService().deleteProcessInstance(i.getId(), "test"));
    DONE.clear();
    EFFECTS.clear();
    EFFECTS.put("assignAgent", step -> step.setVariable("agent", "carla"));
    EFFECTS.put("awardPoints", step -> step.setVariable("tierReached", true));
  }

  private static void run(String block, DelegateExecution step) {
    DONE.add(step.getCurrentActivityName());
    EFFECTS.getOrDefault(block, nothing -> {}).accept(step);
  }

  @Test
  void aGoodScoreThatLiftsTheTierIsRewarded() {
    var journey = untilAsked();
    tell(journey, "care.scoreGiven", Map.of("score", 5));
    assertThat(DONE)
        .containsExactly(
            "Send welcome",
            "wait 4 days from 2027-03-02T09:00:00Z",
            "Send helpful tip",
            "wait 30 days from 2027-03-02T09:00:00Z",
            "Ask how it goes",
            "Award points",
            "Give reward",
            "Send reward");
    assertOver(journey);
  }

  @Test
  void aGoodScoreBelowTheNextTierEarnsPointsOnly() {
    EFFECTS.put("awardPoints", step -> step.setVariable("tierReached", false));
    var journey = untilAsked();
    tell(journey, "care.scoreGiven", Map.of("score", 4));
    assertThat(DONE).endsWith("Award points");
    assertOver(journey);
  }

  @Test
  void aScoreInTheMiddleIsNotedAndNothingElseFollows() {
    var journey = untilAsked();
    tell(journey, "care.scoreGiven", Map.of("score", 3));
    assertThat(DONE).endsWith("Ask how it goes");
    assertOver(journey);
  }

  @Test
  void aLowScoreHasANamedPersonCallAndTheOutcomeComesBack() {
    var journey = untilAsked();
    tell(journey, "care.scoreGiven", Map.of("score", 1));
    Task call = task("Call customer back");
    assertThat(call.getAssignee()).isEqualTo("carla");
    assertThat(call.getDueDate()).isNotNull();
    complete(call, Map.of("recoveryOutcome", "recovered"));
    assertThat(DONE).contains("Assign agent", "Send follow-up").doesNotContain("Award points");
    assertOver(journey);
  }

  @Test
  void whoWantsToLeaveGetsNoFurtherLetter() {
    var journey = untilAsked();
    tell(journey, "care.scoreGiven", Map.of("score", 2));
    complete(task("Call customer back"), Map.of("recoveryOutcome", "leaving"));
    assertThat(DONE).doesNotContain("Send follow-up");
    assertOver(journey);
  }

  @Test
  void aCallThatNobodyMakesIsOfferedToTheLead() {
    var journey = untilAsked();
    tell(journey, "care.scoreGiven", Map.of("score", 2));
    fire("Event_CallOverdue");
    assertThat(DONE).endsWith("Escalate call");
    complete(task("Call customer back"), Map.of("recoveryOutcome", "unhappy"));
    assertOver(journey);
  }

  @Test
  void aWeekOfSilenceIsRespected() {
    var journey = untilAsked();
    fire("Event_SilentForAWeek");
    assertThat(DONE).endsWith("Ask how it goes");
    assertOver(journey);
  }

  @Test
  void aHappyConversationEarnsPointsToo() {
    var journey = untilAsked();
    tell(journey, "care.customerReplied", Map.of("inboundId", "in-1"));
    complete(
        task("Answer customer"), Map.of("conversationOutcome", "happy", "answerStep", "settle"));
    assertThat(DONE)
        .containsSequence("Ask how it goes", "Award points")
        .doesNotContain("Send answer");
    assertOver(journey);
  }

  @Test
  void aConversationGoesOnAsLongAsTheCustomerWrites() {
    List<Object> rounds = new ArrayList<>();
    EFFECTS.put("sendMessage", step -> rounds.add(step.getVariable("round")));
    var journey = untilAsked();
    rounds.clear();
    tell(journey, "care.customerReplied", Map.of("inboundId", "in-1"));
    complete(
        task("Answer customer"), Map.of("conversationOutcome", "silent", "answerStep", "write"));
    tell(child(), "care.customerReplied", Map.of("inboundId", "in-2"));
    Task again = task("Answer customer");
    assertThat(engine.getTaskService().getVariable(again.getId(), "answerStep")).isNull();
    complete(again, Map.of("conversationOutcome", "unhappy", "answerStep", "write"));
    fire("Event_SilentForFiveDays");
    assertThat(rounds).containsExactly(1L, 2L);
    complete(task("Call customer back"), Map.of("recoveryOutcome", "notReached"));
    assertOver(journey);
  }

  @Test
  void aSecondLetterWhileSomebodyWritesJoinsTheConversation() {
    List<Object> read = new ArrayList<>();
    EFFECTS.put("openComplaint", step -> read.add(step.getVariable("inboundId")));
    var journey = untilAsked();
    tell(journey, "care.customerReplied", Map.of("inboundId", "in-1"));
    Task answer = task("Answer customer");
    tell(child(), "care.customerReplied", Map.of("inboundId", "in-2"));
    assertThat(task("Answer customer").getId()).isEqualTo(answer.getId());
    Map<String, Object> complaint = new HashMap<>();
    complaint.put("conversationOutcome", "complaint");
    complaint.put("answerStep", null);
    complete(answer, complaint);
    assertThat(read).containsExactly("in-2");
    assertThat(DONE).endsWith("Open complaint");
    assertOver(journey);
  }

  @Test
  void whoCannotBeAskedIsNotWaitedFor() {
    EFFECTS.put(
        "askScore",
        step -> {
          throw new BpmnError("customerUnreachable");
        });
    assertOver(untilAsked());
  }

  @Test
  void aQuestionHeldTooLongIsAskedThirtyDaysLaterInANewRound() {
    List<Object> rounds = new ArrayList<>();
    EFFECTS.put(
        "askScore",
        step -> {
          rounds.add(step.getVariable("checkInRound"));
          if (rounds.size() == 1) {
            throw new BpmnError("startOver");
          }
        });
    var journey = untilAsked();
    assertThat(rounds).containsExactly(1L);
    assertThat(DONE.get(DONE.size() - 1))
        .startsWith("wait 30 days from 20")
        .doesNotContain("2027-03-02T09:00:00Z");
    fire("Event_ThirtyDaysOver");
    assertThat(rounds).containsExactly(1L, 2L);
    tell(journey, "care.scoreGiven", Map.of("score", 5));
    assertThat(DONE).endsWith("Send reward");
    assertOver(journey);
  }

  @Test
  void aRewardHeldTooLongIsToldInASecondLetter() {
    List<Object> rounds = new ArrayList<>();
    EFFECTS.put(
        "sendMessage",
        step -> {
          if (step.getCurrentActivityName().equals("Send reward")) {
            rounds.add(step.getVariable("rewardRound"));
            if (rounds.size() == 1) {
              throw new BpmnError("startOver");
            }
          }
        });
    var journey = untilAsked();
    tell(journey, "care.scoreGiven", Map.of("score", 5));
    assertThat(rounds).containsExactly(1L, 2L);
    assertOver(journey);
  }

  @Test
  void whoLeavesIsLeftAloneAlsoWhileSomebodyIsAboutToCall() {
    var journey = untilAsked();
    tell(journey, "care.scoreGiven", Map.of("score", 1));
    assertThat(engine.getTaskService().createTaskQuery().count()).isEqualTo(1);
    tell(journey, "customer.left", Map.of());
    assertThat(engine.getTaskService().createTaskQuery().count()).isZero();
    assertThat(DONE).endsWith("Write timeline");
    assertOver(journey);
  }

  @Test
  void aReplyThatNobodyWaitedForIsAnsweredByAPerson() {
    var reply =
        engine
            .getRuntimeService()
            .startProcessInstanceByMessage(
                "care.replyReceived", "c-1", Map.of("customerId", "c-1", "inboundId", "in-1"));
    jobs();
    complete(
        task("Answer customer"), Map.of("conversationOutcome", "unhappy", "answerStep", "write"));
    fire("Event_SilentForFiveDays");
    complete(task("Call customer back"), Map.of("recoveryOutcome", "recovered"));
    assertOver(reply);
  }

  @Test
  void aClosedTicketIsReviewedAndALowScoreBringsACallAboutThatTicket() {
    var review = untilReviewed();
    tell(review, "care.scoreGiven", Map.of("score", 2));
    assertThat(
            engine
                .getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey("T-9")
                .singleResult()
                .getName())
        .isEqualTo("Call customer back");
    complete(task("Call customer back"), Map.of("recoveryOutcome", "recovered"));
    assertOver(review);
  }

  @Test
  void aGoodReviewIsNotedAndSilenceRespected() {
    var review = untilReviewed();
    tell(review, "care.scoreGiven", Map.of("score", 5));
    assertOver(review);
    var silent = untilReviewed();
    fire("Event_SilentForAWeek");
    assertOver(silent);
  }

  @Test
  void aLowScoreThatNobodyWaitedForStartsTheRecoveryByItself() {
    var recovery =
        engine
            .getRuntimeService()
            .startProcessInstanceByMessage(
                "care.recoveryWanted", "c-1", Map.of("customerId", "c-1", "score", 1));
    jobs();
    complete(task("Call customer back"), Map.of("recoveryOutcome", "notReached"));
    assertThat(DONE).containsExactly("Assign agent", "Send follow-up");
    assertOver(recovery);
  }

  private static ProcessInstance untilAsked() {
    var journey =
        engine
            .getRuntimeService()
            .startProcessInstanceByMessage(
                "customer.joined",
                "c-1",
                Map.of(
                    "customerId", "c-1",
                    "segment", "standard",
                    "eventTime", Date.from(Instant.parse("2027-03-02T09:00:00Z"))));
    jobs();
    fire("Event_FourDaysOver");
    fire("Event_ThirtyDaysOver");
    return journey;
  }

  private static ProcessInstance untilReviewed() {
    var review =
        engine
            .getRuntimeService()
            .startProcessInstanceByMessage(
                "care.ticketClosed", "T-9", Map.of("ticketNumber", "T-9", "customerId", "c-1"));
    fire("Event_OneDayOver");
    return review;
  }

  private static void tell(ProcessInstance instance, String message, Map<String, Object> facts) {
    engine
        .getRuntimeService()
        .createMessageCorrelation(message)
        .processInstanceId(instance.getId())
        .setVariables(facts)
        .setVariablesToTriggeredScope(facts)
        .correlateAllWithResult();
    jobs();
  }

  private static ProcessInstance child() {
    return engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processDefinitionKey("talkWithCustomer")
        .singleResult();
  }

  private static Task task(String name) {
    return engine.getTaskService().createTaskQuery().taskName(name).singleResult();
  }

  private static void complete(Task task, Map<String, Object> values) {
    engine.getTaskService().complete(task.getId(), values);
    jobs();
  }

  /** Save points, until all have passed; timers stay. */
  private static void jobs() {
    var management = engine.getManagementService();
    List<Job> due;
    do {
      due = management.createJobQuery().messages().list();
      due.forEach(job -> management.executeJob(job.getId()));
    } while (!due.isEmpty());
  }

  private static void fire(String timer) {
    var management = engine.getManagementService();
    var due =
        management.createJobDefinitionQuery().activityIdIn(timer).list().stream()
            .flatMap(
                definition ->
                    management.createJobQuery().jobDefinitionId(definition.getId()).list().stream())
            .toList();
    assertThat(due).as(timer).hasSize(1);
    management.executeJob(due.get(0).getId());
    jobs();
  }

  private static void assertOver(ProcessInstance instance) {
    assertThat(
            engine
                .getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceId(instance.getId())
                .count())
        .as("still running")
        .isZero();
    assertThat(engine.getRuntimeService().createProcessInstanceQuery().count()).isZero();
  }
}
