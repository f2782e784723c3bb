package org.carejourney.messaging;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.carejourney.engine.Problem;
import org.carejourney.engine.Text;
import org.carejourney.messaging.Judgement.Answered;
import org.carejourney.messaging.Message.Status;
import org.carejourney.messaging.MessagingFigures.Ending;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Messages that have not gone yet, and people who know better: one is cancelled, or goes in other
 * words. Whoever comes too late is told so, and nothing has changed.
 */
@Component
public class UnsentMessages {

  private static final int MOST_SUBJECT = 150;
  private static final int MOST_TEXT = 20_000;
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final long PAUSE_MILLIS = 50;
  private static final int MOST_REASON = 500;
  private static final Pattern PREFERENCES = Pattern.compile("\\S+/p/preferences/\\S+");

  /**
   * Other words for a message.
   *
   * @param subject for an e-mail; ignored on other channels
   * @param text all that the customer reads or hears
   */
  public record Words(@Nullable String subject, @Nullable String text) {}

  private final Messages messages;
  private final Judgements judgements;
  private final Withdrawals withdrawals;
  private final MessageStory story;
  private final Delivery delivery;
  private final MessagingFigures figures;

  UnsentMessages(
      Messages messages,
      Judgements judgements,
      Withdrawals withdrawals,
      MessageStory story,
      Delivery delivery,
      MessagingFigures figures) {
    this.messages = messages;
    this.judgements = judgements;
    this.withdrawals = withdrawals;
    this.story = story;
    this.delivery = delivery;
    this.figures = figures;
  }

  /**
   * A queued or held message does not go; a process that waits for it goes on as when a rule stands
   * against it.
   *
   * @param because why, for the customer's timeline
   * @throws Problem 409 when it has gone or is over, 422 without a reason
   */
  @Transactional
  public void cancel(String id, String actor, @Nullable String because) {
    String why = required("reason", because, MOST_REASON);
    Message message = messages.get(id);
    // The typed reason may be about the person: it stands on the timeline, which is erased.
    String reason = "Cancelled by " + actor;
    insist(
        id,
        () -> withdrawals.cancel(id, reason),
        now -> now.status() == Status.QUEUED || now.status() == Status.HELD);
    var said = List.of(new Answered("colleague", message.channel(), "objects", reason));
    judgements.add(id, new Judgement.Dropped(message.channel(), message.recipient(), reason, said));
    figures.ended(message.channel(), Ending.WITHHELD);
    story.noted(message, "Cancelled", why, actor);
    delivery.wakeAfterCommit();
  }

  /**
   * A queued message that was not tried yet goes in other words. A letter loses its design: html
   * and text say the same. What lets the customer stop such letters stays in it.
   *
   * @throws Problem 409 when it is not queued any more or was tried, 422 for words that cannot be
   */
  @Transactional
  public void change(String id, Words words, String actor, @Nullable String because) {
    String why = required("reason", because, MOST_REASON);
    Message message = messages.get(id);
    String typed = withWayOut(message, required("text", words.text(), MOST_TEXT));
    BooleanSupplier reword;
    if (message.channel().equals("email")) {
      String line = Subject.tidied(required("subject", words.subject(), MOST_SUBJECT));
      String subject = required("subject", line, MOST_SUBJECT);
      String html = PlainLetter.html(message.locale(), subject, PlainText.unwrapped(typed));
      String text = PlainText.tidied(PlainText.unwrapped(typed));
      reword = () -> withdrawals.reword(id, subject, html, text, actor);
    } else {
      reword = () -> withdrawals.reword(id, null, null, PlainText.unwrapped(typed), actor);
    }
    insist(id, reword, now -> now.status() == Status.QUEUED && now.attempts() == 0);
    story.noted(message, "Goes in other words", why, actor);
  }

  /** A deliverer may have taken it together with others, and put it back: then once more. */
  private void insist(String id, BooleanSupplier done, Predicate<Message> stillWaits) {
    long begun = System.nanoTime();
    while (!done.getAsBoolean()) {
      Message now = messages.get(id);
      boolean hopeless = now.status() != Status.SENDING && !stillWaits.test(now);
      if (hopeless || System.nanoTime() - begun > PATIENCE.toNanos()) {
        throw tooLate(now);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The words of a message as a person edits them, or null when they cannot be changed. */
  public @Nullable Words changeable(Message message) {
    return message.status() == Status.QUEUED && message.attempts() == 0 && message.text() != null
        ? new Words(message.subject(), PlainLetter.whole(message.text()))
        : null;
  }

  /** Care and marketing keep the line with the link to stop them. */
  private static String withWayOut(Message message, String typed) {
    String was = message.text() == null ? "" : PlainLetter.whole(message.text());
    return was.lines()
        .filter(line -> PREFERENCES.matcher(line).find())
        .filter(line -> !typed.contains(link(line)))
        .reduce(typed.strip(), (text, line) -> text + "\n\n" + line);
  }

  private static String link(String line) {
    var link = PREFERENCES.matcher(line);
    return link.find() ? link.group() : line;
  }

  private static String required(String field, @Nullable String typed, int most) {
    String clean = Text.orNull(Text.clean(typed));
    if (clean == null) {
      throw Problem.unprocessable(field + "-missing", field, "The " + field + " is missing");
    }
    if (clean.length() > most) {
      throw Problem.unprocessable(
          "too-long", field, "The %s may have %d characters".formatted(field, most));
    }
    return clean;
  }

  private static Problem tooLate(Message message) {
    return switch (message.status()) {
      case SENDING, SENT, BOUNCED -> Problem.conflict("just-gone", "It has just gone");
      case QUEUED ->
          Problem.conflict(
              "tried-already", "It was tried, and may have arrived: its words must stay");
      case HELD -> Problem.conflict("not-written", "It is not written before it goes");
      default -> Problem.conflict("over", "It is over: it will not go by itself");
    };
  }
}
