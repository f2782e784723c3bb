package org.carejourney.messaging;

import org.carejourney.messaging.MessagingFigures.Ending;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What a crash has left on its way and what must not go twice. */
@Component
class LeftBehind {

  private static final String STOPPED =
      "We were stopped while it was being handed over. Nobody knows whether it arrived: look it up"
          + " at the provider, then decide here.";

  private final ParkedQueue parked;
  private final MessagingFigures figures;
  private final MessageStory story;
  private final TransactionTemplate transaction;

  LeftBehind(
      ParkedQueue parked,
      MessagingFigures figures,
      MessageStory story,
      TransactionTemplate transaction) {
    this.parked = parked;
    this.figures = figures;
    this.story = story;
    this.transaction = transaction;
  }

  /** Has a person decide on each message of a channel. */
  void park(String channel) {
    transaction.executeWithoutResult(status -> parked.leftBehind(channel).forEach(this::park));
  }

  private void park(Message message) {
    parked.park(message.id(), STOPPED);
    figures.ended(message.channel(), Ending.PARKED);
    story.parked(message, STOPPED);
  }
}
