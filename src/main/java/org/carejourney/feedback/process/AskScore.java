package org.carejourney.feedback.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.carejourney.engine.Block;
import org.carejourney.engine.Occasion;
import org.carejourney.engine.StepFields;
import org.carejourney.engine.Variable;
import org.carejourney.feedback.EarlyAnswers;
import org.carejourney.feedback.Survey;
import org.carejourney.feedback.Surveys;
import org.carejourney.messaging.Messages;
import org.carejourney.messaging.process.SendMessage;

/**
 * Asks the customer for a score: opens a survey for this occasion, then sends the letter that links
 * to it. The answer comes as the message {@code care.scoreGiven} to the process that asked.
 */
@Block
class AskScore extends SendMessage {

  private static final Variable<String> CUSTOMER = new Variable<>("customerId", String.class);

  private final Surveys surveys;
  private final EarlyAnswers early;

  AskScore(Messages messages, Surveys surveys, EarlyAnswers early) {
    super(messages);
    this.surveys = surveys;
    this.early = early;
  }

  @Override
  protected boolean mayGoOn(DelegateExecution step) {
    StepFields fields = new StepFields(step);
    Survey survey =
        surveys.open(
            CUSTOMER.from(step),
            step.getProcessBusinessKey(),
            fields.get("question"),
            Occasion.of(step, fields.find("occasion").orElse("once")));
    boolean goesOn = super.mayGoOn(step);
    if (goesOn && survey.answered()) {
      early.tellWhenItWaits(survey.id());
    }
    return goesOn;
  }
}
