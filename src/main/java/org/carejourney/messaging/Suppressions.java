package org.carejourney.messaging;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.carejourney.customer.Consent;
import org.carejourney.customer.Customer;
import org.carejourney.customer.Customers;
import org.carejourney.customer.Timeline;
import org.carejourney.customer.TimelineEntry;
import org.carejourney.engine.Problem;
import org.carejourney.engine.Text;
import org.carejourney.messaging.MessageRequest.Purpose;
import org.carejourney.messaging.Suppression.Cause;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Addresses that are not written to, by whomever they belong to. They are known by a keyed hash
 * only, so that a list of them is no list of people.
 */
@Component
public class Suppressions {

  private static final int KEY_BYTES = 32;

  private final JdbcClient jdbc;
  private final Secret secret;
  private final Customers customers;
  private final Timeline timeline;
  private final Clock clock;

  Suppressions(
      JdbcClient jdbc, Secret secret, Customers customers, Timeline timeline, Clock clock) {
    this.jdbc = jdbc;
    this.secret = secret;
    this.customers = customers;
    this.timeline = timeline;
    this.clock = clock;
  }

  /**
   * Writes an address down, in the caller's transaction if there is one; does nothing when it
   * stands there for the same cause already.
   *
   * @param reason in words that staff understand, without the address
   * @param messageId the message that taught us, or null
   */
  void add(String channel, String address, Cause cause, String reason, @Nullable String messageId) {
    write(channel, address, cause, null, reason, messageId);
  }

  /**
   * The reader of an address wants no more of a kind there, whichever customer it is meant for.
   *
   * @param messageId the message whose link they followed
   */
  void stop(String channel, String address, Purpose purpose, String messageId) {
    String reason = "The reader at the address does not want %s messages".formatted(word(purpose));
    write(channel, address, Cause.UNSUBSCRIBED, purpose, reason, messageId);
  }

  /**
   * A customer is erased: nobody writes to their addresses unasked, under whatever new id they come
   * back with the next list. An address that another customer has is still that customer's.
   */
  void erase(Customer customer) {
    for (String channel : channels(customer)) {
      String address = Objects.requireNonNull(customer.address(channel));
      // What staff typed may be about the person.
      jdbc.sql(
              """
              update suppression set freed_because = null
              where address_key in (:keys) and channel = :channel""")
          .param("keys", keys(address))
          .param("channel", channel)
          .update();
      if (!customers.shared(customer, channel)) {
        String reason = "The customer at the address was erased";
        write(channel, address, Cause.ERASED, null, reason, null);
      }
    }
  }

  private void write(
      String channel,
      String address,
      Cause cause,
      @Nullable Purpose only,
      String reason,
      @Nullable String messageId) {
    if (standing(channel, address).stream()
        .anyMatch(known -> known.cause() == cause && known.only() == only)) {
      return;
    }
    jdbc.sql(
            """
            insert into suppression
              (channel, address_key, cause, purpose, reason, message_id, since)
            values (?, ?, ?, ?, ?, ?, ?)""")
        .params(channel, keys(address).get(0), word(cause), only == null ? null : word(only))
        .params(Text.fit(reason, 500), messageId, Timestamp.from(clock.instant()))
        .update();
  }

  /** What forbids to write to an address for a purpose; empty when nothing does. */
  Optional<Suppression> forbidding(String channel, String address, Purpose purpose) {
    return standing(channel, address).stream().filter(known -> known.forbids(purpose)).findFirst();
  }

  /** Whether somebody's wish forbids to write to an address for a purpose. */
  boolean unwished(String channel, String address, Purpose purpose) {
    return standing(channel, address).stream()
        .anyMatch(known -> known.wished() && known.forbids(purpose));
  }

  /** What stands against the addresses of a customer now, the newest first on each channel. */
  public List<Suppression> against(Customer customer) {
    return ever(customer).stream().filter(one -> one.freedAt() == null).toList();
  }

