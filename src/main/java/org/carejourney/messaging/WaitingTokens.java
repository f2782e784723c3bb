package org.carejourney.messaging;

import java.util.List;
import java.util.Optional;
import org.carejourney.customer.Customers;
import org.carejourney.engine.HeldSteps;
import org.carejourney.engine.LogField;
import org.carejourney.messaging.MessageRequest.Asker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The processes that stay at a step until it is known what became of their message. */
@Component
class WaitingTokens {

  private static final Logger log = LoggerFactory.getLogger(WaitingTokens.class);

  /** Where in the engine a token waits. */
  private record Token(String executionId, String activityInstanceId) {}

  private final JdbcClient jdbc;
  private final Customers customers;
  private final HeldSteps heldSteps;
  private final TransactionTemplate transaction;

  WaitingTokens(
      JdbcClient jdbc, Customers customers, HeldSteps heldSteps, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.customers = customers;
    this.heldSteps = heldSteps;
    this.transaction = transaction;
  }

  /** Whether a process stays for a message; it must be in the ledger. */
  boolean waits(String messageId) {
    return jdbc.sql("select token_waits from message where id = ?")
        .param(messageId)
        .query(Boolean.class)
        .single();
  }

  /** The process has come to the step again, by another execution: wake that one. */
  void nowAt(String messageId, Asker asker) {
    jdbc.sql(
            """
            update message
            set execution_id = ?, activity_instance_id = ?,
                token_waits = (status in ('queued', 'held', 'sending', 'parked'))
            where id = ?""")
        .params(asker.executionId(), asker.activityInstanceId(), messageId)
        .update();
  }

  /** The process waits for another message now. */
  void forget(String messageId) {
    jdbc.sql("update message set token_waits = false where id = ?").param(messageId).update();
  }

  /** Lets the process go on that waits for a message, if one does, in a transaction of its own. */
  void wake(String messageId) {
    LogField.MESSAGE.during(messageId, () -> wakeOne(messageId));
  }

  private void wakeOne(String messageId) {
    try {
      // Mostly none waits, and a transaction would cost more than the question.
      if (waits(messageId)) {
        transaction.executeWithoutResult(status -> release(messageId));
      }
    } catch (RuntimeException e) {
      log.error(
          "The process that waits for message {} could not go on; it is tried again", messageId, e);
    }
  }

  /** The same in the caller's transaction; does nothing when no process waits. */
  void release(String messageId) {
    take(messageId)
        .ifPresent(token -> heldSteps.release(token.executionId(), token.activityInstanceId()));
  }

  /** Locked, so that it is woken once. */
  private Optional<Token> take(String messageId) {
    jdbc.sql("select customer_id from message where id = ? and token_waits")
        .param(messageId)
        .query(String.class)
        .optional()
        .ifPresent(customers::lock);
    Optional<Token> token =
        jdbc.sql(
                """
                select id, execution_id, activity_instance_id from message
                where id = ? and token_waits for update""")
            .param(messageId)
            .query((row, index) -> new Token(row.getString(2), row.getString(3)))
            .optional();
    token.ifPresent(t -> forget(messageId));
    return token;
  }

  /** Wakes those whose message was settled without them: by a crash, or a failure in between. */
  void wakeLeftBehind() {
    leftBehind().forEach(this::wake);
  }

  boolean none() {
    return leftBehind().isEmpty();
  }

  /**
   * Hardly ever any; not by seq, whose index would tempt the planner to walk through everything.
   */
  private List<String> leftBehind() {
    return jdbc.sql(
            """
            select id from message
            where token_waits and status in ('sent', 'failed', 'bounced', 'withheld')
            order by send_at fetch first 100 rows only""")
        .query(String.class)
        .list();
  }
}
