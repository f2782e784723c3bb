package org.carejourney.support;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing a customer asked of us.
 *
 * @param number such as {@code T-000123}
 * @param channel how the customer came to us
 * @param level 1 at first, one more each time the customer was not satisfied
 * @param priority 0 to 100
 * @param team group that owns it, or null until decided
 * @param firstAnswerWarnAt when the team is warned that the first answer is due soon, or null
 * @param firstAnswerDueAt when the customer must have heard from a person, or null until decided
 * @param solutionWarnAt when the team is warned that the solution is due soon, or null
 * @param solutionDueAt when the customer must have our solution, or null until decided
 * @param solvedAt when the solution was told, or null
 * @param closedAt when it was over, or null
 * @param follows number of an earlier ticket that the customer came back to, or null
 * @param mergedInto number of the ticket that goes on with the same matter, or null
 */
@JsonInclude(Include.NON_NULL)
public record Ticket(
    @JsonIgnore long seq,
    String number,
    String customerId,
    String topic,
    @JsonIgnore String channel,
    Status status,
    int level,
    int priority,
    @JsonInclude(Include.ALWAYS) @Nullable String team,
    Instant openedAt,
    @JsonIgnore @Nullable Instant firstAnswerWarnAt,
    @JsonInclude(Include.ALWAYS) @Nullable Instant firstAnswerDueAt,
    @JsonIgnore @Nullable Instant solutionWarnAt,
    @JsonInclude(Include.ALWAYS) @Nullable Instant solutionDueAt,
    @Nullable Instant firstAnsweredAt,
    @Nullable Instant solvedAt,
    @Nullable Instant closedAt,
    @Nullable String follows,
    @Nullable String mergedInto) {

  /** Where a ticket stands. */
  public enum Status {
    OPEN,
    /** We asked the customer something. */
    WAITING,
    /** The solution was told. */
    SOLVED,
    /** Over. */
    CLOSED,
    /** The customer took it back, or somebody deleted the process that worked on it. */
    WITHDRAWN,
    /** The same matter as another ticket, which goes on with it. */
    MERGED;

    static final Set<Status> OVER = EnumSet.of(CLOSED, WITHDRAWN, MERGED);

    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether it is neither closed, nor withdrawn, nor merged. */
  @JsonIgnore
  public boolean isOpen() {
    return !Status.OVER.contains(status);
  }
}
