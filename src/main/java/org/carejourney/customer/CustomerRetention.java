package org.carejourney.customer;

import org.carejourney.engine.Expiring;
import org.carejourney.engine.Expiry;
import org.carejourney.engine.Retention;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The customer's story begins a time ago, and the mistakes in customer lists are forgotten. */
@Configuration(proxyBeanMethods = false)
class CustomerRetention {

  @Bean
  Expiring oldStory(Expiry expiry, Retention retention) {
    return expiry.rows(
        "timeline",
        retention.timeline(),
        "timeline",
        "at",
        """
        delete from timeline
        where seq > :after and seq <= :end and at < :before and (ticket is null or\s"""
            + Expiry.nothingRunsFor("timeline.ticket")
            + ")");
  }

  @Bean
  Expiring oldImports(Expiry expiry, Retention retention) {
    String old = "(select import_id from customer_import where finished_at < :before)";
    return expiry.few(
        "imports",
        retention.imports(),
        "delete from customer_import_problem where import_id in " + old,
        "delete from customer_import where import_id in " + old);
  }
}
