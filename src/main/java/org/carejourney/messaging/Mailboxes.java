package org.carejourney.messaging;

import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Reads the mailboxes that {@code care.mailboxes} names, each in a thread of its own, so that one
 * whose server is away holds up no other. Of several nodes one reads a mailbox at a time.
 */
@Component
class Mailboxes implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Mailboxes.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final Duration TO_FINISH = Duration.ofSeconds(20);

  private final Map<String, Mailbox> mailboxes;
  private final MailboxCursor cursor;
  private final Inbox inbox;
  private final ApplicationEventPublisher news;
  private volatile CountDownLatch stopped = new CountDownLatch(0);
  private List<Thread> threads = List.of();

  Mailboxes(
      Environment settings, MailboxCursor cursor, Inbox inbox, ApplicationEventPublisher news) {
    this.mailboxes = configured(settings);
    this.cursor = cursor;
    this.inbox = inbox;
    this.news = news;
  }

  /** The settings, checked: what is wrong stops the start. */
  static Map<String, Mailbox> configured(Environment settings) {
    Map<String, Mailbox> mailboxes =
        Binder.get(settings)
            .bind("care.mailboxes", Bindable.mapOf(String.class, Mailbox.class))
            .orElse(Map.of());
    mailboxes.forEach((name, mailbox) -> mailbox.check(name));
    return mailboxes;
  }

  @Override
  public void start() {
    CountDownLatch end = new CountDownLatch(1);
    stopped = end;
    threads = new ArrayList<>();
    mailboxes.forEach(
        (name, mailbox) -> {
          if (mailbox.security().equals("none")) {
            log.warn("The mailbox {} is read without TLS: its password goes as it is", name);
          }
          Thread thread = new Thread(() -> read(name, mailbox, end), "mailbox-" + name);
          // A server that does not answer must not keep the process from ending.
          thread.setDaemon(true);
          threads.add(thread);
        });
    threads.forEach(Thread::start);
  }

  /** Lets each finish the mail at hand; not by interrupts, which close files and connections. */
  @Override
  public void stop() {
    stopped.countDown();
    for (Thread thread : threads) {
      try {
        thread.join(TO_FINISH.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    threads = List.of();
  }

  @Override
  public boolean isRunning() {
    return stopped.getCount() > 0;
  }

  private void read(String name, Mailbox mailbox, CountDownLatch end) {
    MailboxReader reader =
        new MailboxReader(
            name,
            mailbox,
            cursor,
            inbox,
            news::publishEvent,
            () -> end.getCount() > 0,
            Inbox.MOST_BYTES);
    Duration pause;
    int failures = 0;
    do {
      try {
        reader.look();
        if (failures > 0) {
          log.info("The mailbox {} is read again", name);
        }
        failures = 0;
        pause = mailbox.every();
      } catch (MessagingException | RuntimeException | Error e) {
        // Too little memory for a moment, too, must not end the reading for good.
        pause = pause(failures++);
        // Its message may quote who logs in.
        log.warn(
            "The mailbox {} cannot be read ({}); tried again in {} s",
            name,
            e.getClass().getSimpleName(),
            pause.toSeconds());
      }
    } while (!ends(end, pause));
    try {
      reader.release();
    } catch (RuntimeException e) {
      log.info("The mailbox {} is free for another node when its lease ends", name);
    }
  }

  /** A second, then twice as long each time, up to five minutes. */
  static Duration pause(int failures) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 20));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  private static boolean ends(CountDownLatch end, Duration pause) {
    try {
      return end.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }
}
