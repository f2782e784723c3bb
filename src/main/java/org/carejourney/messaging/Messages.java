package org.carejourney.messaging;

import java.util.Optional;
import java.util.UUID;
import org.carejourney.engine.Listing;
import org.carejourney.engine.Problem;
import org.carejourney.messaging.Message.Status;
import org.carejourney.messaging.MessageRequest.GoOn;
import org.carejourney.messaging.MessagingFigures.Ending;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The choke point: nothing reaches a customer by any other way. It decides, writes the words and
 * the ledger in the caller's transaction; delivery follows after the commit.
 */
@Component
public class Messages {

  private static final String TAKEN_BACK = "The process was stopped before the message went";

  private final Ledger ledger;
  private final Judgements judgements;
  private final WaitingTokens tokens;
  private final Withdrawals withdrawals;
  private final Judge judge;
  private final LetterWriter writer;
  private final MessageStory story;
  private final Delivery delivery;
  private final MailIds mailIds;
  private final MessagingFigures figures;

  Messages(
      Ledger ledger,
      Judgements judgements,
      WaitingTokens tokens,
      Withdrawals withdrawals,
      Judge judge,
      LetterWriter writer,
      MessageStory story,
      Delivery delivery,
      MailIds mailIds,
      MessagingFigures figures) {
    this.ledger = ledger;
    this.judgements = judgements;
    this.tokens = tokens;
    this.withdrawals = withdrawals;
    this.judge = judge;
    this.writer = writer;
    this.story = story;
    this.delivery = delivery;
    this.mailIds = mailIds;
    this.figures = figures;
  }

  /**
   * Decides on a message. The same step and occasion gets the answer it got before.
   *
   * @return the ledger row, with status and, where it does not go, the reason
   * @throws TemplateProblem when the letter cannot be written; nothing is recorded then
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Message ask(MessageRequest request) {
    Message earlier = ledger.earlier(request).orElse(null);
    if (earlier == null) {
      return decide(request);
    }
    if (earlier.status() == Status.HELD || request.goOn() == GoOn.ACCEPTED) {
      tokens.nowAt(earlier.id(), request.asker());
    }
    return earlier;
  }

  private Message decide(MessageRequest request) {
    String id = UUID.randomUUID().toString();
    Judgement judgement = judge.judge(request);
    Message message = judgements.row(id, request, judgement);
    if (judgement instanceof Judgement.Ready ready) {
      message = message.written(writer.write(request, ready, id), mailIds.messageId(id));
    }
    boolean tokenWaits =
        judgement instanceof Judgement.Stays
            || (judgement instanceof Judgement.Ready && request.goOn() == GoOn.ACCEPTED);
    judgements.write(message, request, tokenWaits);
    if (message.status() == Status.QUEUED) {
      delivery.wakeAfterCommit(message.channel());
    } else if (message.status() == Status.WITHHELD) {
      figures.ended(message.channel(), Ending.WITHHELD);
    } else if (message.status() == Status.PARKED) {
      figures.ended(message.channel(), Ending.PARKED);
    }
    story.decided(message);
    return message;
  }

  /** A message by its id, or empty. */
  public Optional<Message> find(String id) {
    return ledger.find(id);
  }

  /** A message by its id; {@link Problem} 404 when there is none. */
  public Message get(String id) {
    return find(id)
        .orElseThrow(() -> Problem.notFound("unknown-message", "There is no message " + id));
  }

  /** The message that a reply refers to, by our {@code Message-ID}, or empty. */
  public Optional<Message> findByMimeId(String mimeId) {
    return ledger.findByMimeId(mimeId);
  }

  /** A page of messages, newest first; a null filter filters nothing. */
  public Listing<Message> list(
      @Nullable String customerId,
      @Nullable Status status,
      @Nullable String process,
      @Nullable String businessKey,
      int limit,
      long before) {
    return ledger.list(customerId, status, process, businessKey, limit, before);
  }

  /** How many messages stand at a status. */
  public int count(Status status) {
    return ledger.count(status);
  }

  /** How many messages have ever been decided on. */
  public long decided() {
    return ledger.decided();
  }

  /** The step was left by another way: what has not gone yet will not go. */
  public void withdraw(String activityInstanceId) {
    withdrawals
        .withdraw(activityInstanceId, "The process left the step before the message went")
        .forEach(channel -> figures.ended(channel, Ending.WITHHELD));
  }

  /**
   * The process ends before its time: what it has asked for and what has not gone yet will not go,
   * but for answers to something the customer asked.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void takeBack(String processInstanceId) {
    withdrawals.takeBackOnItsWay(processInstanceId, TAKEN_BACK);
    for (Message message : withdrawals.unsentCare(processInstanceId)) {
      withdrawals.takeBack(message.id(), TAKEN_BACK);
      figures.ended(message.channel(), Ending.WITHHELD);
      story.stopped(message, TAKEN_BACK);
    }
  }
}
