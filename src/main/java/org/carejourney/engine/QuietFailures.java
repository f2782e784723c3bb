package org.carejourney.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.DefaultJobRetryCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.producer.CacheAwareHistoryEventProducer;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.jobexecutor.ExecuteJobHelper;
import org.camunda.bpm.engine.runtime.Job;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Keeps what exceptions repeat of customers' data out of the engine's tables and log lines. The
 * engine would write each failure's message and trace into jobs, incidents and history, and print
 * the message once more in a sentence of its own.
 */
@Component
class QuietFailures extends AbstractProcessEnginePlugin {

  private static final Logger log = LoggerFactory.getLogger(QuietFailures.class);

  @Override
  public void preInit(ProcessEngineConfigurationImpl engine) {
    engine.setEnableCmdExceptionLogging(false);
    engine.setCustomPreCommandInterceptorsTxRequired(
        withTelling(engine.getCustomPreCommandInterceptorsTxRequired()));
    engine.setHistoryEventProducer(new QuietHistory());
    engine.setFailedJobCommandFactory(
        (jobId, failure) ->
            failure instanceof OptimisticLockingException
                ? new OvertakenJob(jobId)
                : new DefaultJobRetryCmd(jobId, Discretion.quiet(failure)));
    ExecuteJobHelper.LOGGING_HANDLER = QuietFailures::jobFailed;
  }

  private static List<CommandInterceptor> withTelling(List<CommandInterceptor> others) {
    List<CommandInterceptor> all = new ArrayList<>(List.of(new Telling()));
    all.addAll(Objects.requireNonNullElse(others, List.of()));
    return all;
  }

  private static void jobFailed(String jobId, Throwable failure) {
    if (failure instanceof OptimisticLockingException) {
      log.atDebug().addKeyValue("jobId", jobId).log("A job was overtaken and runs again");
    } else {
      log.atWarn().addKeyValue("jobId", jobId).setCause(failure).log("A job failed");
    }
  }

  /** The engine asks of what kind a conflict is, and leaves its retries alone. */
  private static Throwable kept(Throwable failure) {
    return failure instanceof OptimisticLockingException ? failure : Discretion.quiet(failure);
  }

  private static final class QuietHistory extends CacheAwareHistoryEventProducer {

    @Override
    public HistoryEvent createHistoricJobLogFailedEvt(Job job, Throwable failure) {
      return super.createHistoricJobLogFailedEvt(job, kept(failure));
    }
  }

  /** Tells what callers of the engine's own API would otherwise be the only ones to hear. */
  private static final class Telling extends CommandInterceptor {

    @Override
    public <T> T execute(Command<T> command) {
      try {
        return next.execute(command);
      } catch (RuntimeException e) {
        if (isOutermost() && !isAnswer(e)) {
          log.warn("The engine could not do {}", command.getClass().getSimpleName(), e);
        }
        throw e;
      }
    }

    private static boolean isOutermost() {
      return Context.getCommandContext() == null && Context.getJobExecutorContext() == null;
    }

    /** Callers are told so, and nobody has to look after it. */
    private static boolean isAnswer(RuntimeException e) {
      return e instanceof OptimisticLockingException
          || e instanceof BadUserRequestException
          || e instanceof AuthorizationException
          || e instanceof NullValueException
          || e instanceof FormFieldValidationException
          || e instanceof Problem;
    }
  }
}
