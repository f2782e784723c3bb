package org.carejourney.messaging.process;

import java.util.Locale;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.carejourney.engine.Block;
import org.carejourney.engine.HoldingBlock;
import org.carejourney.engine.Variable;
import org.carejourney.messaging.Message;
import org.carejourney.messaging.Message.Status;
import org.carejourney.messaging.Message.Verdict;
import org.carejourney.messaging.MessageRequest;
import org.carejourney.messaging.MessageRequest.GoOn;
import org.carejourney.messaging.Messages;

/**
 * Says something to the customer. The token goes on with the outcome in {@code messageOutcome}, but
 * stays while the message is held. A step that waits for acceptance raises {@code
 * customerUnreachable} when the customer will not hear it; {@code startOver} is raised after a hold
 * when the table says so.
 */
@Block
public class SendMessage extends HoldingBlock {

  private static final Variable<String> OUTCOME = new Variable<>("messageOutcome", String.class);

  private final Messages messages;

  public SendMessage(Messages messages) {
    this.messages = messages;
  }

  @Override
  protected boolean mayGoOn(DelegateExecution step) {
    MessageRequest request = SendFields.request(step);
    Message message = messages.ask(request);
    OUTCOME.set(step, message.status().name().toLowerCase(Locale.ROOT));
    if (message.status() == Status.HELD) {
      return false;
    }
    if (message.verdict() == Verdict.START_OVER) {
      throw new BpmnError("startOver", message.reason());
    }
    if (request.goOn() == GoOn.QUEUED) {
      return true;
    }
    if (message.unheard()) {
      throw new BpmnError("customerUnreachable", message.reason());
    }
    return message.over();
  }

  @Override
  protected void withdraw(DelegateExecution step) {
    messages.withdraw(step.getActivityInstanceId());
  }
}
