package org.carejourney.messaging;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.carejourney.customer.Customer;
import org.jspecify.annotations.Nullable;

/** What the choke point says about a message right now. */
sealed interface Judgement {

  String channel();

  /** Where the customer can be reached on that channel, or null. */
  @Nullable String address();

  /** Why it waits, stays or is dropped; null when it goes at once. */
  @Nullable String reason();

  /** What stands against a channel, in words; empty when nothing does. */
  default String objections(String channel) {
    return trace().stream()
        .filter(answer -> answer.channel().equals(channel) && answer.outcome().equals("objects"))
        .map(Answered::reason)
        .collect(Collectors.joining("; "));
  }

  /** Every answer on the way, in the order the rules were asked. */
  List<Answered> trace();

  /** Nothing is against it, so that it is put into words. */
  sealed interface Ready extends Judgement {

    @Override
    String address();

    Customer customer();

    /** The same with another way to it. */
    Ready traced(List<Answered> trace);
  }

  /**
   * It may go.
   *
   * @param at not before this moment
   * @param reason why it waits until then, or null when it goes at once
   */
  record Goes(
      String channel,
      String address,
      Customer customer,
      Instant at,
      @Nullable String reason,
      List<Answered> trace)
      implements Ready {

    @Override
    public Goes traced(List<Answered> other) {
      return new Goes(channel, address, customer, at, reason, other);
    }
  }

  /**
   * It may go when a person says so.
   *
   * @param since the moment for which it was meant
   */
  record Asks(
      String channel,
      String address,
      Customer customer,
      String reason,
      Instant since,
      List<Answered> trace)
      implements Ready {

    @Override
    public Asks traced(List<Answered> other) {
      return new Asks(channel, address, customer, reason, since, other);
    }
  }

  /**
   * It stays at its step.
   *
   * @param until when to ask again, or null while nobody can know
   */
  record Stays(
      String channel,
      @Nullable String address,
      @Nullable Instant until,
      String reason,
      List<Answered> trace)
      implements Judgement {}

  /** It does not go, on no channel. */
  record Dropped(String channel, @Nullable String address, String reason, List<Answered> trace)
      implements Judgement {}

  /**
   * One rule's answer, as the ledger keeps it.
   *
   * @param basis what the rule looked at, or null where there is nothing to tell
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Answered(
      String rule,
      String channel,
      String outcome,
      @Nullable String reason,
      Rule.@Nullable Basis basis) {

    Answered(String rule, String channel, String outcome, @Nullable String reason) {
      this(rule, channel, outcome, reason, null);
    }

    Answered withoutBasis() {
      return new Answered(rule, channel, outcome, reason);
    }

    static Answered of(String rule, String channel, Rule.Answer answer) {
      if (answer instanceof Rule.Objects objects) {
        return new Answered(rule, channel, "objects", objects.reason(), answer.basis());
      } else if (answer instanceof Rule.Holds holds) {
        return new Answered(rule, channel, "holds", holds.reason(), answer.basis());
      } else if (answer instanceof Rule.Asks asks) {
        return new Answered(rule, channel, "asks", asks.reason(), answer.basis());
      } else if (answer instanceof Rule.Waits waits) {
        return new Answered(rule, channel, "waits", waits.reason(), answer.basis());
      }
      return new Answered(rule, channel, "passes", null, answer.basis());
    }
  }
}
