package org.carejourney.messaging;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import org.carejourney.engine.Problem;
import org.carejourney.engine.Text;
import org.carejourney.messaging.Judgement.Answered;
import org.carejourney.messaging.Message.Status;
import org.carejourney.messaging.MessagingFigures.Ending;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Messages that come too late to go without asking, until a person decides. */
@Component
public class LateMessages {

  private final Messages messages;
  private final Judgements judgements;
  private final JdbcClient jdbc;
  private final Clock clock;
  private final MessageStory story;
  private final Delivery delivery;
  private final MessagingFigures figures;

  LateMessages(
      Messages messages,
      Judgements judgements,
      JdbcClient jdbc,
      Clock clock,
      MessageStory story,
      Delivery delivery,
      MessagingFigures figures) {
    this.messages = messages;
    this.judgements = judgements;
    this.jdbc = jdbc;
    this.clock = clock;
    this.story = story;
    this.delivery = delivery;
    this.figures = figures;
  }

  /** It goes all the same, if the other rules let it. */
  @Transactional
  public void send(String id, String actor) {
    story.noted(end(id, Status.QUEUED, null), "Sent late", null, actor);
  }

  /** It is not sent; a process that waits for it goes on as when a rule had said so. */
  @Transactional
  public void leaveOut(String id, String actor) {
    String why = messages.get(id).reason();
    String reason = Text.fit("Left out by " + actor + (why == null ? "" : ": " + why), 500);
    Message message = end(id, Status.WITHHELD, reason);
    var said = List.of(new Answered("colleague", message.channel(), "objects", reason));
    judgements.add(id, new Judgement.Dropped(message.channel(), message.recipient(), reason, said));
    story.noted(message, "Left out", why, actor);
    figures.ended(message.channel(), Ending.WITHHELD);
  }

  private Message end(String id, Status status, @Nullable String reason) {
    Message message = messages.get(id);
    int decided =
        jdbc.sql(
                """
                update message set status = ?, reason = ?, late_since = null, send_at = ?,
                  meant_at = ?
                where id = ? and status = 'parked' and late_since is not null""")
            .params(Ledger.word(status), reason, Timestamp.from(clock.instant()))
            .params(Timestamp.from(clock.instant()), id)
            .update();
    if (decided == 0) {
      throw Problem.conflict("not-parked", "Somebody has decided on this message already");
    }
    delivery.wakeAfterCommit();
    return message;
  }
}
