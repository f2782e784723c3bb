package org.carejourney.engine;

import org.camunda.bpm.engine.impl.cfg.TransactionState;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.MessageAddedNotification;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.jspecify.annotations.Nullable;

/**
 * A job that lost against somebody faster is no failure: it runs again at once. The engine would
 * have it wait for as long as after a real one, so that a reply right after a complaint would delay
 * the whole ticket.
 */
final class OvertakenJob implements Command<@Nullable Object> {

  private final String jobId;

  OvertakenJob(String jobId) {
    this.jobId = jobId;
  }

  @Override
  public @Nullable Object execute(CommandContext context) {
    JobEntity job = context.getJobManager().findJobById(jobId);
    if (job != null) {
      job.unlock();
      context
          .getTransactionContext()
          .addTransactionListener(
              TransactionState.COMMITTED,
              new MessageAddedNotification(
                  Context.getProcessEngineConfiguration().getJobExecutor()));
    }
    return null;
  }
}
