package org.carejourney.engine.web;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.actuate.endpoint.ApiVersion;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthComponent;
import org.springframework.boot.actuate.health.HealthContributorRegistry;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.HealthEndpointGroups;
import org.springframework.boot.actuate.health.HealthEndpointWebExtension;
import org.springframework.boot.actuate.health.StatusAggregator;
import org.springframework.stereotype.Component;

/** Who may not see the parts hears one word, without the names of groups that Boot adds to it. */
@Component
@EndpointWebExtension(endpoint = HealthEndpoint.class)
class BareHealth extends HealthEndpointWebExtension {

  BareHealth(HealthContributorRegistry parts, HealthEndpointGroups groups) {
    super(parts, groups, Duration.ofSeconds(10));
  }

  @Override
  protected HealthComponent aggregateContributions(
      ApiVersion version,
      Map<String, HealthComponent> parts,
      StatusAggregator aggregator,
      boolean showParts,
      Set<String> groups) {
    HealthComponent all =
        super.aggregateContributions(version, parts, aggregator, showParts, groups);
    return showParts ? all : Health.status(all.getStatus()).build();
  }
}
