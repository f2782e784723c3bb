package org.carejourney.engine.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.carejourney.CareTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What expressions can reach when somebody got a diagram or a query past everything else. */
@CareTest
class ExpressionsTest {

  @Autowired RepositoryService repository;
  @Autowired RuntimeService runtime;
  @Autowired HistoryService history;
  @Autowired TaskService tasks;
  @Autowired FilterService filters;
  @Autowired IdentityService identity;

  private String deployment;

  @AfterEach
  void remove() {
    if (deployment != null) {
      repository.deleteDeployment(deployment, true);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${environment.getProperty('spring.datasource.url')}",
        "${applicationContext}",
        "${identityService}",
        "${dataSource}",
        "${processEngine}",
        "${engineServices}",
        "${execution.processEngineServices}",
        "${execution.getProcessEngineServices().identityService}",
        "${execution['processEngineServices']}",
        "${execution.processEngine}",
        "${execution.bpmnModelInstance}",
        "${execution.engineServices}",
        "${execution.class}",
        "${''.getClass()}",
        "${''.class}",
        "${''['class']}",
        "${''.getClass().forName('java.lang.Runtime')}",
        "${name['class'].forName('java.lang.Runtime')}",
        "${map.getClass()}",
        "${list.class}",
        "${now().getClass()}",
        "${dateTime().class}",
        "${execution.variables.getClass()}",
        "${name.chars().iterator()}",
        "${execution.superExecution}",
        "${variableContext}"
      })
  void refuses(String expression) {
    assertThatThrownBy(() -> evaluate(expression)).isInstanceOf(ProcessEngineException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${name.length() + 1}",
        "${name.toUpperCase()}",
        "${execution.processBusinessKey}",
        "${execution.getProcessInstanceId()}",
        "${execution.getVariable('name')}",
        "${execution.variables.name}",
        "${round + 1}",
        "${map.key}",
        "${map.get('key')}",
        "${list[0]}",
        "${list.size()}",
        "${empty name ? 'a' : 'b'}",
        "${now()}",
        "${dateTime().plusDays(3).toDate()}",
        "${dateTime().withTimeAtStartOfDay().toDate()}"
      })
  void allows(String expression) {
    assertThat(evaluate(expression)).isNotNull();
  }

  @Test
  void aDecisionsResultIsReadByName() {
    deployment =
        repository
            .createDeployment()
            .addString("guard.dmn", DECISION)
            .addString(
                "guard.bpmn",
                Models.step(
                    "guardDecision",
                    """
                    <businessRuleTask id="t" camunda:decisionRef="guardDecide">
                      <extensionElements><camunda:inputOutput>
                        <camunda:outputParameter name="whole">${decisionResult.singleResult.level + 1}</camunda:outputParameter>
                        <camunda:outputParameter name="called">${decisionResult.getSingleResult().team}</camunda:outputParameter>
                        <camunda:outputParameter name="first">${decisionResult[0].team}</camunda:outputParameter>
                      </camunda:inputOutput></extensionElements>
                    </businessRuleTask>"""))
            .deploy()
            .getId();

    String instance =
        runtime.startProcessInstanceByKey("guardDecision", Map.of("topic", "delivery")).getId();

    assertThat(variable(instance, "whole")).hasToString("3");
    assertThat(variable(instance, "called")).isEqualTo("returns-team");
    assertThat(variable(instance, "first")).isEqualTo("returns-team");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "juel:${''.getClass()}",
        "juel:${environment}",
        "javascript:java.lang.Runtime",
        "groovy:1 + 1",
        "feel:{f: function(x) external {java: {class: \"java.lang.System\", method signature:"
            + " \"getProperty(java.lang.String)\"}}, r: f(\"user.home\")}.r"
      })
  void decisionTablesCannotRunCodeEither(String cell) {
    String[] parts = cell.split(":", 2);
    deployment =
        repository
            .createDeployment()
            .addString(
                "guard.dmn",
                DECISION.replace(
                    "<outputEntry id=\"o1\"><text>2</text>",
                    "<outputEntry id=\"o1\" expressionLanguage=\"%s\"><text>%s</text>"
                        .formatted(parts[0], parts[1])))
            .addString(
                "guard.bpmn",
                Models.step(
                    "guardDecision",
                    "<businessRuleTask id='t' camunda:decisionRef='guardDecide'"
                        + " camunda:resultVariable='r' camunda:mapDecisionResult='singleResult'/>"))
            .deploy()
            .getId();

    assertThatThrownBy(
            () -> runtime.startProcessInstanceByKey("guardDecision", Map.of("topic", "delivery")))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void queriesSeeTheBuiltInFunctionsOnly() {
    String attack = "${environment.getProperty('spring.datasource.url')}";
    assertThatThrownBy(
            () -> tasks.createTaskQuery().or().taskAssigneeExpression(attack).endOr().count())
        .hasStackTraceContaining("outside a process");
    assertThatThrownBy(
            () ->
                tasks.createTaskQuery().or().taskAssigneeExpression("${''.class}").endOr().count())
        .isInstanceOf(ProcessEngineException.class);
    Filter stored =
        filters
            .newTaskFilter("guard")
            .setQuery(tasks.createTaskQuery().taskAssigneeExpression(attack));
    filters.saveFilter(stored);
    assertThatThrownBy(() -> filters.count(stored.getId()))
        .hasStackTraceContaining("outside a process");
    filters.deleteFilter(stored.getId());

    identity.setAuthentication("agent", List.of("agent"));
    try {
      tasks.createTaskQuery().or().taskAssigneeExpression("${currentUser()}").endOr().count();
    } finally {
      identity.clearAuthentication();
    }
  }

  private Object evaluate(String expression) {
    String escaped = expression.replace("'", "&apos;");
    deployment =
        repository
            .createDeployment()
            .addString(
                "guard.bpmn",
                Models.step(
                    "guardExpression",
                    "<serviceTask id='t' camunda:expression='%s' camunda:resultVariable='result'/>"
                        .formatted(escaped)))
            .deploy()
            .getId();
    Map<String, Object> variables = new HashMap<>();
    variables.put("name", "Ada");
    variables.put("round", 1);
    variables.put("map", new HashMap<>(Map.of("key", "value")));
    variables.put("list", new ArrayList<>(List.of("first")));
    return variable(
        runtime.startProcessInstanceByKey("guardExpression", "T-000001", variables).getId(),
        "result");
  }

  private Object variable(String instance, String name) {
    return history
        .createHistoricVariableInstanceQuery()
        .processInstanceId(instance)
        .variableName(name)
        .singleResult()
        .getValue();
  }

  private static final String DECISION =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"
        xmlns:camunda="http://camunda.org/schema/1.0/dmn"
        id="d" name="d" namespace="test">
        <decision id="guardDecide" name="Decide" camunda:historyTimeToLive="P1D">
          <decisionTable id="table" hitPolicy="FIRST">
            <input id="i"><inputExpression id="ie" typeRef="string"><text>topic</text></inputExpression></input>
            <output id="l" name="level" typeRef="integer"/>
            <output id="m" name="team" typeRef="string"/>
            <rule id="r">
              <inputEntry id="e"><text>"delivery"</text></inputEntry>
              <outputEntry id="o1"><text>2</text></outputEntry>
              <outputEntry id="o2"><text>"returns-team"</text></outputEntry>
            </rule>
          </decisionTable>
        </decision>
      </definitions>""";
}
