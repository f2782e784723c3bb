package org.carejourney;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * How often a test that waits looks again. Stories wait often for what mostly takes some hundredths
 * of a second; the library would look after a tenth.
 */
class Attention implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    Awaitility.setDefaultPollInterval(Duration.ofMillis(30));
  }
}
