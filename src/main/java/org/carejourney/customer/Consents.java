package org.carejourney.customer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of statements; the newest per purpose and channel counts. */
@Component
class Consents {

  private final JdbcClient jdbc;
  private final Clock clock;

  Consents(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Every statement, the newest first by the time it was made. */
  List<Consent> statements(String customerId) {
    return jdbc.sql("select * from consent where customer_id = ? order by stated_at desc, seq desc")
        .param(customerId)
        .query(Consents::consent)
        .list();
  }

  Optional<Consent> newest(String customerId, String purpose, String channel) {
    return jdbc.sql(
            """
            select * from consent where customer_id = ? and purpose = ? and channel = ?
            order by stated_at desc, seq desc fetch first 1 row only""")
        .params(customerId, purpose, channel)
        .query(Consents::consent)
        .optional();
  }

  List<Consent> counting(String customerId) {
    Map<String, Consent> newest = new LinkedHashMap<>();
    statements(customerId).forEach(said -> newest.putIfAbsent(place(said), said));
    return List.copyOf(newest.values());
  }

  /**
   * Writes down what is new. A source that says again what it said last says nothing new: so the
   * nightly list of a shop does not overrule the customer who unsubscribed at noon.
   */
  void state(String customerId, List<Consent> statements) {
    if (statements.isEmpty()) {
      return;
    }
    List<Consent> known = statements(customerId);
    for (Consent said : statements) {
      if (known.stream().noneMatch(before -> repeats(said, before, known))) {
        write(customerId, said);
      }
    }
  }

  void erase(String customerId) {
    jdbc.sql("delete from consent where customer_id = ?").param(customerId).update();
  }

  private static boolean repeats(Consent said, Consent before, List<Consent> known) {
    boolean same =
        place(said).equals(place(before))
            && said.source().equals(before.source())
            && said.granted() == before.granted();
    return same
        && (said.at() == null
            ? before.equals(lastOf(before, known))
            : said.at().equals(before.at()) && Objects.equals(said.wording(), before.wording()));
  }

  private static Consent lastOf(Consent example, List<Consent> known) {
    return known.stream()
        .filter(c -> place(c).equals(place(example)) && c.source().equals(example.source()))
        .findFirst()
        .orElseThrow();
  }

  private void write(String customerId, Consent said) {
    Instant at = said.at() == null ? clock.instant() : said.at();
    jdbc.sql(
            """
            insert into consent (customer_id, purpose, channel, granted, source, stated_at, wording)
            values (?, ?, ?, ?, ?, ?, ?)""")
        .params(customerId, said.purpose(), said.channel(), said.granted(), said.source())
        .params(Timestamp.from(at), said.wording())
        .update();
  }

  private static String place(Consent consent) {
    return consent.purpose() + "." + consent.channel();
  }

  private static Consent consent(ResultSet row, int index) throws SQLException {
    return new Consent(
        row.getString("purpose"),
        row.getString("channel"),
        row.getBoolean("granted"),
        row.getString("source"),
        row.getTimestamp("stated_at").toInstant(),
        row.getString("wording"));
  }
}
