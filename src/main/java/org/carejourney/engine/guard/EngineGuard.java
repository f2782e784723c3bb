package org.carejourney.engine.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.authorization.TaskPermissions;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Closes what the engine leaves open by default. In code rather than in settings, and after every
 * other plugin, so that nothing opens it again by accident. What each line closes, and the attack
 * that shows it: src/docs/roles.md and the tests beside this package.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class EngineGuard extends AbstractProcessEnginePlugin {

  /** Tasklist asks for 2000 filters at once and stays empty when it may not. */
  private static final int MOST_RESULTS = 2000;

  private final ApplicationContext context;

  EngineGuard(ApplicationContext context) {
    this.context = context;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl engine) {
    authorize(engine);
    limit(engine);
    guardModels(engine);
  }

  private static void authorize(ProcessEngineConfigurationImpl engine) {
    engine.setAuthorizationEnabled(true);
    engine.setAuthorizationEnabledForCustomCode(false);
    engine.setTenantCheckEnabled(true);
    engine.setDefaultUserPermissionNameForTask(TaskPermissions.TASK_WORK.getName());
    engine.setEnablePasswordPolicy(true);
    // Ever longer pauses instead of a lock for good, which anybody could put on the administrator.
    engine.setLoginMaxAttempts(Integer.MAX_VALUE);
    engine.setLoginDelayMaxTime(60);
    // Ids of staff may look like mail addresses, and ours have hyphens.
    engine.setGeneralResourceWhitelistPattern("[a-zA-Z0-9][a-zA-Z0-9._@+-]{0,63}");
  }

  private static void limit(ProcessEngineConfigurationImpl engine) {
    engine.setQueryMaxResultsLimit(MOST_RESULTS);
    engine.setDeserializationTypeValidationEnabled(true);
    engine.setEnableExpressionsInAdhocQueries(false);
    engine.setEnableXxeProcessing(false);
    engine.setCmmnEnabled(false);
  }

  private void guardModels(ProcessEngineConfigurationImpl engine) {
    engine.setEnableExceptionsAfterUnhandledBpmnError(true);
    engine.setExpressionManager(new GuardedExpressions(new Blocks(context)));
    engine.setScriptEngineResolver(new NoScripts());
    engine.setBpmnParseFactory(GuardedParse::new);
    List<Deployer> deployers = new ArrayList<>(List.of(new ModelCleaner()));
    deployers.addAll(Objects.requireNonNullElse(engine.getCustomPreDeployers(), List.of()));
    engine.setCustomPreDeployers(deployers);
    engine.setDeploymentHandlerFactory(CleanDuplicates::new);
    XmlFetching.refuse();
  }
}
