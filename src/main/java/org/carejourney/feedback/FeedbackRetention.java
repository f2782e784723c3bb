package org.carejourney.feedback;

import org.carejourney.engine.Expiring;
import org.carejourney.engine.Expiry;
import org.carejourney.engine.Retention;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What customers wrote beside a score is forgotten with their other words; the number is not. */
@Configuration(proxyBeanMethods = false)
class FeedbackRetention {

  @Bean
  Expiring comments(Expiry expiry, Retention retention) {
    return expiry.rows(
        "comments",
        retention.inbound(),
        "survey",
        "asked_at",
        """
        update survey set comment = null
        where seq > :after and seq <= :end and asked_at < :before and comment is not null and\s"""
            + Expiry.nothingRunsFor("survey.business_key"));
  }
}
