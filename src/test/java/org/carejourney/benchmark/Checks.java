package org.carejourney.benchmark;

import java.util.List;

/** What must be so of every run, or it measured nothing. In SQL, beside all of our own code. */
final class Checks {

  private static final String OURS = "customer_id like '" + Person.PREFIX + "%'";

  /** Whom the journey may write to by e-mail. */
  private static final String WELCOME =
      """
      c.email is not null and not exists (
        select 1 from consent n
        where n.customer_id = c.customer_id and n.purpose = 'care' and not n.granted)""";

  private Checks() {}

  static List<Check> always(int customers) {
    return List.of(
        new Check(
            "each customer is there",
            "select abs(%d - count(*)) from customer where %s".formatted(customers, OURS)),
        new Check(
            "each join started one journey",
            "select abs(%d - coalesce(sum(started), 0)) from event where %s"
                .formatted(customers, OURS)),
        new Check(
            "each customer has exactly one welcome",
            """
            select count(*) from customer c where c.%s and 1 <> (
              select count(*) from message m
              where m.customer_id = c.customer_id and m.template = 'journey/welcome')"""
                .formatted(OURS)),
        new Check(
            "a welcome that was not sent was withheld, with a reason, from who cannot have it",
            """
            select count(*) from message m join customer c using (customer_id)
            where m.template = 'journey/welcome' and c.%s and not (case
              when %s then m.status = 'sent'
              else m.status = 'withheld' and m.reason is not null end)"""
                .formatted(OURS, WELCOME)),
        new Check(
            "no message went twice for the same process, step and occasion",
            """
            select count(*) from (
              select 1 from message where status = 'sent'
              group by process_instance_id, step, occasion having count(*) > 1) twice"""),
        new Check(
            "nothing was sent at night where the customer lives",
            """
            select count(*) from message m join customer c using (customer_id)
            where m.status = 'sent' and m.purpose <> 'service' and not (
              (m.sent_at at time zone c.time_zone)::time
                between time '07:00' and time '21:00')"""),
        new Check(
            "nothing was sent to who said no",
            """
            select count(*) from message m join consent n using (customer_id)
            where m.status = 'sent' and n.purpose = m.purpose and n.channel = m.channel
              and not n.granted"""),
        new Check("no job failed for good", "select count(*) from act_ru_incident"),
        new Check(
            "nothing is left on its way",
            """
            select count(*) from message m, demo_clock d
            where m.status = 'sending' or m.status in ('queued', 'held')
              and m.send_at < now() + d.offset_millis * interval '1 millisecond'"""));
  }

  /** Of the check-in after thirty days. */
  static List<Check> checkIn() {
    return List.of(
        new Check(
            "no customer was asked how it goes more than once",
            """
            select count(*) from (
              select customer_id from message
              where template like 'journey/check-in%' and status = 'sent'
              group by customer_id having count(*) > 1) twice"""),
        new Check(
            "the question went between ten and twelve on a weekday where the customer lives",
            """
            select count(*) from message m join customer c using (customer_id)
            where m.template like 'journey/check-in%' and m.status = 'sent' and not (
              (m.sent_at at time zone c.time_zone)::time between time '10:00' and time '12:00'
              and extract(isodow from m.sent_at at time zone c.time_zone) < 6)"""));
  }

  /** Of the check-in when there was time for everybody's. */
  static List<Check> askedAndAnswered(int answered, long happy) {
    return List.of(
        new Check(
            "everybody who may be asked was asked",
            """
            select count(*) from customer c where c.%s and %s and not exists (
              select 1 from message m where m.customer_id = c.customer_id
                and m.template like 'journey/check-in%%' and m.status = 'sent')"""
                .formatted(OURS, WELCOME)),
        new Check(
            "every score that was given is kept",
            "select abs(%d - count(*)) from survey where score is not null".formatted(answered)),
        new Check(
            "who is happy got points, once",
            "select abs(%d - count(*)) from points_entry".formatted(happy)));
  }
}
