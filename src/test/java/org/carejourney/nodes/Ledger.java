package org.carejourney.nodes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.carejourney.nodes.Postgres.Database;

/** What is true, from the tables and the mail server, beside all of our own code. */
final class Ledger {

  private final Database database;
  private final Sink sink;
  private final String ours;

  /**
   * @param prefix what the ids of the customers in question begin with
   */
  Ledger(Database database, Sink sink, String prefix) {
    this.database = database;
    this.sink = sink;
    this.ours = prefix + "-%";
  }

  /** Complaints that did not become exactly one of everything. */
  Map<String, Long> complaints(int asked) {
    Map<String, Long> wrong = new LinkedHashMap<>();
    put(wrong, "complaints kept", asked, "select count(*) from inbound where customer_id like ?");
    put(
        wrong,
        "complaints that became a ticket, each its own",
        asked,
        """
        select count(distinct ticket) from inbound
        where customer_id like ? and outcome = 'ticket'""");
    put(
        wrong,
        "customers with one ticket",
        asked,
        """
        select count(*) from (select customer_id from ticket where customer_id like ?
        group by customer_id having count(*) = 1) one""");
    put(
        wrong,
        "tickets with one running process",
        asked,
        """
        select count(*) from ticket t where t.customer_id like ? and 1 = (
          select count(*) from act_hi_procinst p
          where p.business_key_ = t.number and p.proc_def_key_ = 'resolveComplaint'
            and p.state_ = 'ACTIVE')""");
    put(
        wrong,
        "tickets that wait for a colleague, once",
        asked,
        """
        select count(*) from ticket t where t.customer_id like ? and 1 = (
          select count(*) from act_ru_task k
          join act_ru_execution p on p.id_ = k.proc_inst_id_
          where p.business_key_ = t.number and k.name_ = 'Understand complaint')""");
    put(
        wrong,
        "complaints acknowledged once",
        asked,
        """
        select count(*) from ticket t where t.customer_id like ? and 1 = (
          select count(*) from message m where m.customer_id = t.customer_id
            and m.template = 'support/complaint-received' and m.status = 'sent')""");
    return wrong;
  }

  /** Events that did not start exactly one process, which stands where it should. */
  Map<String, Long> events(int asked, String process, String template, String standsAt) {
    Map<String, Long> wrong = new LinkedHashMap<>();
    put(
        wrong,
        "events that started one process",
        asked,
        "select count(*) from event where customer_id like ? and started = 1 and continued = 0");
    put(
        wrong,
        "processes, one for each customer",
        asked,
        """
        select count(distinct business_key_) from act_hi_procinst
        where business_key_ like ? and proc_def_key_ = '%s' and state_ = 'ACTIVE'"""
            .formatted(process));
    put(
        wrong,
        "processes of that kind",
        asked,
        """
        select count(*) from act_hi_procinst
        where business_key_ like ? and proc_def_key_ = '%s'"""
            .formatted(process));
    put(
        wrong,
        "processes that stand at " + standsAt,
        asked,
        """
        select count(*) from act_hi_actinst a join act_hi_procinst p on p.id_ = a.proc_inst_id_
        where p.business_key_ like ? and a.act_id_ = '%s' and a.end_time_ is null
          and p.proc_def_key_ = '%s'"""
            .formatted(standsAt, process));
    put(
        wrong,
        "customers who were written to once",
        asked,
        """
        select count(*) from (select customer_id from message
        where customer_id like ? and template = '%s' and status = 'sent'
        group by customer_id having count(*) = 1) one"""
            .formatted(template));
    return wrong;
  }

  private void put(Map<String, Long> wrong, String what, int asked, String sql) {
    long found = database.count(sql, ours);
    if (found != asked) {
      wrong.put(what + ", instead of " + asked, found);
    }
  }

  /** What is never right, whatever was asked. */
  Map<String, Long> leftOver() {
    Map<String, Long> wrong = new LinkedHashMap<>();
    for (String sql :
        List.of(
            "select count(*) from message where status <> 'sent'",
            "select count(*) from message where token_waits",
            "select count(*) from inbound where outcome is null",
            "select count(*) from act_ru_incident",
            "select count(*) from act_ru_job where retries_ = 0",
            "select count(*) from act_ru_job where lock_owner_ is not null",
            "select count(*) from act_ru_job where duedate_ is null or duedate_ <= now()")) {
      long found = database.count(sql);
      if (found != 0) {
        wrong.put(sql, found);
      }
    }
    return wrong;
  }

  /** The Message-IDs of all letters to the customers in question. */
  Set<String> letters() {
    return new TreeSet<>(
        database
            .jdbc()
            .sql("select mime_id from message where customer_id like ? and mime_id is not null")
            .param(ours)
            .query(String.class)
            .list());
  }

  /** The Message-ID of the one letter that is under way to a recipient. */
  String letterTo(String recipient) {
    return database
        .jdbc()
        .sql("select mime_id from message where recipient = ? and status = 'sending'")
        .param(recipient)
        .query(String.class)
        .single();
  }

  /** Letters of the ledger that never came. */
  List<String> lost() {
    Map<String, Long> came = sink.counts();
    return letters().stream().filter(id -> !came.containsKey(id)).toList();
  }

  /** Letters that came, and that the ledger does not know. */
  List<String> unknown() {
    Set<String> known =
        new TreeSet<>(
            database
                .jdbc()
                .sql("select mime_id from message where mime_id is not null")
                .query(String.class)
                .list());
    return sink.counts().keySet().stream().filter(id -> !known.contains(id)).toList();
  }

  /** How often more than once each letter came, where it did. */
  Map<String, Long> repeated() {
    Map<String, Long> came = sink.counts();
    return letters().stream()
        .filter(id -> came.getOrDefault(id, 0L) > 1)
        .collect(Collectors.toMap(id -> id, id -> came.get(id) - 1));
  }

  /** Letters under way for the ledger that have arrived: nobody could know. */
  Set<String> inDoubt() {
    Set<String> underWay =
        new HashSet<>(
            database
                .jdbc()
                .sql("select mime_id from message where customer_id like ? and status = 'sending'")
                .param(ours)
                .query(String.class)
                .list());
    underWay.retainAll(sink.counts().keySet());
    return underWay;
  }

  /** A job that somebody has locked. */
  record Locked(String job, String owner, String until) {}

  List<Locked> locked() {
    return new ArrayList<>(
        database
            .jdbc()
            .sql(
                """
                select id_, lock_owner_, cast(lock_exp_time_ as varchar) from act_ru_job
                where lock_owner_ is not null""")
            .query((row, n) -> new Locked(row.getString(1), row.getString(2), row.getString(3)))
            .list());
  }

  long sending() {
    return database.count("select count(*) from message where status = 'sending'");
  }
}
