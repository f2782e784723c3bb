package org.carejourney.messaging;

import java.util.List;
import org.carejourney.customer.Customers;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a process or a person takes back, or puts in other words, of what has not gone yet. */
@Component
class Withdrawals {

  private final JdbcClient jdbc;
  private final Customers customers;

  Withdrawals(JdbcClient jdbc, Customers customers) {
    this.jdbc = jdbc;
    this.customers = customers;
  }

  /**
   * The step was left by another way: what has not gone yet must not go.
   *
   * @return the channels of what will not go now
   */
  List<String> withdraw(String activityInstanceId, String reason) {
    lockCustomers("activity_instance_id = ? and token_waits", activityInstanceId);
    // Locked first, whatever their status: one may be failing right now, and its process waiting
    // for the next channel's message from then on, which only a later statement sees.
    jdbc.sql("select id from message where activity_instance_id = ? and token_waits for update")
        .param(activityInstanceId)
        .query(String.class)
        .list();
    List<String> channels =
        jdbc.sql(
                """
                select channel from message
                where activity_instance_id = ? and token_waits
                  and (status in ('queued', 'held') or late_since is not null or call_open)
                for update""")
            .param(activityInstanceId)
            .query(String.class)
            .list();
    jdbc.sql(
            """
            update message
            set token_waits = false,
                reason = case when status in ('queued', 'held') or late_since is not null
                                or call_open then ? else reason end,
                status = case when status in ('queued', 'held') or late_since is not null
                                or call_open then 'withheld' else status end,
                taken_back = case when status = 'sending' and not call_open then ? end,
                late_since = null
            where activity_instance_id = ? and token_waits""")
        .params(reason, reason, activityInstanceId)
        .update();
    return channels;
  }

  private void lockCustomers(String condition, String id) {
    jdbc.sql("select distinct customer_id from message where " + condition + " order by 1")
        .param(id)
        .query(String.class)
        .list()
        .forEach(customers::lock);
  }

  /** Has what a deliverer holds right now not go, unless it has begun with it. */
  void takeBackOnItsWay(String processInstanceId, String reason) {
    lockCustomers("process_instance_id = ? and purpose <> 'service'", processInstanceId);
    jdbc.sql(
            """
            update message set taken_back = ?
            where process_instance_id = ? and purpose <> 'service' and status = 'sending'
              and not call_open""")
        .params(reason, processInstanceId)
        .update();
  }

  /** What a process has asked for by itself and what has not gone yet, locked. */
  List<Message> unsentCare(String processInstanceId) {
    return jdbc.sql(
            """
            select * from message
            where process_instance_id = ? and purpose <> 'service'
              and (status in ('queued', 'held') or late_since is not null or call_open)
            order by seq for update""")
        .param(processInstanceId)
        .query(Ledger::message)
        .list();
  }

  /** Ends what waits, by a person's word; false when it waits no more. */
  boolean cancel(String id, String reason) {
    return jdbc.sql(
                """
                update message set status = 'withheld', reason = ?
                where id = ? and status in ('queued', 'held')""")
            .params(reason, id)
            .update()
        == 1;
  }

  /** Other words for what is queued; false when it is not, or was tried and may have arrived. */
  boolean reword(
      String id, @Nullable String subject, @Nullable String html, String text, String actor) {
    return jdbc.sql(
                """
                update message set subject = ?, html = ?, plain = ?, changed_by = ?
                where id = ? and status = 'queued' and attempts = 0""")
            .params(subject, html, text, actor, id)
            .update()
        == 1;
  }

  void takeBack(String id, String reason) {
    jdbc.sql("update message set status = 'withheld', reason = ?, late_since = null where id = ?")
        .params(reason, id)
        .update();
  }
}
