package org.carejourney.engine.login;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.carejourney.engine.ModelFiles;
import org.carejourney.engine.WrongSetting;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.util.StringUtils;
import org.springframework.web.context.WebApplicationContext;

/**
 * Production starts only with what it cannot invent: a database, a secret, and no setting that
 * would turn out wrong later. Looked at before anything is made. The demo brings its own, and the
 * command line needs none of it.
 */
class ProductionSettings implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  /** What {@code openssl rand -hex 16} gives, as characters. */
  static final int SHORTEST_SECRET = 32;

  private static final int FEWEST_DIFFERENT = 8;

  private final ZoneId zone;

  ProductionSettings() {
    this(ZoneId.systemDefault());
  }

  ProductionSettings(ZoneId zone) {
    this.zone = zone;
  }

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    Environment settings = context.getEnvironment();
    if (!(context instanceof WebApplicationContext)
        || settings.acceptsProfiles(Profiles.of("demo"))) {
      return;
    }
    require(settings, "spring.datasource.url", "SPRING_DATASOURCE_URL", "the PostgreSQL database");
    require(settings, "care.secret", "CARE_SECRET", "the secret that signs links in messages");
    requireLongSecret(settings.getProperty("care.secret", ""));
    FirstAdministrator.requireStrong(settings.getProperty("care.admin-password", ""));
    requireAddress(settings.getProperty("care.public-url", ""));
    ModelFiles.requireFolder(settings.getProperty("care.home", ""));
    requireUtc();
    new ProductionDatabase(settings).require();
  }

  private static void require(Environment settings, String key, String variable, String meaning) {
    if (!StringUtils.hasText(settings.getProperty(key))) {
      throw new WrongSetting(
          "%s is not set: %s".formatted(key, meaning),
          "Set it, for example with the environment variable %s, or start the demo with --spring.profiles.active=demo"
              .formatted(variable));
    }
  }

  private static void requireLongSecret(String secret) {
    if (secret.length() < SHORTEST_SECRET || secret.chars().distinct().count() < FEWEST_DIFFERENT) {
      throw new WrongSetting(
          "care.secret can be guessed: it needs at least %d characters, and %d different ones"
              .formatted(SHORTEST_SECRET, FEWEST_DIFFERENT),
          "Make a random one, for example with: openssl rand -hex 32");
    }
  }

  private static void requireAddress(String publicUrl) {
    if (!publicUrl.matches("https?://[^/\\s]+(/\\S*)?")) {
      throw new WrongSetting(
          "care.public-url is no address that a link can begin with: " + publicUrl,
          "Give the whole address at which customers reach us, such as https://care.example");
    }
  }

  /** The engine computes timers in the zone of the JVM. */
  private void requireUtc() {
    if (!zone.getRules().isFixedOffset()
        || !zone.getRules().getOffset(Instant.EPOCH).equals(ZoneOffset.UTC)) {
      throw new WrongSetting(
          "The JVM runs in the time zone %s instead of UTC".formatted(zone),
          "Start it with -Duser.timezone=UTC; the zone of the company is care.company.time-zone");
    }
  }
}
