package org.carejourney.messaging.process;

import java.util.Arrays;
import java.util.Locale;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.carejourney.engine.Block;
import org.carejourney.engine.HoldingBlock;
import org.carejourney.engine.StepFields;
import org.carejourney.engine.Variable;
import org.carejourney.messaging.Message;
import org.carejourney.messaging.MessageRequest;
import org.carejourney.messaging.MessageRequest.Asker;
import org.carejourney.messaging.MessageRequest.GoOn;
import org.carejourney.messaging.MessageRequest.Purpose;
import org.carejourney.messaging.Messages;

/** Says something to the customer: fields template, purpose, channels, occasion, goOn. */
@Block
class SendMessage extends HoldingBlock {

  private static final Variable<String> CUSTOMER = new Variable<>("customerId", String.class);
  private static final Variable<String> OUTCOME = new Variable<>("messageOutcome", String.class);

  private final Messages messages;

  SendMessage(Messages messages) {
    this.messages = messages;
  }

  @Override
  protected boolean mayGoOn(DelegateExecution step) {
    MessageRequest request = request(step, new StepFields(step));
    Message message = messages.ask(request);
    OUTCOME.set(step, message.status().name().toLowerCase(Locale.ROOT));
    if (request.goOn() == GoOn.QUEUED) {
      return true;
    }
    if (message.unreachable()) {
      throw new BpmnError("customerUnreachable", message.reason());
    }
    return message.over();
  }

  @Override
  protected void withdraw(DelegateExecution step) {
    messages.withdraw(step.getActivityInstanceId());
  }

  private static MessageRequest request(DelegateExecution step, StepFields fields) {
    return new MessageRequest(
        CUSTOMER.from(step),
        step.getProcessBusinessKey(),
        fields.get("template"),
        Purpose.valueOf(fields.get("purpose").toUpperCase(Locale.ROOT)),
        Arrays.asList(fields.get("channels").trim().split("[,\\s]+")),
        new Asker(
            // A definition's id is key:version:id.
            step.getProcessDefinitionId().replaceFirst(":.*", ""),
            step.getProcessInstanceId(),
            step.getId(),
            step.getActivityInstanceId(),
            step.getCurrentActivityId()),
        fields.find("occasion").orElse("once"),
        fields.find("goOn").map(v -> GoOn.valueOf(v.toUpperCase(Locale.ROOT))).orElse(GoOn.QUEUED));
  }
}
