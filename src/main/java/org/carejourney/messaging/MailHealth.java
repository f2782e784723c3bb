package org.carejourney.messaging;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import org.carejourney.engine.Discretion;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/**
 * Whether the mail server answers and lets us in. Asked beside the callers and now and then only,
 * so that nobody waits for it. A server that is away makes messages wait; it never takes a node
 * away.
 */
@Component("mailHealthIndicator")
class MailHealth implements HealthIndicator {

  /** No mail server is named. */
  static final Status OFF = new Status("OFF");

  /** It does not answer, or does not let us in. */
  static final Status AWAY = new Status("AWAY");

  private static final int PATIENCE_MILLIS = 3000;

  private final @Nullable JavaMailSenderImpl mail;
  private final Clock clock;
  private final Duration every;
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile Health last = Health.unknown().withDetail("problem", "Not asked yet").build();
  private volatile long askedAt = System.nanoTime() - Duration.ofDays(1).toNanos();

  MailHealth(
      ObjectProvider<JavaMailSenderImpl> mail,
      Clock clock,
      @Value("${care.mail.look-every:PT30S}") Duration every) {
    this.mail = mail.getIfAvailable();
    this.clock = clock;
    this.every = every;
  }

  @Override
  public Health health() {
    if (mail == null) {
      return Health.status(OFF)
          .withDetail("problem", "No mail server is named in spring.mail.host")
          .build();
    }
    if (System.nanoTime() - askedAt > every.toNanos()) {
      askBesides(mail);
    }
    return last;
  }

  @EventListener(ApplicationReadyEvent.class)
  void askBesides() {
    if (mail != null) {
      askBesides(mail);
    }
  }

  private void askBesides(JavaMailSenderImpl server) {
    if (!asking.compareAndSet(false, true)) {
      return;
    }
    var thread = new Thread(() -> ask(server), "mail-health");
    thread.setDaemon(true);
    thread.start();
  }

  private void ask(JavaMailSenderImpl server) {
    try {
      last = answer(server);
    } finally {
      askedAt = System.nanoTime();
      asking.set(false);
    }
  }

  private Health answer(JavaMailSenderImpl mail) {
    Instant now = clock.instant();
    String server = mail.getHost() + ":" + mail.getPort();
    try (Transport connection = impatient(mail).getTransport(mail.getProtocol())) {
      connection.connect(mail.getHost(), mail.getPort(), mail.getUsername(), mail.getPassword());
      return Health.up().withDetail("server", server).withDetail("askedAt", now).build();
    } catch (MessagingException | RuntimeException e) {
      Object since = last.getStatus().equals(AWAY) ? last.getDetails().get("since") : (Object) now;
      return Health.status(AWAY)
          .withDetail("server", server)
          .withDetail("askedAt", now)
          .withDetail("since", since)
          .withDetail("problem", Discretion.tell(e))
          .build();
    }
  }

  private static Session impatient(JavaMailSenderImpl mail) {
    Properties settings = new Properties();
    settings.putAll(mail.getJavaMailProperties());
    for (String kind : List.of("connectiontimeout", "timeout", "writetimeout")) {
      settings.put(
          "mail.%s.%s".formatted(mail.getProtocol(), kind), String.valueOf(PATIENCE_MILLIS));
    }
    return Session.getInstance(settings);
  }
}
