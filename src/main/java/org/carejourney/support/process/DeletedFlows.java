package org.carejourney.support.process;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.carejourney.engine.DiagramListeners;
import org.carejourney.engine.Unattended;
import org.carejourney.support.Ticket;
import org.carejourney.support.Tickets;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Ends a ticket whose process somebody deletes, in Cockpit for instance. Else it would stay open
 * with nobody at work on it, and care for the customer would wait for it for ever. A process that
 * can close a ticket is what works on it; by a listener that belongs to the engine's reading of the
 * diagram, so that no way of deleting goes around it.
 */
@Component
class DeletedFlows extends AbstractProcessEnginePlugin {

  private static final String CLOSES = "${closeTicket}";

  // Looked up late: they stand on the engine, which stands on this.
  private final ObjectProvider<Tickets> tickets;
  private final ObjectProvider<Unattended> unattended;

  DeletedFlows(ObjectProvider<Tickets> tickets, ObjectProvider<Unattended> unattended) {
    this.tickets = tickets;
    this.unattended = unattended;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl engine) {
    DiagramListeners.add(engine, new Watch());
  }

  private final class Watch extends AbstractBpmnParseListener {

    @Override
    public void parseServiceTask(Element element, ScopeImpl scope, ActivityImpl activity) {
      if (CLOSES.equals(
          element.attributeNS(BpmnParse.CAMUNDA_BPMN_EXTENSIONS_NS, "delegateExpression"))) {
        var process = (ProcessDefinitionEntity) activity.getProcessDefinition();
        process.addBuiltInListener(
            ExecutionListener.EVENTNAME_END,
            (ExecutionListener) instance -> ended(process.getKey(), instance));
      }
    }
  }

  private void ended(String process, DelegateExecution instance) {
    String number = instance.getProcessBusinessKey();
    if (number == null || !isDeleted((ExecutionEntity) instance)) {
      return;
    }
    tickets
        .getObject()
        .find(number)
        .filter(Ticket::isOpen)
        .filter(ticket -> !anotherWorksOn(process, instance))
        .ifPresent(ticket -> tickets.getObject().abandoned(number));
  }

  private static boolean isDeleted(ExecutionEntity instance) {
    return instance.getDeleteReason() != null || instance.isCanceled();
  }

  /** A ticket that was opened again has a second one, while the first may stand at a task. */
  private boolean anotherWorksOn(String process, DelegateExecution instance) {
    RuntimeService runtime = instance.getProcessEngineServices().getRuntimeService();
    return unattended
        .getObject()
        .call(
            () ->
                runtime
                    .createProcessInstanceQuery()
                    .processDefinitionKey(process)
                    .processInstanceBusinessKey(instance.getProcessBusinessKey())
                    .listPage(0, 10))
        .stream()
        .anyMatch(other -> !other.getId().equals(instance.getProcessInstanceId()));
  }
}
