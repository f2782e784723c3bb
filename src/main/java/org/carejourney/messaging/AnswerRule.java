package org.carejourney.messaging;

import java.util.Locale;
import java.util.Optional;
import org.carejourney.messaging.AnswerLimits.Limit;
import org.carejourney.messaging.MessageRequest.Asker;
import org.carejourney.messaging.MessageRequest.Purpose;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * A ticket whose mail was muted is not acknowledged: the first that we would say about it is an
 * automatic answer. What is said later a person has had a hand in.
 */
@Component
@Order(47)
class AnswerRule implements Rule {

  private final JdbcClient jdbc;

  AnswerRule(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String name() {
    return "automatic-answer";
  }

  @Override
  public Answer judge(Case asked) {
    MessageRequest request = asked.request();
    return request.purpose() != Purpose.SERVICE || request.businessKey() == null
        ? new Passes()
        : muted(request.businessKey())
            .filter(limit -> isFirst(request))
            .<Answer>map(limit -> new Objects(limit.reason(), false))
            .orElseGet(Passes::new);
  }

  /** By which limit the mail was muted that a ticket began with. */
  private Optional<Limit> muted(String ticket) {
    return jdbc.sql(
            """
            select muted from inbound
            where ticket = ? and muted in ('address', 'domain')
            order by seq fetch first 1 row only""")
        .param(ticket)
        .query(String.class)
        .optional()
        .map(word -> Limit.valueOf(word.toUpperCase(Locale.ROOT)));
  }

  private boolean isFirst(MessageRequest request) {
    Asker asker = request.asker();
    return jdbc.sql(
                """
                select count(*) from message
                where business_key = ?
                  and not (process_instance_id = ? and step = ? and occasion = ?)""")
            .params(request.businessKey(), asker.processInstanceId(), asker.step())
            .param(request.occasion())
            .query(Integer.class)
            .single()
        == 0;
  }
}