  /** All that ever stood against the addresses of a customer, the newest first on each channel. */
  List<Suppression> ever(Customer customer) {
    return channels(customer).stream()
        .flatMap(
            channel -> history(channel, Objects.requireNonNull(customer.address(channel))).stream())
        .toList();
  }

  private static List<String> channels(Customer customer) {
    return Consent.CHANNELS.stream()
        .filter(channel -> customer.address(channel) != null)
        .sorted()
        .toList();
  }

  /** What stands against an address now, the newest first. */
  public List<Suppression> standing(String channel, String address) {
    return history(channel, address).stream().filter(one -> one.freedAt() == null).toList();
  }

  /** All that ever stood against an address, the newest first. */
  public List<Suppression> history(String channel, String address) {
    return jdbc.sql(
            """
            select * from suppression
            where address_key in (:keys) and channel = :channel order by seq desc""")
        .param("keys", keys(address))
        .param("channel", channel)
        .query(Suppressions::suppression)
        .list();
  }

  /**
   * Allows an address of a customer again, with a line in the timeline.
   *
   * @param because why, as the next colleague should know; must not be blank
   * @throws Problem 422 without a reason, 404 when nothing such stands against the customer
   */
  @Transactional
  public void free(Customer customer, long seq, String actor, String because) {
    if (because.isBlank()) {
      throw Problem.unprocessable(
          "reason-missing", "reason", "Say why the address may be written to again");
    }
    Suppression found =
        against(customer).stream()
            .filter(one -> one.seq() == seq)
            .findFirst()
            .orElseThrow(Suppressions::gone);
    String why = Text.fit(because.strip(), 500);
    Instant now = clock.instant();
    int freed =
        jdbc.sql(
                """
                update suppression set freed_at = ?, freed_by = ?, freed_because = ?
                where seq = ? and freed_at is null""")
            .params(Timestamp.from(now), actor, why, seq)
            .update();
    if (freed == 0) {
      throw gone();
    }
    timeline.write(
        customer.customerId(),
        TimelineEntry.of(now, "note", "The address may be written to again: " + found.reason())
            .withChannel(found.channel())
            .withReason(why)
            .withActor(actor));
  }

  private static Problem gone() {
    return Problem.notFound("unknown-suppression", "Nothing of that kind stands any more");
  }

  /** The reader of an address wants us again for a purpose: lifts what somebody had wished. */
  void welcomeBack(String channel, String address, Purpose purpose, String because) {
    jdbc.sql(
            """
            update suppression set freed_at = :now, freed_by = 'customer', freed_because = :because
            where address_key in (:keys) and channel = :channel and freed_at is null
              and cause in ('unsubscribed', 'complained', 'erased')
              and (purpose is null or purpose = :purpose)""")
        .param("now", Timestamp.from(clock.instant()))
        .param("because", because)
        .param("purpose", word(purpose))
        .param("keys", keys(address))
        .param("channel", channel)
        .update();
  }

  /** Under each of our secrets, so that a new one forgets nobody. */
  private List<String> keys(String address) {
    return secret.signatures("suppression", Text.lower(address), KEY_BYTES).stream()
        .map(HexFormat.of()::formatHex)
        .toList();
  }

  private static String word(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT);
  }

  private static Suppression suppression(ResultSet row, int index) throws SQLException {
    Timestamp freed = row.getTimestamp("freed_at");
    String only = row.getString("purpose");
    return new Suppression(
        row.getLong("seq"),
        row.getString("channel"),
        Cause.valueOf(row.getString("cause").toUpperCase(Locale.ROOT)),
        only == null ? null : Purpose.valueOf(only.toUpperCase(Locale.ROOT)),
        row.getString("reason"),
        row.getString("message_id"),
        row.getTimestamp("since").toInstant(),
        freed == null ? null : freed.toInstant(),
        row.getString("freed_by"),
        row.getString("freed_because"));
  }
}
