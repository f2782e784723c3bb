package org.carejourney.journey.process;

import org.camunda.bpm.engine.BpmnParseException;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.helper.BpmnProperties;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.EventSubscriptionDeclaration;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.event.EventType;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.carejourney.engine.DiagramListeners;
import org.carejourney.engine.Receivers;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Puts {@link OneRun} around every process that starts on an event. By listeners that belong to the
 * engine's reading of the diagram, so that no way of starting or ending goes around them.
 */
@Component
class EventStarts extends AbstractProcessEnginePlugin {

  // Looked up late: it stands on the engine, which stands on this.
  private final ObjectProvider<OneRun> oneRun;

  EventStarts(ObjectProvider<OneRun> oneRun) {
    this.oneRun = oneRun;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl engine) {
    DiagramListeners.add(engine, new Watch());
  }

  private final class Watch extends AbstractBpmnParseListener {

    @Override
    public void parseProcess(Element element, ProcessDefinitionEntity process) {
      DataFields.check(element);
      if (!startsOnEvent(process)) {
        return;
      }
      refuseLateStart(element, process);
      process.addBuiltInListener(
          ExecutionListener.EVENTNAME_START,
          (ExecutionListener) instance -> oneRun.getObject().begin(instance, process.getKey()));
      process.addBuiltInListener(
          ExecutionListener.EVENTNAME_END,
          (ExecutionListener) instance -> oneRun.getObject().end(instance));
    }

    private static boolean startsOnEvent(ProcessDefinitionEntity process) {
      return process
          .getProperties()
          .get(BpmnProperties.EVENT_SUBSCRIPTION_DECLARATIONS)
          .values()
          .stream()
          .filter(EventSubscriptionDeclaration::isStartEvent)
          .filter(start -> EventType.MESSAGE.name().equals(start.getEventType()))
          .anyMatch(start -> !Receivers.isOurs(start.getUnresolvedEventName()));
    }

    /** The engine would let an instance begin, and ask whether it may only in a job later. */
    private static void refuseLateStart(Element element, ProcessDefinitionEntity process) {
      for (Element start : element.elements("startEvent")) {
        if (process.findActivity(start.attribute("id")).isAsyncBefore()) {
          throw new BpmnParseException(
              "A process that starts on an event cannot have 'Asynchronous before' on a start"
                  + " event; set it on the first step",
              start);
        }
      }
    }
  }
}
