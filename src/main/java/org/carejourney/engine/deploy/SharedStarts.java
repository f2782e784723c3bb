package org.carejourney.engine.deploy;

import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.impl.bpmn.deployer.BpmnDeployer;
import org.camunda.bpm.engine.impl.bpmn.parser.EventSubscriptionDeclaration;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.carejourney.engine.Receivers;
import org.springframework.stereotype.Component;

/**
 * Lets several processes start on one event: the engine alone refuses the second diagram with the
 * same start message. Our own messages still start one process each, since they mean that one.
 */
@Component
class SharedStarts extends AbstractProcessEnginePlugin {

  @Override
  public void postInit(ProcessEngineConfigurationImpl engine) {
    List<Deployer> deployers =
        engine.getDeployers().stream()
            .map(deployer -> deployer instanceof BpmnDeployer stock ? shared(stock) : deployer)
            .collect(Collectors.toList());
    // Kept in two places: for what is deployed, and for what is deleted.
    engine.setDeployers(deployers);
    engine.getDeploymentCache().setDeployers(deployers);
  }

  private static BpmnDeployer shared(BpmnDeployer stock) {
    BpmnDeployer shared = new SharingDeployer();
    shared.setExpressionManager(stock.getExpressionManager());
    shared.setBpmnParser(stock.getBpmnParser());
    shared.setIdGenerator(stock.getIdGenerator());
    return shared;
  }

  private static final class SharingDeployer extends BpmnDeployer {

    @Override
    protected boolean isSameMessageStartEventSubscriptionAlreadyPresent(
        EventSubscriptionDeclaration start, String tenantId) {
      return Receivers.isOurs(start.getUnresolvedEventName())
          && super.isSameMessageStartEventSubscriptionAlreadyPresent(start, tenantId);
    }
  }
}
