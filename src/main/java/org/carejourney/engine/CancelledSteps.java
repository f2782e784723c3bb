package org.carejourney.engine;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.ServiceTaskDelegateExpressionActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.migration.validation.activity.SupportedActivityValidator;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

/**
 * Tells a {@link HoldingBlock} when its step ended without having gone on: by a boundary event, an
 * exit or a deletion. A built-in listener, so that nobody can skip it.
 */
@Component
class CancelledSteps extends AbstractProcessEnginePlugin {

  private final ApplicationContext blocks;

  CancelledSteps(ApplicationContext blocks) {
    this.blocks = blocks;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl engine) {
    // The engine migrates waiting service tasks only when told that they may wait.
    SupportedActivityValidator.SUPPORTED_ACTIVITY_BEHAVIORS.add(
        ServiceTaskDelegateExpressionActivityBehavior.class);
    DiagramListeners.add(engine, new Watch());
  }

  private final class Watch extends AbstractBpmnParseListener {

    @Override
    public void parseServiceTask(Element element, ScopeImpl scope, ActivityImpl activity) {
      String bean =
          bean(element.attributeNS(BpmnParse.CAMUNDA_BPMN_EXTENSIONS_NS, "delegateExpression"));
      if (bean != null) {
        activity.addBuiltInListener(
            ExecutionListener.EVENTNAME_END, (ExecutionListener) step -> ended(bean, step));
      }
    }

    private void ended(String bean, DelegateExecution step) {
      if (((ExecutionEntity) step).isCanceled()
          && blocks.containsBean(bean)
          && blocks.getBean(bean) instanceof HoldingBlock block) {
        block.withdraw(step);
      }
    }

    private static @Nullable String bean(@Nullable String expression) {
      return expression == null || !expression.matches("[$#]\\{\\w+}")
          ? null
          : expression.substring(2, expression.length() - 1);
    }
  }
}
