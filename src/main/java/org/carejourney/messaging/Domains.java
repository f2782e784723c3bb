package org.carejourney.messaging;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The mail domains this node writes to right now. One that is slow gets not all of the connections,
 * one that puts everything off is left in peace for a while, and none gets more in a minute than is
 * set: so that none delays the mails to all others.
 */
@Component
class Domains {

  private static final int STREAK = 5;
  private static final Duration SHORTEST_REST = Duration.ofMinutes(1);
  private static final Duration LONGEST_REST = Duration.ofMinutes(30);
  private static final Duration A_MOMENT = Duration.ofSeconds(1);

  /** A domain that is well has a connection free again sooner than a mail could be put back. */
  private static final Duration BRIEFLY = Duration.ofMillis(100);

  private static final int MOST_KNOWN = 100_000;

  /**
   * Why a mail does not go to its domain right now.
   *
   * @param all whether the same holds for every mail to the domain
   */
  record Wait(String reason, Duration atLeast, boolean all) {}

  private static final class Domain {

    private final Semaphore connections;
    private final @Nullable Bucket allowed;
    private final Set<String> putOff = new HashSet<>();
    private int rests;
    private @Nullable Instant restsUntil;

    Domain(int connections, @Nullable Bucket allowed) {
      this.connections = new Semaphore(connections, true);
      this.allowed = allowed;
    }
  }

  private final DeliverySettings settings;
  private final Clock clock;
  private final LoadingCache<String, Domain> known;

  Domains(DeliverySettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.known =
        Caffeine.newBuilder()
            .maximumSize(MOST_KNOWN)
            .expireAfterAccess(LONGEST_REST.multipliedBy(2))
            .build(name -> new Domain(settings.perDomain(), allowed(name)));
  }

  private @Nullable Bucket allowed(String name) {
    Integer most = perMinute(name);
    return most == null ? null : Pace.bucket(most);
  }

  /** Mails a minute to a domain, or null when there is no limit. */
  @Nullable Integer perMinute(String name) {
    Map<String, Integer> rates = settings.domainRate();
    return rates.getOrDefault(name, rates.get(DeliverySettings.ANY_DOMAIN));
  }

  /** Where a mail goes to, in lower case; null for what is no mail. */
  static @Nullable String of(Message message) {
    String address = message.recipient();
    return address == null || !message.channel().equals("email")
        ? null
        : address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
  }

  /**
   * Begins a mail to a domain, if need be after a tenth of a second; then {@link #leave} must
   * follow. Otherwise why it must wait longer.
   */
  @Nullable Wait enter(String name) {
    Domain domain = known.get(name);
    if (!connected(domain)) {
      return new Wait("Enough mails are on their way to " + name, A_MOMENT, false);
    }
    Wait wait = barred(name, domain);
    if (wait != null) {
      domain.connections.release();
    }
    return wait;
  }

  private static boolean connected(Domain domain) {
    try {
      return domain.connections.tryAcquire()
          || domain.connections.tryAcquire(BRIEFLY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private @Nullable Wait barred(String name, Domain domain) {
    synchronized (domain) {
      Instant until = domain.restsUntil;
      if (until != null && until.isAfter(clock.instant())) {
        return new Wait(
            "The mail server for " + name + " has put off the last mails",
            Duration.between(clock.instant(), until),
            true);
      }
      if (domain.allowed != null && !domain.allowed.tryConsume(1)) {
        return new Wait(
            "Mails to %s go at %d a minute".formatted(name, perMinute(name)), A_MOMENT, true);
      }
      return null;
    }
  }

  void leave(String name) {
    known.get(name).connections.release();
  }

  /** A mail was taken: the domain rests no more. */
  void taken(String name) {
    Domain domain = known.get(name);
    synchronized (domain) {
      domain.putOff.clear();
      domain.rests = 0;
      domain.restsUntil = null;
    }
  }

  /**
   * A mail was put off; after some to others in a row the domain rests, longer each time. One odd
   * mailbox is not the domain's fault.
   */
  void putOff(String name, String recipient) {
    Domain domain = known.get(name);
    synchronized (domain) {
      domain.putOff.add(recipient);
      if (domain.putOff.size() >= STREAK) {
        domain.putOff.clear();
        Duration rest = SHORTEST_REST.multipliedBy(1L << Math.min(domain.rests, 10));
        domain.rests++;
        domain.restsUntil =
            clock.instant().plus(rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest);
      }
    }
  }

  /** Domains to which no further mail may begin right now. */
  Set<String> full() {
    return known.asMap().entrySet().stream()
        .filter(one -> one.getValue().connections.availablePermits() == 0)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
