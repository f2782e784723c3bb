package org.carejourney.journey;

import org.carejourney.engine.Expiring;
import org.carejourney.engine.Expiry;
import org.carejourney.engine.Retention;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** That something happened stays, so that it never happens twice; what came with it goes. */
@Configuration(proxyBeanMethods = false)
class JourneyRetention {

  @Bean
  Expiring eventData(Expiry expiry, Retention retention) {
    return expiry.rows(
        "events",
        retention.events(),
        "event",
        "received_at",
        """
        update event set data = '{}'
        where seq > :after and seq <= :end and received_at < :before and data <> '{}' and\s"""
            + Expiry.nothingRunsFor("event.customer_id"));
  }
}
