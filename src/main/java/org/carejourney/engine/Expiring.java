package org.carejourney.engine;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * Something that is kept for a time only. Extension point: each module gives a bean for each such
 * thing, most by {@link Expiry}. Nothing that somebody still works on may ever be among it.
 */
public interface Expiring {

  /** What it is, in a word: so the settings, the figures and the log name it. */
  String what();

  /** Begins to go through what is too old at a moment. */
  Sweep sweep(Instant now);

  /** One way through all of it. Whoever stops in the middle loses nothing: the next one goes on. */
  interface Sweep {

    /**
     * Forgets a handful, in a transaction of its own.
     *
     * @return how many rows were changed, perhaps none; empty when there are no more to look at
     */
    OptionalLong next();
  }
}
