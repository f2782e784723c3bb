package org.carejourney.messaging;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/**
 * Connects each channel that {@code care.channels} names to its provider. In the demo, what is not
 * connected ends on the messages page.
 */
@Component
class Channels implements BeanDefinitionRegistryPostProcessor, EnvironmentAware {

  private static final String SMTP = "spring.mail.host";
  private static final Set<String> BY_HTTP = Set.of("sms", "chat", "social", "web");
  private static final List<String> IN_THE_DEMO = List.of("email", "sms", "chat");

  private Environment settings;

  @Override
  public void setEnvironment(Environment environment) {
    this.settings = environment;
  }

  @Override
  public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
    Map<String, Provider> providers = new HashMap<>();
    Binder.get(settings)
        .bind("care.channels", Bindable.mapOf(String.class, Gateway.class))
        .orElse(Map.of())
        .forEach((channel, gateway) -> providers.put(channel, overHttp(channel, gateway)));
    if (settings.acceptsProfiles(Profiles.of("demo"))) {
      IN_THE_DEMO.stream()
          .filter(channel -> !channel.equals("email") || !settings.containsProperty(SMTP))
          .forEach(channel -> providers.putIfAbsent(channel, new OutboxProvider(channel)));
    }
    providers.forEach(
        (channel, provider) ->
            registry.registerBeanDefinition(
                channel + "Provider", new RootBeanDefinition(Provider.class, () -> provider)));
  }

  private Provider overHttp(String channel, Gateway gateway) {
    if (!BY_HTTP.contains(channel)) {
      throw Gateway.wrong(
          "care.channels.%s: there is no such channel, only %s".formatted(channel, BY_HTTP));
    }
    gateway.check(channel, Lease.longestExchange(settings));
    return new HttpProvider(channel, gateway);
  }
}
