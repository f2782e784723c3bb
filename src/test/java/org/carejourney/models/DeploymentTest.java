package org.carejourney.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The engine itself accepts every model; what it cannot parse it names with file and line. */
class DeploymentTest {

  private static final List<String> MEANINGS = new ArrayList<>();
  private static ProcessEngine engine;

  @BeforeAll
  static void deploy() {
    var configuration =
        new StandaloneInMemProcessEngineConfiguration()
            .setJdbcUrl("jdbc:h2:mem:models;DB_CLOSE_DELAY=-1")
            .setHistory(ProcessEngineConfiguration.HISTORY_NONE)
            .setEnforceHistoryTimeToLive(true);
    configuration.setBeans(
        Map.of(
            "passOnReply",
            (JavaDelegate) step -> MEANINGS.add((String) step.getVariable("replyMeaning"))));
    // The engine of the application is found by the default name, in the whole JVM.
    configuration.setProcessEngineName("models");
    engine = configuration.buildProcessEngine();
    var deployment = engine.getRepositoryService().createDeployment();
    Models.files("processes", ".bpmn").forEach(deployment::addString);
    Models.files("processes", ".dmn").forEach(deployment::addString);
    Models.files("forms", ".form").forEach(deployment::addString);
    deployment.deploy();
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @Test
  void everyProcessDecisionAndFormIsThere() {
    assertThat(engine.getRepositoryService().createProcessDefinitionQuery().list())
        .hasSameSizeAs(Models.files("processes", ".bpmn").keySet());
    assertThat(engine.getRepositoryService().createDecisionDefinitionQuery().list())
        .hasSameSizeAs(Models.files("processes", ".dmn").keySet());
  }

  /** The customer may press the link in the same second in which the ticket was opened. */
  @Test
  void aComplaintCanBeWithdrawnAndRepliedToFromTheFirstMomentOn() {
    var started =
        engine
            .getRuntimeService()
            .startProcessInstanceByMessage(
                "care.complaintReceived",
                "T-1",
                Map.of("ticketNumber", "T-1", "team", "lead", "priority", 50));
    assertThat(
            engine
                .getManagementService()
                .createJobQuery()
                .processInstanceId(started.getId())
                .count())
        .isEqualTo(1);
    for (String message : new String[] {"care.ticketWithdrawn", "care.customerReplied"}) {
      engine
          .getRuntimeService()
          .createMessageCorrelation(message)
          .processInstanceBusinessKey("T-1")
          .correlate();
    }
    assertThat(engine.getRuntimeService().getActiveActivityIds(started.getId()))
        .containsExactlyInAnyOrder("Activity_WithdrawTicket", "Activity_ReadReply");
  }

  /**
   * Two people read two replies at the same time. What each decided stays with its reply, because
   * the message brings the variable into the scope it starts.
   */
  @Test
  void repliesThatAreReadAtTheSameTimeAreNotMixedUp() {
    var runtime = engine.getRuntimeService();
    var tasks = engine.getTaskService();
    Map<String, Object> start = Map.of("ticketNumber", "T-2", "team", "lead", "priority", 50);
    runtime.startProcessInstanceByMessage("care.complaintReceived", "T-2", start);
    for (int reply = 0; reply < 2; reply++) {
      runtime
          .createMessageCorrelation("care.customerReplied")
          .processInstanceBusinessKey("T-2")
          .setVariablesToTriggeredScope(Collections.singletonMap("replyMeaning", null))
          .correlate();
    }
    runJobs("Activity_ReadReply");
    var open = tasks.createTaskQuery().processInstanceBusinessKey("T-2").list();
    assertThat(open).hasSize(2);
    tasks.complete(open.get(0).getId(), Map.of("replyMeaning", "withdrawn"));
    tasks.complete(open.get(1).getId(), Map.of("replyMeaning", "noted"));
    runJobs("Activity_PassOnReply");
    assertThat(MEANINGS).containsExactlyInAnyOrder("withdrawn", "noted");
  }

  private static void runJobs(String step) {
    var management = engine.getManagementService();
    var definition =
        management.createJobDefinitionQuery().activityIdIn(step).singleResult().getId();
    management.createJobQuery().jobDefinitionId(definition).list().stream()
        .forEach(job -> management.executeJob(job.getId()));
  }

  /** What a person chose in an earlier round must neither show nor count in the next. */
  @Test
  void choicesStartAfreshInEachRound() {
    var runtime = engine.getRuntimeService();
    var tasks = engine.getTaskService();
    var variables =
        Variables.createVariables()
            .putValue("team", "service-team")
            .putValue("priority", 50)
            .putValue("round", 0L)
            .putValue("level", 1)
            .putValue("segment", "standard")
            .putValue("answerDueAt", Date.from(Instant.now()))
            .putValue("solutionDueAt", Date.from(Instant.now()))
            .putValue("approved", "yes")
            .putValue("solution", "goodwill")
            .putValue("goodwillAmount", 500.0);
    var instance =
        runtime
            .createProcessInstanceByKey("findSolution")
            .setVariables(variables)
            .startBeforeActivity("Activity_CheckGoodwillLimit")
            .execute();
    engine
        .getManagementService()
        .executeJob(
            engine
                .getManagementService()
                .createJobQuery()
                .processInstanceId(instance.getId())
                .singleResult()
                .getId());
    var approve = tasks.createTaskQuery().processInstanceId(instance.getId()).singleResult();
    assertThat(approve.getName()).isEqualTo("Approve solution");
    assertThat(tasks.getVariable(approve.getId(), "approved")).isNull();
    tasks.complete(approve.getId());
    assertThat(tasks.createTaskQuery().processInstanceId(instance.getId()).singleResult().getName())
        .as("without a clear yes it goes back")
        .isEqualTo("Propose solution");
  }
}
