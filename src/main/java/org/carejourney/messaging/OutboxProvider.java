package org.carejourney.messaging;

import java.util.List;

/** The demo without a provider: messages count as sent and are read on the messages page. */
record OutboxProvider(String channel) implements Provider {

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public void handOver(List<Message> batch, Outcomes outcomes) {
    outcomes.oneByOne(batch, outcomes::accepted);
  }
}
