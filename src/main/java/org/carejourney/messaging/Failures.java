package org.carejourney.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.carejourney.customer.Customers;
import org.carejourney.engine.Text;
import org.carejourney.messaging.Judgement.Answered;
import org.carejourney.messaging.MessageRequest.GoOn;
import org.carejourney.messaging.MessagingFigures.Ending;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Messages that their channel refused for good, or that must not go by it any more. The next
 * channel that the step has named is tried, decided on like the first; the process hears of a
 * failure when none is left.
 */
@Component
class Failures {

  private static final int REASON = 500;

  private final Customers customers;
  private final Judgements judgements;
  private final WaitingTokens tokens;
  private final Judge judge;
  private final LetterWriter writer;
  private final MailIds mailIds;
  private final MessageStory story;
  private final MessageNews news;
  private final MessagingFigures figures;

  Failures(
      Customers customers,
      Judgements judgements,
      WaitingTokens tokens,
      Judge judge,
      LetterWriter writer,
      MailIds mailIds,
      MessageStory story,
      MessageNews news,
      MessagingFigures figures) {
    this.customers = customers;
    this.judgements = judgements;
    this.tokens = tokens;
    this.judge = judge;
    this.writer = writer;
    this.mailIds = mailIds;
    this.story = story;
    this.news = news;
    this.figures = figures;
  }

  /**
   * The same wish on another channel.
   *
   * @param row what will stand in the ledger, or null when no channel is left
   * @param because why the first failed, and what follows
   */
  private record Next(MessageRequest wish, @Nullable Message row, String because) {}

  /**
   * Ends a message that its channel refused, in the caller's transaction.
   *
   * @param settles writes into the ledger that it failed, and why; false when the message is not
   *     the caller's any more, and nothing happens
   */
  void fail(Message message, String reason, Predicate<String> settles) {
    String why = Text.fit(reason, REASON);
    Next next = after(message, why, true);
    if (settles.test(Text.fit(next.because(), REASON))) {
      figures.ended(message.channel(), Ending.FAILED);
      story.refused(message, why);
      if (!goes(message, next)) {
        news.failed(message);
      }
    }
  }

  /**
   * Ends a message that must not go any more, in the caller's transaction; its process hears of no
   * failure.
   *
   * @param elsewhere whether it may still go by another channel
   * @param settles as for a failure
   */
  void stop(Message message, String reason, boolean elsewhere, Predicate<String> settles) {
    String why = Text.fit(reason, REASON);
    Next next = after(message, why, elsewhere);
    if (settles.test(Text.fit(next.because(), REASON))) {
      figures.ended(message.channel(), Ending.WITHHELD);
      story.stopped(message, why);
      goes(message, next);
    }
  }

  /** Judged before the message is touched; who hears of it may ask for more for the customer. */
  private Next after(Message message, String why, boolean elsewhere) {
    customers.lock(message.customerId());
    MessageRequest asked = judgements.request(message.id());
    // What a colleague wrote by hand was written for this channel.
    return elsewhere && message.changedBy() == null && !stepLeft(message, asked)
        ? next(message, asked, why)
        : new Next(asked, null, why);
  }

  /** Writes down what goes instead; false when nothing does. */
  private boolean goes(Message message, Next next) {
    if (next.row() == null || stepLeft(message, next.wish())) {
      return false;
    }
    judgements.write(next.row(), next.wish(), tokens.waits(message.id()));
    tokens.forget(message.id());
    story.decided(next.row());
    return true;
  }

  /** What a process said at a step that it has left since needs no other channel. */
  private boolean stepLeft(Message message, MessageRequest request) {
    return request.goOn() == GoOn.ACCEPTED && !tokens.waits(message.id());
  }

  private Next next(Message failed, MessageRequest request, String why) {
    List<Answered> trace = new ArrayList<>();
    trace.add(new Answered("next-channel", failed.channel(), "failed", why));
    String because = why;
    List<String> left = behind(failed.channel(), request.channels());
    while (!left.isEmpty()) {
      MessageRequest wish = request.by(left);
      Judgement judgement = judge.judge(wish);
      trace.addAll(judgement.trace());
      try {
        Message row = row(wish, judgement, trace);
        if (row != null) {
          return new Next(wish, row, because + "; next by " + row.channel());
        }
        because += "; " + judgement.reason();
        left = List.of();
      } catch (TemplateProblem e) {
        because += "; " + e.getMessage();
        trace.add(new Answered("next-channel", judgement.channel(), "failed", e.getMessage()));
        left = behind(judgement.channel(), left);
      }
    }
    return new Next(request, null, because);
  }

  /** Null when it must not go on any of the channels. */
  private @Nullable Message row(MessageRequest wish, Judgement judgement, List<Answered> trace) {
    String id = UUID.randomUUID().toString();
    if (judgement instanceof Judgement.Ready ready) {
      return judgements
          .row(id, wish, ready.traced(trace))
          .written(writer.write(wish, ready, id), mailIds.messageId(id));
    }
    if (judgement instanceof Judgement.Stays stays) {
      return judgements.row(
          id,
          wish,
          new Judgement.Stays(
              stays.channel(), stays.address(), stays.until(), stays.reason(), trace));
    }
    return null;
  }

  private static List<String> behind(String channel, List<String> channels) {
    return channels.subList(channels.indexOf(channel) + 1, channels.size());
  }
}
