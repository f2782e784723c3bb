package org.carejourney.messaging;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.carejourney.messaging.DeliveryReport.Outcome;
import org.carejourney.messaging.DeliveryReport.Told;
import org.carejourney.messaging.MessagingFigures.Ending;
import org.carejourney.messaging.Suppression.Cause;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What providers tell of our messages after they have taken them. */
@Component
public class DeliveryReports {

  /** Where the provider may know more of a message than we do; calls are no provider's. */
  private static final String THE_PROVIDERS =
      """
      and not call_open
      and (status in ('sending', 'parked') or (status = 'queued' and attempts > 0)\s""";

  private final JdbcClient jdbc;
  private final Ledger ledger;
  private final Failures failures;
  private final Suppressions suppressions;
  private final MessageStory story;
  private final MessagingFigures figures;
  private final WaitingTokens tokens;
  private final Delivery delivery;
  private final TransactionTemplate transaction;
  private final Clock clock;

  DeliveryReports(
      JdbcClient jdbc,
      Ledger ledger,
      Failures failures,
      Suppressions suppressions,
      MessageStory story,
      MessagingFigures figures,
      WaitingTokens tokens,
      Delivery delivery,
      TransactionTemplate transaction,
      Clock clock) {
    this.jdbc = jdbc;
    this.ledger = ledger;
    this.failures = failures;
    this.suppressions = suppressions;
    this.story = story;
    this.figures = figures;
    this.tokens = tokens;
    this.delivery = delivery;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Acts on a report in a transaction of its own; the same report again, also at the same moment,
   * changes nothing.
   *
   * @return what followed, now or the first time
   */
  public Outcome take(DeliveryReport report) {
    Optional<Outcome> before = before(report);
    if (before.isPresent()) {
      return before.get();
    }
    Optional<Message> message =
        ledger.find(report.messageId()).filter(one -> one.channel().equals(report.channel()));
    try {
      Outcome outcome = transaction.execute(status -> taken(report, message.orElse(null)));
      message.ifPresent(one -> tokens.wake(one.id()));
      return Objects.requireNonNull(outcome);
    } catch (DuplicateKeyException e) {
      return before(report).orElseThrow(() -> e);
    }
  }

  /** When a message arrived, as far as its provider has told. */
  public Optional<Instant> deliveredAt(String messageId) {
    return jdbc.sql(
            "select told_at from delivery_report where message_id = ? and told = 'delivered'"
                + " order by seq fetch first 1 row only")
        .param(messageId)
        .query((row, index) -> row.getTimestamp(1).toInstant())
        .optional();
  }

  /** The {@code Message-ID} by which an answer names a message; null when there is none. */
  public @Nullable String name(String messageId) {
    return ledger.find(messageId).map(Message::mimeId).orElse(null);
  }

  private Optional<Outcome> before(DeliveryReport report) {
    return jdbc.sql("select outcome from delivery_report where channel = ? and report_id = ?")
        .params(report.channel(), report.id())
        .query(String.class)
        .optional()
        .map(word -> Outcome.valueOf(word.toUpperCase(Locale.ROOT)));
  }

  /** The row comes first: of two at once the second waits for it here. */
  private Outcome taken(DeliveryReport report, @Nullable Message message) {
    boolean arrived = message != null && deliveredAt(message.id()).isPresent();
    jdbc.sql(
            """
            insert into delivery_report (channel, report_id, message_id, told, outcome, told_at)
            values (?, ?, ?, ?, ?, ?)""")
        .params(report.channel(), report.id(), message == null ? null : message.id())
        .params(Ledger.word(report.told()), Ledger.word(Outcome.UNKNOWN))
        .params(Timestamp.from(clock.instant()))
        .update();
    if (message == null) {
      return Outcome.UNKNOWN;
    }
    Outcome outcome = Outcome.NOTED;
    if (!arrived) {
      outcome = report.told() == Told.DELIVERED ? delivered(message) : failed(message, report);
    }
    jdbc.sql("update delivery_report set outcome = ? where channel = ? and report_id = ?")
        .params(Ledger.word(outcome), report.channel(), report.id())
        .update();
    return outcome;
  }

  /** We may not even know yet that it went: then nobody has to find out, or to send it again. */
  private Outcome delivered(Message message) {
    int learnt =
        jdbc.sql(
                "update message set status = 'sent', reason = null, owner = null,"
                    + " lease_until = null, late_since = null, sent_at = ? where id = ? "
                    + THE_PROVIDERS
                    + ")")
            .params(Timestamp.from(clock.instant()), message.id())
            .update();
    if (learnt > 0) {
      figures.ended(message.channel(), Ending.SENT);
    }
    story.noted(message, "Delivered", null, null);
    return Outcome.DELIVERED;
  }

  private Outcome failed(Message message, DeliveryReport report) {
    if (message.unheard()) {
      return Outcome.NOTED;
    }
    String reason =
        "The provider says that it did not arrive%s%s"
            .formatted(
                report.nobodyThere() ? ", nobody is there" : "",
                report.code() == null ? "" : " (" + report.code() + ")");
    Outcome[] outcome = {Outcome.NOTED};
    failures.fail(
        message,
        reason,
        why -> {
          boolean ended = ended(message, why);
          if (ended) {
            outcome[0] = Outcome.FAILED;
            if (report.nobodyThere() && message.recipient() != null) {
              suppressions.add(
                  message.channel(), message.recipient(), Cause.REFUSED, reason, message.id());
            }
            delivery.wakeAfterCommit();
          }
          return ended;
        });
    return outcome[0];
  }

  private boolean ended(Message message, String why) {
    return jdbc.sql(
                "update message set status = 'failed', reason = ?, owner = null,"
                    + " lease_until = null, late_since = null where id = ? "
                    + THE_PROVIDERS
                    + "or status = 'sent')")
            .params(why, message.id())
            .update()
        == 1;
  }
}
