package org.carejourney.messaging;

import org.carejourney.engine.Expiring;
import org.carejourney.engine.Expiry;
import org.carejourney.engine.Retention;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What was said and heard is forgotten after a time; that it was, and why, is not. */
@Configuration(proxyBeanMethods = false)
class MessagingRetention {

  private static final String OLD_AND_OVER =
      """
      inbound.seq > :after and inbound.seq <= :end and inbound.received_at < :before
      and inbound.outcome is not null and %s and %s and %s"""
          .formatted(
              Expiry.nothingRunsFor("inbound.id"),
              Expiry.nothingRunsFor("inbound.ticket"),
              Expiry.nothingRunsFor("inbound.customer_id"));

  @Bean
  Expiring rawInbound(Expiry expiry, Retention retention) {
    String from = "delete from %s where inbound_id in (select id from inbound where %s)";
    return expiry.rows(
        "raw",
        retention.raw(),
        "inbound",
        "received_at",
        from.formatted("inbound_raw", OLD_AND_OVER),
        from.formatted("inbound_attachment", OLD_AND_OVER));
  }

  @Bean
  Expiring inboundWords(Expiry expiry, Retention retention) {
    return expiry.rows(
        "inbound",
        retention.inbound(),
        "inbound",
        "received_at",
        InboundMessages.FORGET_WORDS
            + """
        where (sender <> '' or subject is not null or new_text is not null
               or quoted_text is not null or html is not null) and\s"""
            + OLD_AND_OVER);
  }

  @Bean
  Expiring messageWords(Expiry expiry, Retention retention) {
    return expiry.rows(
        "messages",
        retention.messages(),
        "message",
        "decided_at",
        """
        update message set recipient = null, subject = null, html = null, plain = null
        where seq > :after and seq <= :end and decided_at < :before
          and status in ('sent', 'withheld', 'failed', 'bounced')
          and not call_open and not token_waits
          and (recipient is not null or subject is not null or html is not null
               or plain is not null) and\s"""
            + Expiry.nothingRunsFor("message.business_key"));
  }
}
