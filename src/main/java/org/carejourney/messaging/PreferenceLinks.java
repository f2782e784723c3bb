package org.carejourney.messaging;

import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Links to the page where a customer chooses what we send, or stops it. */
@Component
class PreferenceLinks {

  /** Letters are kept for years, and their reader may still want to stop us. */
  private static final Duration LIFE = Duration.ofDays(730);

  private final Links links;
  private final Clock clock;

  PreferenceLinks(Links links, Clock clock) {
    this.links = links;
    this.clock = clock;
  }

  /** The link that stands in a message. */
  String in(String messageId) {
    return links.to("preferences", clock.instant().plus(LIFE), messageId);
  }
}
