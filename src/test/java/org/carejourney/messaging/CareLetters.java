package org.carejourney.messaging;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.carejourney.messaging.MessageRequest.Asker;
import org.carejourney.messaging.MessageRequest.GoOn;
import org.carejourney.messaging.MessageRequest.Purpose;
import org.carejourney.messaging.MessageRequest.Timing;
import org.springframework.transaction.support.TransactionTemplate;

/** Letters that nobody asked for, written without drawing a journey first. */
public final class CareLetters {

  private final Messages messages;
  private final TransactionTemplate transaction;

  public CareLetters(Messages messages, TransactionTemplate transaction) {
    this.messages = messages;
    this.transaction = transaction;
  }

  /** A time zone in which it is two at night now. */
  public static String night(Clock clock) {
    return zone(clock, 2);
  }

  /** A time zone in which it is noon now. */
  public static String noon(Clock clock) {
    return zone(clock, 12);
  }

  private static String zone(Clock clock, int hour) {
    int ahead = (24 + hour - clock.instant().atZone(ZoneOffset.UTC).getHour()) % 24;
    return ahead <= 12 ? "Etc/GMT-" + ahead : "Etc/GMT+" + (24 - ahead);
  }

  /**
   * Asks whether a letter may go, as a step of a journey does.
   *
   * @param ticket what the letter is about, so that it can be written and does not wait for it
   */
  public Message ask(String customerId, String ticket, String purpose, String... channels) {
    return transaction.execute(
        status ->
            messages.ask(
                new MessageRequest(
                    customerId,
                    ticket,
                    "support/complaint-closed",
                    null,
                    Purpose.valueOf(purpose.toUpperCase(Locale.ROOT)),
                    List.of(channels),
                    Timing.ANY,
                    new Asker("p", 1, UUID.randomUUID().toString(), "e", "a", "s", null, false),
                    "once",
                    GoOn.QUEUED)));
  }
}
