package org.carejourney.journey;

import org.jspecify.annotations.Nullable;

/**
 * What an event has set going.
 *
 * @param repeated true when it was taken before, and nothing happened now
 * @param started how many processes began
 * @param continued how many that waited went on
 * @param note why something did not happen, as a sentence, or null
 */
public record Outcome(boolean repeated, int started, int continued, @Nullable String note) {

  static final Outcome REPEATED =
      new Outcome(true, 0, 0, "This event was taken before; nothing happened again.");
}
