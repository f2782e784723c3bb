package org.carejourney.messaging;

import java.util.List;

/** The way out for one channel. */
interface Provider {

  String channel();

  /**
   * Hands over a claimed batch, one message after the other, and tells the outcome of each as soon
   * as it is known. A message without outcome goes back to the queue when its lease runs out.
   */
  void handOver(List<Message> batch, Outcomes outcomes);

  /** What became of a message; every call is committed at once. */
  interface Outcomes {

    /** Asked right before each hand-over: still ours, still wanted? */
    boolean mayStillGo(Message message);

    void accepted(Message message);

    /** A temporary refusal: tried again later. */
    void later(Message message, String reason);

    /** A refusal for good. */
    void refused(Message message, String reason);
  }
}
