package org.carejourney.engine.form;

import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.Expression;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.form.StartFormData;
import org.camunda.bpm.engine.form.TaskFormData;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.form.handler.FormHandler;
import org.camunda.bpm.engine.impl.form.handler.StartFormHandler;
import org.camunda.bpm.engine.impl.form.handler.TaskFormHandler;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.variable.VariableMap;
import org.carejourney.engine.DiagramListeners;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Puts {@link FormSubmission} behind every form of every diagram, start forms included, and lets
 * nobody go on past a form that was not filled in.
 */
@Component
class FormPlugin extends AbstractProcessEnginePlugin {

  private final ObjectProvider<FormSubmission> submission;

  FormPlugin(ObjectProvider<FormSubmission> submission) {
    this.submission = submission;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl engine) {
    DiagramListeners.add(engine, new HandlerSwap());
  }

  private final class HandlerSwap extends AbstractBpmnParseListener {

    @Override
    public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
      var task = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
      if (task.getCamundaFormDefinitionKey() != null) {
        task.setTaskFormHandler(
            new CheckedForm(task.getTaskFormHandler(), task.getCamundaFormDefinitionKey()));
        task.addBuiltInTaskListener(
            TaskListener.EVENTNAME_COMPLETE, done -> submission.getObject().require(done.getId()));
      }
    }

    @Override
    public void parseProcess(Element element, ProcessDefinitionEntity process) {
      var form = process.getStartFormDefinition();
      if (form != null && form.getCamundaFormDefinitionKey() != null) {
        process.setStartFormHandler(
            new CheckedForm(process.getStartFormHandler(), form.getCamundaFormDefinitionKey()));
        process
            .getInitial()
            .addBuiltInListener(
                ExecutionListener.EVENTNAME_START,
                (ExecutionListener)
                    start -> submission.getObject().require(start.getProcessInstanceId()));
      }
    }
  }

  /** Shows what the engine shows, and hands what comes back to the submission. */
  private final class CheckedForm implements TaskFormHandler, StartFormHandler {

    private final FormHandler shown;
    private final Expression form;

    CheckedForm(FormHandler shown, Expression form) {
      this.shown = shown;
      this.form = form;
    }

    @Override
    public void parseConfiguration(
        Element element, DeploymentEntity deployment, ProcessDefinitionEntity p, BpmnParse parse) {}

    @Override
    public TaskFormData createTaskForm(TaskEntity task) {
      return ((TaskFormHandler) shown).createTaskForm(task);
    }

    @Override
    public StartFormData createStartFormData(ProcessDefinitionEntity process) {
      return ((StartFormHandler) shown).createStartFormData(process);
    }

    @Override
    public void submitFormVariables(VariableMap submitted, VariableScope scope) {
      submission
          .getObject()
          .accept(form.getValue(scope).toString(), submitted, scope, place(scope));
    }

    private static FormSubmission.Place place(VariableScope scope) {
      if (scope instanceof TaskEntity task) {
        return new FormSubmission.Place(task.getExecution(), task.getId(), task.getName());
      }
      var instance = (ExecutionEntity) scope;
      return new FormSubmission.Place(
          instance, instance.getProcessInstanceId(), instance.getProcessDefinition().getName());
    }
  }
}
