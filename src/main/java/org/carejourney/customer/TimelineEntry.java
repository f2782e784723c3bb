package org.carejourney.customer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened between us and a customer, as the story tells it.
 *
 * @param kind what sort of thing: {@code inbound}, {@code message}, {@code event}, {@code ticket},
 *     {@code deadline}, {@code task}, {@code score}, {@code points}, {@code reward}, {@code note}
 * @param title one line in words staff understand
 * @param text more, or null
 * @param channel or null
 * @param ticket ticket number, or null
 * @param process process definition key, or null
 * @param messageId id in the ledger, of kind {@code inbound} the id of what came in, or null
 * @param reason why, where a decision was taken, or null
 * @param actor id of the member of staff who did it, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TimelineEntry(
    Instant at,
    String kind,
    String title,
    @Nullable String text,
    @Nullable String channel,
    @Nullable String ticket,
    @Nullable String process,
    @Nullable String messageId,
    @Nullable String reason,
    @Nullable String actor) {

  /** An entry that only says what happened; add the rest with the {@code with…} methods. */
  public static TimelineEntry of(Instant at, String kind, String title) {
    return new TimelineEntry(at, kind, title, null, null, null, null, null, null, null);
  }

  public TimelineEntry withText(@Nullable String text) {
    return new TimelineEntry(
        at, kind, title, text, channel, ticket, process, messageId, reason, actor);
  }

  public TimelineEntry withChannel(@Nullable String channel) {
    return new TimelineEntry(
        at, kind, title, text, channel, ticket, process, messageId, reason, actor);
  }

  public TimelineEntry withTicket(@Nullable String ticket) {
    return new TimelineEntry(
        at, kind, title, text, channel, ticket, process, messageId, reason, actor);
  }

  public TimelineEntry withProcess(@Nullable String process) {
    return new TimelineEntry(
        at, kind, title, text, channel, ticket, process, messageId, reason, actor);
  }

  public TimelineEntry withMessage(@Nullable String messageId) {
    return new TimelineEntry(
        at, kind, title, text, channel, ticket, process, messageId, reason, actor);
  }

  public TimelineEntry withReason(@Nullable String reason) {
    return new TimelineEntry(
        at, kind, title, text, channel, ticket, process, messageId, reason, actor);
  }

  public TimelineEntry withActor(@Nullable String actor) {
    return new TimelineEntry(
        at, kind, title, text, channel, ticket, process, messageId, reason, actor);
  }
}
