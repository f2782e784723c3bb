package org.carejourney.messaging;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import org.carejourney.customer.Customers;
import org.carejourney.engine.Text;
import org.carejourney.messaging.MessagingFigures.Ending;
import org.carejourney.messaging.Suppression.Cause;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What follows when a letter of ours comes back, in the ledger and for its address. */
@Component
public class Bounces {

  private final JdbcClient jdbc;
  private final Customers customers;
  private final Ledger ledger;
  private final ReturnedLetters letters;
  private final Suppressions suppressions;
  private final Failures failures;
  private final MessageStory story;
  private final MessageNews news;
  private final MessagingFigures figures;
  private final Clock clock;

  Bounces(
      JdbcClient jdbc,
      Customers customers,
      Ledger ledger,
      ReturnedLetters letters,
      Suppressions suppressions,
      Failures failures,
      MessageStory story,
      MessageNews news,
      MessagingFigures figures,
      Clock clock) {
    this.jdbc = jdbc;
    this.customers = customers;
    this.ledger = ledger;
    this.letters = letters;
    this.suppressions = suppressions;
    this.failures = failures;
    this.story = story;
    this.news = news;
    this.figures = figures;
    this.clock = clock;
  }

  /** Writes down what a bounce tells, when it is read. */
  void note(String inboundId, ReadMail mail) {
    Optional<Message> letter =
        letters.known(mail, BounceReader.original(mail), BounceReader.recipients(mail));
    Bounce bounce = BounceReader.read(mail, letter.map(Message::recipient).orElse(null));
    jdbc.sql(
            """
            update inbound
            set bounce_recipient = ?, bounce_hard = ?, bounce_over = ?, bounce_dead = ?, bounce_status = ?,
                bounce_original = ?, returned_letter = ?
            where id = ?""")
        .params(Text.fit(bounce.recipient(), 320), bounce.hard(), bounce.over(), bounce.dead())
        .params(
            bounce.status(),
            bounce.originalMessageId(),
            letter.map(Message::id).orElse(null),
            inboundId)
        .update();
  }

  /**
   * Acts on a bounce that was read: a letter that came back for good is {@code bounced} and its
   * process hears of it; an address where nobody is gets no more letters. A letter that a mail
   * system has given up, though the address may be fine, ends as if it had been refused to us.
   *
   * @return what followed, or why nothing did, in words; empty when nothing had to
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<String> act(InboundMessage mail) {
    Bounce bounce = mail.bounce();
    if (bounce == null || !bounce.over()) {
      return Optional.empty();
    }
    Optional<Message> letter = Optional.ofNullable(mail.returnedLetter()).flatMap(ledger::find);
    if (letter.isEmpty()) {
      return Optional.of("Only noted: it names no letter of ours to that recipient");
    }
    customers.lock(letter.get().customerId());
    if (!bounce.hard()) {
      giveUp(letter.get(), bounce);
      return Optional.of("The letter counts as failed");
    }
    end(letter.get(), bounce);
    return Optional.of("The letter counts as bounced");
  }

  private void giveUp(Message letter, Bounce bounce) {
    String reason = told("The mail system there has given it up", bounce);
    failures.fail(letter, reason, why -> ended(letter.id(), "failed", why));
  }

  private static String told(String what, Bounce bounce) {
    return bounce.status() == null ? what : what + ", status " + bounce.status();
  }

  private void end(Message letter, Bounce bounce) {
    String reason = told("It came back", bounce);
    if (bounce.dead() && letter.recipient() != null) {
      suppressions.add(
          letter.channel(),
          letter.recipient(),
          Cause.BOUNCED,
          "A letter to the address came back for good",
          letter.id());
    }
    if (ended(letter.id(), "bounced", reason)) {
      figures.ended(letter.channel(), Ending.BOUNCED);
      story.refused(letter, reason);
      news.failed(letter);
    }
  }

  /**
   * It may come back before we know that it went: then nobody owns it any more, and whoever hands
   * it over settles nothing.
   */
  private boolean ended(String id, String status, String reason) {
    return jdbc.sql(
                """
                update message
                set status = ?, reason = ?, sent_at = coalesce(sent_at, ?), owner = null,
                    lease_until = null
                where id = ? and not call_open
                  and (status in ('sent', 'sending') or (status = 'queued' and attempts > 0))""")
            .params(status, reason, Timestamp.from(clock.instant()), id)
            .update()
        == 1;
  }
}
