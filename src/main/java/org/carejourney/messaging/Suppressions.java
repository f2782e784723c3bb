package org.carejourney.messaging;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
  private final Clock clock;

  Suppressions(JdbcClient jdbc, Secret secret, Clock clock) {
    this.jdbc = jdbc;
    this.secret = secret;
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
    if (standing(channel, address).stream().anyMatch(known -> known.cause() == cause)) {
      return;
    }
    jdbc.sql(
            """
            insert into suppression (channel, address_key, cause, reason, message_id, since)
            values (?, ?, ?, ?, ?, ?)""")
        .params(channel, keys(address).get(0), word(cause), Text.fit(reason, 500), messageId)
        .param(Timestamp.from(clock.instant()))
        .update();
  }

  /** What forbids to write to an address for a purpose; empty when nothing does. */
  Optional<Suppression> forbidding(String channel, String address, Purpose purpose) {
    return standing(channel, address).stream()
        .filter(known -> known.cause().forbids(purpose))
        .findFirst();
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
   * Allows an address again.
   *
   * @param because why, as the next colleague should know; must not be blank
   * @throws Problem 422 without a reason, 404 when it stands no more
   */
  @Transactional
  public void free(long seq, String actor, String because) {
    if (because.isBlank()) {
      throw Problem.unprocessable(
          "reason-missing", "reason", "Say why the address may be written to again");
    }
    int freed =
        jdbc.sql(
                """
                update suppression set freed_at = ?, freed_by = ?, freed_because = ?
                where seq = ? and freed_at is null""")
            .params(Timestamp.from(clock.instant()), actor, Text.fit(because.strip(), 500), seq)
            .update();
    if (freed == 0) {
      throw Problem.notFound("unknown-suppression", "Nothing of that kind stands any more");
    }
  }

  /** The customer wants us again: lifts what they had asked for themselves. */
  void welcomeBack(String channel, String address, String because) {
    jdbc.sql(
            """
            update suppression set freed_at = :now, freed_by = 'customer', freed_because = :because
            where address_key in (:keys) and channel = :channel and freed_at is null
              and cause in ('unsubscribed', 'complained')""")
        .param("now", Timestamp.from(clock.instant()))
        .param("because", because)
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

  private static String word(Cause cause) {
    return cause.name().toLowerCase(Locale.ROOT);
  }

  private static Suppression suppression(ResultSet row, int index) throws SQLException {
    Timestamp freed = row.getTimestamp("freed_at");
    return new Suppression(
        row.getLong("seq"),
        row.getString("channel"),
        Cause.valueOf(row.getString("cause").toUpperCase(Locale.ROOT)),
        row.getString("reason"),
        row.getString("message_id"),
        row.getTimestamp("since").toInstant(),
        freed == null ? null : freed.toInstant(),
        row.getString("freed_by"),
        row.getString("freed_because"));
  }
}
