package org.carejourney.messaging;

import java.time.Duration;
import java.util.List;

/**
 * In the place of a provider that is connected no more: what has waited for it for a day is judged
 * once more, so that it has a reason, or goes by the next channel.
 */
record AbsentProvider(String channel) implements Provider {

  /** What was on its way may have arrived: nobody can ask. */
  @Override
  public boolean repeatable() {
    return false;
  }

  /** Another node may have it connected, or have it soon: while they are set up, say. */
  @Override
  public Duration leavesToOthers() {
    return Duration.ofDays(1);
  }

  @Override
  public void handOver(List<Message> batch, Outcomes outcomes) {
    outcomes.oneByOne(
        batch,
        message -> outcomes.refused(message, "Nothing is connected for the channel " + channel));
  }
}
