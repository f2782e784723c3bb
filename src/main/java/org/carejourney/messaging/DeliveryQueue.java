package org.carejourney.messaging;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.carejourney.messaging.Message.Status;
import org.carejourney.messaging.MessageRequest.Purpose;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Component;

/**
 * The ledger as the deliverers see it: what is due, and whose it is right now. A claim is status,
 * owner and lease in the database's own time, so that nodes with different clocks agree.
 */
@Component
class DeliveryQueue {

  /** A message that was taken, with what its step had asked for. */
  record Claimed(Message message, MessageRequest request) {}

  private final JdbcClient jdbc;
  private final Judgements judgements;
  private final Clock clock;

  DeliveryQueue(JdbcClient jdbc, Judgements judgements, Clock clock) {
    this.jdbc = jdbc;
    this.judgements = judgements;
    this.clock = clock;
  }

  /**
   * Takes due messages for an owner, so that no other owner gets them meanwhile: answers before
   * care, and care before marketing.
   *
   * @param again whether to take what was left on its way by a crash too
   * @param without mail domains whose mails are left where they are
   * @param due until when they were to go
   */
  List<Claimed> claim(
      String channel,
      boolean again,
      Set<String> without,
      Instant due,
      String owner,
      int most,
      int leaseSeconds) {
    // Apart, so that each finds its rows in order by an index, however many more are due.
    List<String> ids = new ArrayList<>();
    if (again) {
      ids.addAll(leftOnItsWay(channel, most));
    }
    for (Purpose purpose : Purpose.values()) {
      if (ids.size() < most) {
        ids.addAll(due(channel, purpose, without, due, most - ids.size()));
      }
    }
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
        .query((row, index) -> new Claimed(Ledger.message(row, index), judgements.request(row)))
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

  private List<String> due(
      String channel, Purpose purpose, Set<String> without, Instant due, int most) {
    return jdbc.sql(
            """
            select id from message
            where channel = ? and status = 'queued' and purpose = ? and send_at <= ?
            """
                + " and lower(recipient) not like ? escape '!'".repeat(without.size())
                + " order by send_at, seq fetch first ? rows only for update skip locked")
        .params(channel, Ledger.word(purpose), Timestamp.from(due))
        .params(without.stream().map(DomainQueue::anybodyAt).toList())
        .param(most)
        .query(String.class)
        .list();
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
                set status = ?, reason = ?, owner = null, lease_until = null,
                    send_at = case when taken_back is null then coalesce(?, send_at) else send_at end
                where id = ? and owner = ? and status = 'sending'""")
            .params(Ledger.word(status), reason, Ledger.timestamp(sendAt), id, owner)
            .update()
        == 1;
  }

  /**
   * Ends a claim, since the provider has the message: whether a process waits for that, or empty
   * when somebody else has the message by now.
   */
  Optional<Boolean> sent(String id, String owner) {
    var told = new GeneratedKeyHolder();
    jdbc.sql(
            """
            update message
            set status = 'sent', reason = null, sent_at = ?, owner = null, lease_until = null
            where id = ? and owner = ? and status = 'sending'""")
        .params(Timestamp.from(clock.instant()), id, owner)
        .update(told, "token_waits");
    return Optional.ofNullable(told.getKeyAs(Boolean.class));
  }

  /** Why a message must not go any more although it was taken by then, or null. */
  @Nullable String takenBack(String id) {
    return jdbc.sql("select taken_back from message where id = ?")
        .param(id)
        .query(String.class)
        .optional()
        .orElse(null);
  }

  /** What an owner has taken goes back, for another address of the customer. */
  void readdress(String id, String owner, String recipient) {
    jdbc.sql(
            """
            update message
            set status = 'queued', recipient = ?, attempts = attempts - 1, owner = null,
                lease_until = null
            where id = ? and owner = ? and status = 'sending'""")
        .params(recipient, id, owner)
        .update();
  }

  /** What an owner has not begun goes back as it was. */
  void putBack(Set<String> ids, String owner) {
    jdbc.sql(
            """
            update message
            set status = 'queued', attempts = attempts - 1, owner = null, lease_until = null
            where id in (:ids) and owner = :owner and status = 'sending'""")
        .param("ids", ids)
        .param("owner", owner)
        .update();
  }

  /**
   * Ends a claim without a hand-over: the message waits, queued or held, until a moment or null.
   */
  void putBack(
      String id, String owner, Status status, @Nullable String reason, @Nullable Instant until) {
    jdbc.sql(
            """
            update message
            set status = ?, reason = ?, attempts = attempts - 1, owner = null, lease_until = null,
                send_at = case when taken_back is null then ? else send_at end,
                meant_at = case when cast(? as varchar) = 'held' then null else meant_at end
            where id = ? and owner = ? and status = 'sending'""")
        .params(Ledger.word(status), reason, Ledger.timestamp(until))
        .params(Ledger.word(status), id, owner)
        .update();
  }

  /** Ends a claim without a hand-over: the message is meant for a later moment. */
  void postpone(String id, String owner, @Nullable String reason, Instant until) {
    jdbc.sql("update message set meant_at = ? where id = ? and owner = ? and status = 'sending'")
        .params(Timestamp.from(until), id, owner)
        .update();
    putBack(id, owner, Status.QUEUED, reason, until);
  }
}
