package org.carejourney.messaging;

import java.time.Instant;
import java.util.Map;
import org.carejourney.customer.Customer;
import org.jspecify.annotations.Nullable;

/**
 * One question of the choke point. The rules are asked in their {@code @Order}, once for each
 * channel until one will do; every answer is kept with the message.
 */
interface Rule {

  /** Short name for the record, such as {@code address}. */
  String name();

  Answer judge(Case asked);

  /**
   * What a rule is asked about.
   *
   * @param customer null when nobody is known by the id
   * @param channel the channel tried
   * @param address where the customer can be reached there, or null
   */
  record Case(
      MessageRequest request,
      @Nullable Customer customer,
      String channel,
      @Nullable String address) {}

  /** What a rule answers. */
  sealed interface Answer {

    /** What the answer rests on, or null where there is nothing to tell. */
    @Nullable Basis basis();
  }

  /**
   * What an answer rests on.
   *
   * @param words for people, a part of a sentence in English
   * @param facts the same for programs
   */
  record Basis(String words, Map<String, ?> facts) {}

  /** As far as this rule is concerned the message may go now. */
  record Passes(@Nullable Basis basis) implements Answer {

    Passes() {
      this(null);
    }
  }

  /**
   * The message must not go.
   *
   * @param tryNextChannel whether another channel might do
   */
  record Objects(String reason, boolean tryNextChannel, @Nullable Basis basis) implements Answer {

    Objects(String reason, boolean tryNextChannel) {
      this(reason, tryNextChannel, null);
    }
  }

  /**
   * The message waits at its step for something to end.
   *
   * @param until when to ask again, or null while nobody can know
   */
  record Holds(String reason, @Nullable Instant until, @Nullable Basis basis) implements Answer {

    Holds(String reason, @Nullable Instant until) {
      this(reason, until, null);
    }
  }

  /**
   * A person is asked whether the message may still go.
   *
   * @param since the moment for which it was meant
   */
  record Asks(String reason, Instant since, Basis basis) implements Answer {}

  /** The message may go, but not before a moment. */
  record Waits(String reason, Instant until, @Nullable Basis basis) implements Answer {

    Waits(String reason, Instant until) {
      this(reason, until, null);
    }
  }
}
