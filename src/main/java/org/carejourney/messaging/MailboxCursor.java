package org.carejourney.messaging;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How far each mailbox is read, and who reads it: a lease in the database's own time, so that of
 * several nodes one reads. Who has lost it can move the cursor no more.
 */
@Component
class MailboxCursor {

  /**
   * How far a mailbox is read.
   *
   * @param uidValidity of the numbers; null before the first look
   * @param lastUid number of the last mail that was kept, or is not wanted
   * @param lookedAt real time of the last look that found everything, or null
   */
  record Position(@Nullable Long uidValidity, long lastUid, @Nullable Instant lookedAt) {}

  private final JdbcClient jdbc;

  MailboxCursor(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Takes a mailbox for an owner, or keeps it; empty while it is another's. */
  Optional<Position> claim(String mailbox, String owner, Duration lease) {
    create(mailbox);
    int mine =
        jdbc.sql(
                """
                update mailbox
                set owner = :owner,
                    lease_until = current_timestamp + cast(:lease as int) * interval '1' second
                where name = :name
                  and (owner is null or owner = :owner or lease_until < current_timestamp)""")
            .param("owner", owner)
            .param("lease", lease.toSeconds())
            .param("name", mailbox)
            .update();
    return mine == 0 ? Optional.empty() : Optional.of(position(mailbox));
  }

  private void create(String mailbox) {
    boolean there =
        jdbc.sql("select count(*) from mailbox where name = ?")
                .param(mailbox)
                .query(Integer.class)
                .single()
            > 0;
    if (!there) {
      try {
        jdbc.sql("insert into mailbox (name, last_uid) values (?, 0)").param(mailbox).update();
      } catch (DuplicateKeyException e) {
        // Another node was faster, and that is as good.
      }
    }
  }

  private Position position(String mailbox) {
    return jdbc.sql("select uid_validity, last_uid, looked_at from mailbox where name = ?")
        .param(mailbox)
        .query(
            (row, index) -> {
              Timestamp lookedAt = row.getTimestamp("looked_at");
              return new Position(
                  (Long) row.getObject("uid_validity"),
                  row.getLong("last_uid"),
                  lookedAt == null ? null : lookedAt.toInstant());
            })
        .single();
  }

  /** Moves the cursor and renews the lease; false when the mailbox is another's by now. */
  boolean move(String mailbox, String owner, long uidValidity, long lastUid, Duration lease) {
    return jdbc.sql(
                """
                update mailbox
                set uid_validity = ?, last_uid = ?,
                    lease_until = current_timestamp + cast(? as int) * interval '1' second
                where name = ? and owner = ?""")
            .params(uidValidity, lastUid, lease.toSeconds(), mailbox, owner)
            .update()
        == 1;
  }

  /** Nothing is left to read now. */
  void looked(String mailbox, String owner) {
    jdbc.sql("update mailbox set looked_at = current_timestamp where name = ? and owner = ?")
        .params(mailbox, owner)
        .update();
  }

  void release(String mailbox, String owner) {
    jdbc.sql("update mailbox set owner = null, lease_until = null where name = ? and owner = ?")
        .params(mailbox, owner)
        .update();
  }

  /** Mail servers know nothing of our clock, which may be set: the database's time is real. */
  Instant realTime() {
    return jdbc.sql("select current_timestamp").query(Timestamp.class).single().toInstant();
  }
}
