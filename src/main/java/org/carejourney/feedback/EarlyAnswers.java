package org.carejourney.feedback;

import java.util.Map;
import org.carejourney.engine.Processes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Answers that came before the process waited for them. A mail server may take a letter and be cut
 * off before it says so: then the customer reads and answers while we still try to send it.
 */
@Component
public class EarlyAnswers {

  private static final Logger log = LoggerFactory.getLogger(EarlyAnswers.class);

  private final Surveys surveys;
  private final Processes processes;
  private final TransactionTemplate ownTransaction;

  EarlyAnswers(
      Surveys surveys, Processes processes, PlatformTransactionManager transactionManager) {
    this.surveys = surveys;
    this.processes = processes;
    this.ownTransaction = new TransactionTemplate(transactionManager);
    ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /** Tells the process that asked, as soon as the running transaction has made it wait. */
  public void tellWhenItWaits(String surveyId) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            try {
              ownTransaction.executeWithoutResult(status -> tell(surveyId));
            } catch (RuntimeException e) {
              log.error("The process that asked did not hear the answer to {}", surveyId, e);
            }
          }
        });
  }

  private void tell(String surveyId) {
    surveys
        .lock(surveyId)
        // Somebody has seen to a low score by now.
        .filter(survey -> survey.answered() && !survey.lowHeard())
        .ifPresent(
            survey ->
                processes.correlateTo(
                    survey.processInstanceId(),
                    "care.scoreGiven",
                    Map.of("score", survey.score())));
  }
}
