package org.carejourney.messaging;

import java.util.List;

/**
 * In the place of a provider that is connected no more: what still waits for it is judged once
 * more, so that it has a reason, or goes by the next channel.
 */
record AbsentProvider(String channel) implements Provider {

  /** What was on its way may have arrived: nobody can ask. */
  @Override
  public boolean repeatable() {
    return false;
  }

  @Override
  public void handOver(List<Message> batch, Outcomes outcomes) {
    outcomes.oneByOne(
        batch,
        message -> outcomes.refused(message, "Nothing is connected for the channel " + channel));
  }
}
