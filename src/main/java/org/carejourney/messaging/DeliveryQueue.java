package org.carejourney.messaging;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.carejourney.engine.Text;
import org.carejourney.messaging.Message.Status;
import org.carejourney.messaging.MessageRequest.Asker;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The ledger as the deliverers see it: what is due, whose it is right now, and which processes wait
 * for it. A claim is status, owner and lease in the database's own time, so that nodes with
 * different clocks agree.
 */
@Component
class DeliveryQueue {

  private final JdbcClient jdbc;
  private final Clock clock;

  DeliveryQueue(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Takes due messages for an owner, so that no other owner gets them meanwhile.
   *
   * @param again whether to take what was left on its way by a crash too
   */
  List<Message> claim(String channel, boolean again, String owner, int most, int leaseSeconds) {
    // Apart, so that each finds its rows in order by an index, however many more are due.
    List<String> ids = new ArrayList<>();
    if (again) {
      ids.addAll(leftOnItsWay(channel, most));
    }
    ids.addAll(due(channel, most - ids.size()));
    if (ids.isEmpty()) {
      return List.of();
    }
    jdbc.sql(
            """
            update message
            set status = 'sending', owner = :owner, attempts = attempts + 1, reason = null,
                lease_until = current_timestamp + cast(:lease as int) * interval '1' second
            where id in (:ids)""")
        .param("owner", owner)
        .param("lease", leaseSeconds)
        .param("ids", ids)
        .update();
    return jdbc.sql("select * from message where id in (:ids) order by send_at, seq")
        .param("ids", ids)
        .query(Ledger::message)
        .list();
  }

  private List<String> leftOnItsWay(String channel, int most) {
    return jdbc.sql(
            """
            select id from message
            where channel = ? and status = 'sending' and lease_until < current_timestamp
            order by send_at, seq fetch first ? rows only
            for update skip locked""")
        .params(channel, most)
        .query(String.class)
        .list();
  }

  private List<String> due(String channel, int most) {
    return jdbc.sql(
            """
            select id from message
            where channel = ? and status = 'queued' and send_at <= ?
            order by send_at, seq fetch first ? rows only
            for update skip locked""")
        .params(channel, Timestamp.from(clock.instant()), most)
        .query(String.class)
        .list();
  }

  /** Locks what a crash has left on its way, to park it. */
  List<Message> leftBehind(String channel) {
    return jdbc.sql(
            """
            select * from message
            where channel = ? and status = 'sending' and lease_until < current_timestamp
            for update skip locked""")
        .param(channel)
        .query(Ledger::message)
        .list();
  }

  void park(String id, String reason) {
    jdbc.sql(
            """
            update message
            set status = 'parked', reason = ?, owner = null, lease_until = null
            where id = ?""")
        .params(reason, id)
        .update();
  }

  /** Ends the parking of a message by what a person decided; false when somebody was faster. */
  boolean unpark(String id, Status status, @Nullable String reason) {
    return jdbc.sql(
                """
                update message
                set status = ?, reason = ?, attempts = 0,
                    send_at = case when cast(? as varchar) = 'queued' then ? else send_at end,
                    sent_at = case when cast(? as varchar) = 'sent' then ? else sent_at end
                where id = ? and status = 'parked'""")
            .params(Ledger.word(status), reason)
            .params(Ledger.word(status), Timestamp.from(clock.instant()))
            .params(Ledger.word(status), Timestamp.from(clock.instant()), id)
            .update()
        == 1;
  }

  /** A person delivers it: on its way without owner or lease; false when it is not ours. */
  boolean handOn(String id, String owner) {
    return jdbc.sql(
                """
                update message set call_open = true, owner = null, lease_until = null
                where id = ? and owner = ? and status = 'sending'""")
            .params(id, owner)
            .update()
        == 1;
  }

  /** Ends a call; false when nobody wants it any more. */
  boolean settleCall(String id, Status status, @Nullable String reason) {
    return jdbc.sql(
                """
                update message
                set status = ?, reason = ?, call_open = false,
                    sent_at = case when cast(? as varchar) = 'sent' then ? else sent_at end
                where id = ? and status = 'sending' and call_open""")
            .params(Ledger.word(status), reason, Ledger.word(status))
            .params(Timestamp.from(clock.instant()), id)
            .update()
        == 1;
  }

  /** Calls that somebody still has to make though the message is over. */
  List<String> unwantedCalls() {
    return jdbc.sql("select id from message where call_open and status <> 'sending' order by seq")
        .query(String.class)
        .list();
  }

  boolean takeAwayCall(String id) {
    return jdbc.sql("update message set call_open = false where id = ? and call_open")
            .param(id)
            .update()
        == 1;
  }

  /** Renews the lease right before a hand-over; false when the message is no longer ours. */
  boolean renew(String id, String owner, int leaseSeconds) {
    return jdbc.sql(
                """
                update message
                set lease_until = current_timestamp + cast(? as int) * interval '1' second
                where id = ? and owner = ? and status = 'sending'""")
            .params(leaseSeconds, id, owner)
            .update()
        == 1;
  }

  /** Whether an owner's lease of a message has not run out. */
  boolean holds(String id, String owner) {
    return jdbc.sql(
                """
                select count(*) from message
                where id = ? and owner = ? and status = 'sending'
                  and lease_until > current_timestamp""")
            .params(id, owner)
            .query(Integer.class)
            .single()
        == 1;
  }

  /** Ends a claim; false when somebody else has the message by now. */
  boolean settle(
      String id, String owner, Status status, @Nullable String reason, @Nullable Instant sendAt) {
    return jdbc.sql(
                """
                update message
                set status = ?, reason = ?, send_at = coalesce(?, send_at),
                    sent_at = case when cast(? as varchar) = 'sent' then ? else sent_at end,
                    owner = null, lease_until = null
                where id = ? and owner = ? and status = 'sending'""")
            .params(Ledger.word(status), reason, Ledger.timestamp(sendAt), Ledger.word(status))
            .params(Timestamp.from(clock.instant()), id, owner)
            .update()
        == 1;
  }

  /**
   * Ends a claim without a hand-over: the message waits, queued or held, until a moment or null.
   */
  void putBack(
      String id, String owner, Status status, @Nullable String reason, @Nullable Instant until) {
    jdbc.sql(
            """
            update message
            set status = ?, reason = ?, send_at = ?, attempts = attempts - 1, owner = null,
                lease_until = null
            where id = ? and owner = ? and status = 'sending'""")
        .params(Ledger.word(status), reason, Ledger.timestamp(until), id, owner)
        .update();
  }

  /** Held messages that are to be judged again, the longest due first. */
  List<String> heldDue(int most) {
    return jdbc.sql(
            """
            select id from message where status = 'held' and send_at <= ?
            order by send_at, seq fetch first ? rows only""")
        .params(Timestamp.from(clock.instant()), most)
        .query(String.class)
        .list();
  }

  /** Locks a held message that is due; false when another node has it, or had it. */
  boolean takeHeld(String id) {
    return jdbc.sql(
            """
            select id from message where id = ? and status = 'held' and send_at <= ?
            for update skip locked""")
        .params(id, Timestamp.from(clock.instant()))
        .query(String.class)
        .optional()
        .isPresent();
  }

  /** After a failure: with growing pauses, so that it does not fail all day long. */
  void judgeLater(String id, String reason) {
    int attempts =
        jdbc.sql("select attempts from message where id = ?")
            .param(id)
            .query(Integer.class)
            .single();
    jdbc.sql(
            """
            update message set send_at = ?, reason = ?, attempts = attempts + 1
            where id = ? and status = 'held'""")
        .params(
            Timestamp.from(clock.instant().plus(Pauses.after(attempts + 1))),
            Text.fit(reason, 500),
            id)
        .update();
  }

  boolean tokenWaits(String id) {
    return jdbc.sql("select token_waits from message where id = ?")
        .param(id)
        .query(Boolean.class)
        .single();
  }

  /**
   * Messages that wait in the queue, are on their way, or are to be judged again right now. Calls
   * are not counted: people take their time.
   */
  int underWay() {
    return jdbc.sql(
            """
            select count(*) from message
            where (status = 'sending' and not call_open)
              or (status in ('queued', 'held') and send_at <= ?)""")
        .param(Timestamp.from(clock.instant()))
        .query(Integer.class)
        .single();
  }

  /** The next moment for which something is queued, or held until then, after now. */
  Optional<Instant> nextDue() {
    return jdbc.sql(
            "select min(send_at) from message where status in ('queued', 'held') and send_at > ?")
        .param(Timestamp.from(clock.instant()))
        .query((row, index) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
        .single();
  }

  /** The token that waits for a message, locked so that it is woken once. */
  record Token(String messageId, String executionId, String activityInstanceId) {}

  /** The process has come to the step again, by another execution: wake that one. */
  void tokenNowAt(String id, Asker asker) {
    jdbc.sql(
            """
            update message
            set execution_id = ?, activity_instance_id = ?,
                token_waits = (status in ('queued', 'held', 'sending', 'parked'))
            where id = ?""")
        .params(asker.executionId(), asker.activityInstanceId(), id)
        .update();
  }

  /**
   * Hardly ever any; not by seq, whose index would tempt the planner to walk through everything.
   */
  List<String> withWaitingToken() {
    return jdbc.sql(
            """
            select id from message
            where token_waits and status in ('sent', 'failed', 'bounced', 'withheld')
            order by send_at fetch first 100 rows only""")
        .query(String.class)
        .list();
  }

  Optional<Token> takeToken(String id) {
    Optional<Token> token =
        jdbc.sql(
                """
                select id, execution_id, activity_instance_id from message
                where id = ? and token_waits for update""")
            .param(id)
            .query((row, index) -> new Token(row.getString(1), row.getString(2), row.getString(3)))
            .optional();
    token.ifPresent(
        t -> jdbc.sql("update message set token_waits = false where id = ?").param(id).update());
    return token;
  }

  /**
   * The step was left by another way: what has not gone yet must not go.
   *
   * @return the channels of what will not go now
   */
  List<String> withdraw(String activityInstanceId, String reason) {
    List<String> channels =
        jdbc.sql(
                """
                select channel from message
                where activity_instance_id = ? and token_waits
                  and (status in ('queued', 'held') or call_open)
                for update""")
            .param(activityInstanceId)
            .query(String.class)
            .list();
    jdbc.sql(
            """
            update message
            set token_waits = false,
                reason = case when status in ('queued', 'held') or call_open then ? else reason end,
                status = case when status in ('queued', 'held') or call_open then 'withheld'
                              else status end
            where activity_instance_id = ? and token_waits""")
        .params(reason, activityInstanceId)
        .update();
    return channels;
  }

  /** What a process has asked for by itself and what has not gone yet, locked. */
  List<Message> unsentCare(String processInstanceId) {
    return jdbc.sql(
            """
            select * from message
            where process_instance_id = ? and purpose <> 'service'
              and (status in ('queued', 'held') or call_open)
            order by seq for update""")
        .param(processInstanceId)
        .query(Ledger::message)
        .list();
  }

  void takeBack(String id, String reason) {
    jdbc.sql("update message set status = 'withheld', reason = ? where id = ?")
        .params(reason, id)
        .update();
  }
}
