package org.carejourney.messaging;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A wish to say something to a customer. Who asks is (process instance, step, occasion): the same
 * asker gets the earlier answer, never a second message.
 *
 * @param customerId who is to hear it
 * @param businessKey ticket number or customer id of the process, or null
 * @param template {@code <module>/<message>} under {@code templates/}
 * @param softTemplate what to say instead after a hold when the table says so, or null
 * @param channels in order of preference, at least one
 * @param timing when the customer may hear it
 * @param asker the step that asks
 * @param occasion which time the step asks; {@code once} for a step that is passed once
 * @param goOn when the process may go on
 */
public record MessageRequest(
    String customerId,
    @Nullable String businessKey,
    String template,
    @Nullable String softTemplate,
    Purpose purpose,
    List<String> channels,
    Timing timing,
    Asker asker,
    String occasion,
    GoOn goOn) {

  /** Why we write. */
  public enum Purpose {
    /** Answers something the customer asked; always allowed. */
    SERVICE,
    /** Relationship; allowed until the customer opts out. */
    CARE,
    /** Only after the customer opted in. */
    MARKETING
  }

  /** What the process waits for. */
  public enum GoOn {
    /** Go on as soon as the message stands in the ledger. */
    QUEUED,
    /** Stay until the provider took the message or refused it for good. */
    ACCEPTED
  }

  /**
   * When the customer may hear it, where the customer lives; quiet hours hold besides.
   *
   * @param window hours of the day, or null for any that is not quiet
   * @param businessDays whether weekends and public holidays of the customer's country are out
   * @param overBudget what becomes of it when the customer has heard enough from us
   * @param catchUp what becomes of it when it comes late
   */
  public record Timing(
      @Nullable Window window, boolean businessDays, OverBudget overBudget, CatchUp catchUp) {

    public static final Timing ANY = new Timing(null, false, OverBudget.WAIT, CatchUp.USUAL);
  }

  /**
   * How late it may be: after a node was down, a process stood still, or all outbound was paused.
   *
   * @param meantFor the moment for which it was meant, or null where it has none
   * @param limit how long after that it still goes without more ado, or null for the usual
   * @param whenLate what becomes of it after that
   */
  public record CatchUp(@Nullable Instant meantFor, @Nullable Duration limit, WhenLate whenLate) {

    public static final CatchUp USUAL = new CatchUp(null, null, WhenLate.ASK);

    public CatchUp {
      if (limit != null && (limit.isNegative() || limit.isZero())) {
        throw new IllegalArgumentException("A message cannot be late by " + limit);
      }
    }
  }

  /** What becomes of a message that comes too late. */
  public enum WhenLate {
    /** It goes all the same. */
    SEND,
    /** It is not sent. */
    SKIP,
    /** It is parked, and a person decides. */
    ASK
  }

  /** What becomes of a message to a customer who has heard enough for now. */
  public enum OverBudget {
    /** It goes when there is room again. */
    WAIT,
    /** It is not sent. */
    WITHHOLD
  }

  /**
   * A step of a running process, with what is needed to wake it later.
   *
   * @param version of the diagram, or null for what asked before versions were kept
   * @param stepName as drawn, or null where it has no name
   * @param startsOver whether the diagram catches the error of starting over at the step
   */
  public record Asker(
      String process,
      @Nullable Integer version,
      String processInstanceId,
      String executionId,
      String activityInstanceId,
      String step,
      @Nullable String stepName,
      boolean startsOver) {}

  /** The same wish in other words. */
  MessageRequest saying(String otherTemplate) {
    return new MessageRequest(
        customerId,
        businessKey,
        otherTemplate,
        softTemplate,
        purpose,
        channels,
        timing,
        asker,
        occasion,
        goOn);
  }

  /** The same wish for the channel that was chosen for it. */
  MessageRequest onlyBy(String channel) {
    return by(List.of(channel));
  }

  /** The same wish for a channel that it names and those that come after it. */
  MessageRequest from(String channel) {
    return by(channels.subList(channels.indexOf(channel), channels.size()));
  }

  /** The same wish for other channels. */
  MessageRequest by(List<String> otherChannels) {
    return new MessageRequest(
        customerId,
        businessKey,
        template,
        softTemplate,
        purpose,
        otherChannels,
        timing,
        asker,
        occasion,
        goOn);
  }
}
