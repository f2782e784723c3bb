package org.carejourney.engine.login;

import org.carejourney.engine.WrongSetting;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.util.StringUtils;
import org.springframework.web.context.WebApplicationContext;

/**
 * Production starts only with what it cannot invent: a database and a secret. The demo brings its
 * own, and the command line needs neither.
 */
class ProductionSettings implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    Environment settings = context.getEnvironment();
    if (!(context instanceof WebApplicationContext)
        || settings.acceptsProfiles(Profiles.of("demo"))) {
      return;
    }
    require(settings, "spring.datasource.url", "SPRING_DATASOURCE_URL", "the PostgreSQL database");
    require(settings, "care.secret", "CARE_SECRET", "the secret that signs links in messages");
  }

  private static void require(Environment settings, String key, String variable, String meaning) {
    if (!StringUtils.hasText(settings.getProperty(key))) {
      throw new WrongSetting(
          "%s is not set: %s".formatted(key, meaning),
          "Set it, for example with the environment variable %s, or start the demo with --spring.profiles.active=demo"
              .formatted(variable));
    }
  }
}
