package org.carejourney.messaging;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.carejourney.messaging.DeliveryQueue.Claimed;
import org.jspecify.annotations.Nullable;

/** Messages that one deliverer has taken, and how far it has come with them. */
final class Batch {

  /** Who has been at one message for so long does not keep the others for itself. */
  private static final Duration STUCK = Duration.ofSeconds(2);

  private final String owner;
  private final long taken;
  private final List<Message> messages;
  private final Map<String, MessageRequest> asked;
  private final Set<String> notBegun = ConcurrentHashMap.newKeySet();
  private volatile long begun;

  /** Where the message under way goes to; only the deliverer asks. */
  private @Nullable String domain;

  /**
   * @param taken right before the messages were claimed, as {@link System#nanoTime}
   */
  Batch(String owner, long taken, List<Claimed> claimed) {
    this.owner = owner;
    this.taken = taken;
    this.begun = taken;
    this.messages = claimed.stream().map(Claimed::message).toList();
    this.asked =
        claimed.stream().collect(Collectors.toMap(one -> one.message().id(), Claimed::request));
    this.notBegun.addAll(asked.keySet());
  }

  String owner() {
    return owner;
  }

  long taken() {
    return taken;
  }

  List<Message> messages() {
    return messages;
  }

  MessageRequest asked(Message message) {
    return Objects.requireNonNull(asked.get(message.id()));
  }

  /** The deliverer comes to this one now; false when others have been given it meanwhile. */
  boolean begins(Message message) {
    begun = System.nanoTime();
    return notBegun.remove(message.id());
  }

  /** Whether the deliverer has been at one message for long. */
  boolean stuck() {
    return System.nanoTime() - begun > STUCK.toNanos();
  }

  /** What the deliverer has not begun, and will not begin any more. */
  Set<String> takeRest() {
    return asked.keySet().stream().filter(notBegun::remove).collect(Collectors.toSet());
  }

  /** The same for what goes to one domain. */
  Set<String> takeRest(String toDomain) {
    return messages.stream()
        .filter(message -> toDomain.equals(Domains.of(message)))
        .map(Message::id)
        .filter(notBegun::remove)
        .collect(Collectors.toSet());
  }

  @Nullable String domain() {
    return domain;
  }

  void goesTo(@Nullable String name) {
    domain = name;
  }
}
