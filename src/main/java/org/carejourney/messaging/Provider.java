package org.carejourney.messaging;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.carejourney.engine.LogField;

/** The way out for one channel. */
interface Provider {

  String channel();

  /**
   * Whether the same message may be handed over twice without the customer hearing it twice. What
   * cannot be repeated is handed over one by one, and parked for a person when nobody knows whether
   * it arrived.
   */
  boolean repeatable();

  /** For how long after its moment a message is left to other nodes. */
  default Duration leavesToOthers() {
    return Duration.ZERO;
  }

  /**
   * Hands over a claimed batch, one message after the other, and tells the outcome of each as soon
   * as it is known. A message without outcome goes back to the queue when its lease runs out, or is
   * parked when it cannot be repeated.
   */
  void handOver(List<Message> batch, Outcomes outcomes);

  /** What became of a message; every call is committed at once. */
  interface Outcomes {

    /** Asked right before each hand-over: the world may have moved on while the message waited. */
    boolean mayStillGo(Message message);

    /** Hands over what may still go of a batch, one message after the other. */
    default void oneByOne(List<Message> batch, Consumer<Message> handOver) {
      for (Message message : batch) {
        alone(
            message,
            () -> {
              boolean goes = mayStillGo(message) && stillOurs(message);
              if (goes) {
                handOver.accept(message);
              }
              return goes;
            });
      }
    }

    /**
     * All that is done about one message. What goes wrong in our own house over one is written down
     * beside it, and those behind it go on.
     *
     * @return what the work says, or false when it went wrong
     */
    default boolean alone(Message message, BooleanSupplier work) {
      return LogField.MESSAGE.during(
          message.id(),
          () -> {
            try {
              return work.getAsBoolean();
            } catch (RuntimeException e) {
              wentWrong(message, e);
              return false;
            }
          });
    }

    /**
     * Something in our own house went wrong over a message that nobody has taken: it is tried again
     * later.
     *
     * @throws RuntimeException the problem itself, when not even that can be written down
     */
    void wentWrong(Message message, RuntimeException problem);

    /**
     * Asked at the last moment at which a hand-over can still be broken off: false when we stood
     * still for so long that somebody else may have the message by now.
     */
    boolean stillOurs(Message message);

    /** The provider has it: it never goes again for what we fail to write down. */
    void accepted(Message message);

    /**
     * A temporary refusal: tried again later.
     *
     * @param notBefore the least to wait, as the provider wishes
     */
    void later(Message message, String reason, Duration notBefore);

    default void later(Message message, String reason) {
      later(message, reason, Duration.ZERO);
    }

    /** A temporary refusal by the side of the recipient: others there may be put off as well. */
    void putOff(Message message, String reason);

    /** Not tried, for a reason that is not its own: it may go at once by another connection. */
    void untried(Message message);

    /** A refusal for good. */
    void refused(Message message, String reason);

    /** A refusal for good, since nobody is there: the address is not written to any more. */
    void nobodyThere(Message message, String reason);

    /**
     * Nobody knows whether it arrived, and it must not go twice: a person decides.
     *
     * @param reason what they should know, in a sentence
     */
    void parked(Message message, String reason);

    /**
     * A person delivers it by a task: it stays on its way until the task is done.
     *
     * @param task makes the task, in one transaction with the ledger
     */
    void handedOn(Message message, Runnable task);
  }
}
