package org.carejourney.messaging;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.carejourney.engine.WrongSetting;
import org.carejourney.messaging.MessageRequest.OverBudget;
import org.carejourney.messaging.MessageRequest.Purpose;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How much a customer hears from us, over all journeys together: so many messages in a rolling
 * period. Answers to what they asked are counted, since they are heard too, and never blocked.
 */
@Component
class Budget {

  /**
   * @param most messages in the period; 0 for no budget
   * @param period how long a message counts
   */
  @ConfigurationProperties("care.budget")
  record Settings(@DefaultValue("10") int most, @DefaultValue("P7D") Duration period) {

    Settings {
      if (most < 0 || period.isNegative() || period.isZero()) {
        throw new WrongSetting(
            "care.budget.most is %d in care.budget.period %s".formatted(most, period),
            "Give a number of messages, 0 for no budget, and a period such as P7D");
      }
    }
  }

  private final JdbcClient jdbc;
  private final Settings settings;
  private final Evidence evidence;
  private final Clock clock;

  Budget(JdbcClient jdbc, Settings settings, Evidence evidence, Clock clock) {
    this.jdbc = jdbc;
    this.settings = settings;
    this.evidence = evidence;
    this.clock = clock;
  }

  /**
   * Whether a message still fits. Two that are decided on at once do not both get the last place:
   * whoever judges holds the customer's row.
   */
  Rule.Answer judge(Rule.Case asked) {
    if (settings.most() == 0 || asked.request().purpose() == Purpose.SERVICE) {
      return new Rule.Passes();
    }
    Instant since = clock.instant().minus(settings.period());
    List<Instant> heard = heard(asked.request(), since);
    var basis = evidence.heard(heard.size(), settings.most(), since);
    if (heard.size() < settings.most()) {
      return new Rule.Passes(basis);
    }
    String reason =
        "Has %d messages in %d days, and may have %d"
            .formatted(heard.size(), settings.period().toDays(), settings.most());
    if (asked.request().timing().overBudget() == OverBudget.WITHHOLD) {
      return new Rule.Objects(reason, false, basis);
    }
    // So many of the oldest have to be forgotten first.
    Instant fits = heard.get(heard.size() - settings.most()).plus(settings.period());
    return new Rule.Waits(reason, fits, basis);
  }

  /** When the customer heard, or will hear, from us since a moment, but for the message itself. */
  private List<Instant> heard(MessageRequest request, Instant since) {
    return jdbc
        .sql(
            """
            select coalesce(sent_at, send_at, decided_at) as heard_at from message
            where customer_id = ? and status in ('sent', 'sending', 'queued', 'parked')
              and coalesce(sent_at, send_at, decided_at) > ?
              and not (process_instance_id = ? and step = ? and occasion = ?)
            order by 1""")
        .param(request.customerId())
        .param(Timestamp.from(since))
        .params(request.asker().processInstanceId(), request.asker().step(), request.occasion())
        .query(Timestamp.class)
        .list()
        .stream()
        .map(Timestamp::toInstant)
        .toList();
  }
}
