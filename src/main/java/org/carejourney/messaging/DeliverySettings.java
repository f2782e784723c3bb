package org.carejourney.messaging;

import java.time.Duration;
import java.util.Map;
import org.carejourney.engine.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How fast a node hands messages over.
 *
 * @param connections hand-overs at the same time, for each channel
 * @param perDomain how many of them may be to one mail domain; when 0 three quarters, and not all
 * @param giveUpAfter how long a message is tried again that is refused for now
 * @param rate messages a minute by channel; a channel that is not named has no limit
 * @param domainRate mails a minute by mail domain in lower case, {@code *} for each that is not
 *     named
 */
@ConfigurationProperties("care.delivery")
record DeliverySettings(
    @DefaultValue("4") int connections,
    @DefaultValue("0") int perDomain,
    @DefaultValue("P3D") Duration giveUpAfter,
    @DefaultValue Map<String, Integer> rate,
    @DefaultValue Map<String, Integer> domainRate) {

  static final String ANY_DOMAIN = "*";

  DeliverySettings {
    atLeastOne("connections", connections);
    if (perDomain == 0) {
      perDomain = Math.max(1, Math.min(connections - 1, connections * 3 / 4));
    }
    atLeastOne("per-domain", perDomain);
    rate.forEach((channel, most) -> atLeastOne("rate." + channel, most));
    domainRate.forEach((domain, most) -> atLeastOne("domain-rate." + domain, most));
  }

  private static void atLeastOne(String setting, int value) {
    if (value < 1) {
      throw new WrongSetting(
          "care.delivery.%s is %d".formatted(setting, value), "Give a number of at least 1");
    }
  }
}
