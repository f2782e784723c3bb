package org.carejourney.messaging;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.carejourney.customer.CarePauseChanged;
import org.carejourney.customer.Customers;
import org.carejourney.engine.Conflicts;
import org.carejourney.engine.Discretion;
import org.carejourney.engine.LogField;
import org.carejourney.messaging.Judgement.Answered;
import org.carejourney.messaging.Message.Status;
import org.carejourney.messaging.Message.Verdict;
import org.carejourney.messaging.MessageRequest.GoOn;
import org.carejourney.messaging.MessagingFigures.Ending;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Judges held messages again when their hold has ended, and lets the processes go on that stand at
 * them. Each message in a transaction of its own, locked, so that several nodes share the work.
 */
@Component
class HeldMessages {

  private static final Logger log = LoggerFactory.getLogger(HeldMessages.class);
  private static final int BATCH = 20;

  private final Ledger ledger;
  private final Judgements judgements;
  private final HeldQueue queue;
  private final Customers customers;
  private final WaitingTokens tokens;
  private final Judge judge;
  private final Verdicts verdicts;
  private final ReleasePace pace;
  private final LetterWriter writer;
  private final MessageStory story;
  private final MailIds mailIds;
  private final Conflicts conflicts;
  private final MessagingFigures figures;

  HeldMessages(
      Ledger ledger,
      Judgements judgements,
      HeldQueue queue,
      Customers customers,
      WaitingTokens tokens,
      Judge judge,
      Verdicts verdicts,
      ReleasePace pace,
      LetterWriter writer,
      MessageStory story,
      MailIds mailIds,
      Conflicts conflicts,
      MessagingFigures figures) {
    this.ledger = ledger;
    this.judgements = judgements;
    this.queue = queue;
    this.customers = customers;
    this.tokens = tokens;
    this.judge = judge;
    this.verdicts = verdicts;
    this.pace = pace;
    this.writer = writer;
    this.story = story;
    this.mailIds = mailIds;
    this.conflicts = conflicts;
    this.figures = figures;
  }

  /** What waits for the end of a pause goes by its new end. */
  @EventListener
  void on(CarePauseChanged pause) {
    queue.judgeSoon(pause.customerId());
  }

  /** Judges what is due; true when there was something. */
  boolean judgeDue() {
    List<String> due = queue.due(BATCH);
    due.forEach(id -> LogField.MESSAGE.during(id, () -> judge(id)));
    return !due.isEmpty();
  }

  private void judge(String id) {
    try {
      conflicts.retried(() -> judgeAgain(id));
    } catch (RuntimeException e) {
      log.error("The held message {} could not be judged again; it is tried later", id, e);
      queue.judgeLater(id, "Could not be judged again: " + Discretion.tell(e));
    }
  }

  /** False when somebody else has it, or it is held no more. */
  private boolean judgeAgain(String id) {
    Message held = ledger.find(id).orElseThrow();
    customers.lock(held.customerId());
    if (!queue.take(id)) {
      return false;
    }
    MessageRequest request = judgements.request(id);
    Judgement judgement = judge.judge(request);
    if (judgement instanceof Judgement.Stays) {
      judgements.rewrite(judgements.row(id, request, judgement));
      return true;
    }
    Message judged =
        judgement instanceof Judgement.Goes goes
            ? released(held, request, goes)
            : judgements.row(id, request, judgement);
    judgements.rewrite(judged);
    if (judged.status() == Status.WITHHELD) {
      figures.ended(judged.channel(), Ending.WITHHELD);
    }
    story.decided(judged);
    if (judged.status() == Status.WITHHELD || request.goOn() == GoOn.QUEUED) {
      tokens.release(id);
    }
    return true;
  }

  private Message released(Message held, MessageRequest request, Judgement.Goes goes) {
    var told = verdicts.on(held, request, tokens.waits(held.id()));
    List<Answered> trace = new ArrayList<>(goes.trace());
    String word = told.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-');
    trace.add(new Answered("held-message", goes.channel(), word, told.reason()));
    if (told.verdict() == Verdict.SKIP || told.verdict() == Verdict.START_OVER) {
      var dropped = new Judgement.Dropped(goes.channel(), goes.address(), told.reason(), trace);
      return judgements.row(held.id(), request, dropped).judged(told.verdict());
    }
    String softer = request.softTemplate();
    MessageRequest wish =
        told.verdict() == Verdict.SOFTEN && softer != null ? request.saying(softer) : request;
    return judgements
        .row(held.id(), wish, spread(request, goes, trace))
        .judged(told.verdict())
        .written(letter(held, wish, goes), mailIds.messageId(held.id()));
  }

  /** What a colleague has changed by hand before the hold stays, if it is said at all. */
  private Rendered letter(Message held, MessageRequest wish, Judgement.Goes goes) {
    return held.words()
        .filter(words -> held.changedBy() != null)
        .filter(words -> held.says(wish.template(), goes.channel()))
        .orElseGet(() -> writer.write(wish, goes, held.id()));
  }

  /** Not all that were held together go together. */
  private Judgement.Goes spread(MessageRequest request, Judgement.Goes goes, List<Answered> trace) {
    String channel = goes.channel();
    Instant at =
        pace.place(new Rule.Case(request, goes.customer(), channel, goes.address()), goes.at());
    String reason = goes.reason();
    if (at.isAfter(goes.at())) {
      reason = "Many were released at once; %d leave a minute".formatted(pace.rate());
      trace.add(new Answered("release", channel, "waits", reason));
    }
    return new Judgement.Goes(channel, goes.address(), goes.customer(), at, reason, trace);
  }
}
