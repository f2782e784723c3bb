package org.carejourney.customer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.carejourney.engine.Listing;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of customers. */
@Component
class CustomerRows implements RowMapper<Customer> {

  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final ObjectMapper json;

  CustomerRows(JdbcClient jdbc, ObjectMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  Optional<Customer> find(Address address) {
    return jdbc.sql(
            "select * from customer where erased = false and "
                + column(address)
                + " = ? order by provisional, seq fetch first 1 rows only")
        .param(address.key())
        .query(this)
        .optional();
  }

  /** Whether anybody but one customer has an address. */
  boolean shared(Address address, String customerId) {
    return jdbc.sql(
                "select count(*) from customer where erased = false and customer_id <> ? and "
                    + column(address)
                    + " = ?")
            .params(customerId, address.key())
            .query(Integer.class)
            .single()
        > 0;
  }

  private static String column(Address address) {
    return switch (address.kind()) {
      case EMAIL -> "email_key";
      case PHONE -> "phone";
      case HANDLE -> "handle_key";
    };
  }

  /** Whose name, id or e-mail address holds a text in lower case. */
  Listing<Customer> search(String text, int limit, long before) {
    record Row(long seq, Customer customer) {}
    String part = "%" + text.replaceAll("([!%_])", "!$1") + "%";
    List<Row> found =
        jdbc.sql(
                """
                select * from customer
                where erased = false and seq < ?
                  and (lower(name) like ? escape '!' or lower(customer_id) like ? escape '!'
                    or email_key like ? escape '!')
                order by seq desc fetch first ? rows only""")
            .params(before, part, part, part, limit + 1)
            .query((row, index) -> new Row(row.getLong("seq"), mapRow(row, index)))
            .list();
    return Listing.of(found, limit, Row::seq, Row::customer);
  }

  /**
   * How many rows it changed: 0 when the customer is unknown or erased. The handle stays: the
   * company does not speak of it.
   */
  int update(Customer customer, Instant now) {
    return jdbc.sql(
            """
            update customer set
              name = ?, given_name = ?, email = ?, email_key = ?, phone = ?,
              locale = ?, time_zone = ?, country = ?, segment = ?, birthday = ?, attributes = ?,
              provisional = ?, changed_at = ?, sender_key = null
            where customer_id = ? and erased = false""")
        .params(profile(customer))
        .params(customer.provisional(), Timestamp.from(now), customer.customerId())
        .update();
  }

  /**
   * @param from the address a provisional customer is known by, else null
   */
  void insert(Customer customer, @Nullable Address from, Instant now) {
    jdbc.sql(
            """
            insert into customer
              (name, given_name, email, email_key, phone,
               locale, time_zone, country, segment, birthday, attributes,
               provisional, created_at, changed_at, customer_id, erased,
               handle, handle_key, sender_key)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, false, ?, ?, ?)""")
        .params(profile(customer))
        .params(customer.provisional(), Timestamp.from(now), Timestamp.from(now))
        .params(customer.customerId(), customer.handle())
        .param(from != null && from.kind() == Address.Kind.HANDLE ? from.key() : null)
        .param(from == null ? null : from.senderKey())
        .update();
  }

  /**
   * Keeps others from changing the customer until the transaction ends; false when there is none.
   */
  boolean lock(String customerId) {
    return jdbc.sql(
            "select customer_id from customer where customer_id = ? and erased = false for update")
        .param(customerId)
        .query(String.class)
        .optional()
        .isPresent();
  }

  /** Leaves the id and that it was erased, and nothing else. */
  void erase(String customerId, Instant now) {
    jdbc.sql(
            """
            update customer set
              name = '', given_name = null, email = null, email_key = null, phone = null,
              handle = null, handle_key = null, sender_key = null, locale = null,
              time_zone = null, country = null, segment = null, birthday = null,
              attributes = '{}', erased = true, changed_at = ?
            where customer_id = ? and erased = false""")
        .params(Timestamp.from(now), customerId)
        .update();
  }

  private @Nullable Object[] profile(Customer customer) {
    return new @Nullable Object[] {
      customer.name(),
      customer.givenName(),
      customer.email(),
      Address.emailKey(customer.email()),
      customer.phone(),
      customer.locale() == null ? null : customer.locale().toLanguageTag(),
      customer.timeZone() == null ? null : customer.timeZone().getId(),
      customer.country(),
      customer.segment(),
      customer.birthday(),
      write(customer.attributes())
    };
  }

  @Override
  public Customer mapRow(ResultSet row, int index) throws SQLException {
    String locale = row.getString("locale");
    String zone = row.getString("time_zone");
    return new Customer(
        row.getString("customer_id"),
        row.getString("name"),
        row.getString("given_name"),
        row.getString("email"),
        row.getString("phone"),
        row.getString("handle"),
        locale == null ? null : Locale.forLanguageTag(locale),
        zone == null ? null : ZoneId.of(zone),
        row.getString("country"),
        row.getString("segment"),
        row.getObject("birthday", LocalDate.class),
        read(row.getString("attributes")),
        row.getBoolean("provisional"));
  }

  private String write(Map<String, Object> attributes) {
    try {
      return json.writeValueAsString(attributes);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Attributes must be what JSON can say", e);
    }
  }

  private Map<String, Object> read(String attributes) {
    try {
      return json.readValue(attributes, MAP);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The stored attributes are not JSON", e);
    }
  }
}
