package org.carejourney.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Date;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The engine itself accepts every model; what it cannot parse it names with file and line. */
class DeploymentTest {

  private static ProcessEngine engine;

  @BeforeAll
  static void deploy() {
    engine =
        new StandaloneInMemProcessEngineConfiguration()
            .setJdbcUrl("jdbc:h2:mem:models;DB_CLOSE_DELAY=-1")
            .setHistory(ProcessEngineConfiguration.HISTORY_NONE)
            .setEnforceHistoryTimeToLive(true)
            .buildProcessEngine();
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
                "care.complaintReceived", "T-1", Map.of("ticketNumber", "T-1"));
    assertThat(engine.getManagementService().createJobQuery().count()).isEqualTo(1);
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
            .putValue("answerDueAt", new Date())
            .putValue("solutionDueAt", new Date())
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
