package org.carejourney.messaging;

import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The demo without a mail server: mails count as sent and are read on the outbox page. */
@Component
@Profile("demo")
@ConditionalOnProperty(name = "spring.mail.host", matchIfMissing = true, havingValue = "none")
class OutboxProvider implements Provider {

  @Override
  public String channel() {
    return "email";
  }

  @Override
  public void handOver(List<Message> batch, Outcomes outcomes) {
    for (Message message : batch) {
      if (outcomes.mayStillGo(message)) {
        outcomes.accepted(message);
      }
    }
  }
}
