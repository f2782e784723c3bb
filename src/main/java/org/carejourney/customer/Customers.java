package org.carejourney.customer;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carejourney.engine.Company;
import org.carejourney.engine.Listing;
import org.carejourney.engine.Problem;
import org.carejourney.engine.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The people we serve. Of an erased customer only the id is left, so that nobody makes them anew;
 * no method here finds them.
 */
@Component
public class Customers {

  private final JdbcClient jdbc;
  private final CustomerRows rows;
  private final Consents consents;
  private final ApplicationEventPublisher news;
  private final Clock clock;
  private final String country;
  private final Places places;
  private final TransactionTemplate savepoint;

  Customers(
      JdbcClient jdbc,
      CustomerRows rows,
      Consents consents,
      ApplicationEventPublisher news,
      Clock clock,
      PlatformTransactionManager transactions,
      Company company,
      Places places) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.consents = consents;
    this.news = news;
    this.clock = clock;
    this.country = company.country();
    this.places = places;
    // A lost race for a unique row undoes the insert only, not the caller's transaction.
    this.savepoint = new TransactionTemplate(transactions);
    this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
  }

  /** The customer, provisional or not; empty when unknown or erased. */
  public Optional<Customer> find(String customerId) {
    return jdbc.sql("select * from customer where customer_id = ? and erased = false")
        .param(customerId)
        .query(rows)
        .optional();
  }

  /**
   * The customer, whom nobody else changes or erases until the caller's transaction is over; empty
   * when unknown or erased. To be called before anything else of the customer is written, so that
   * two transactions about one customer never wait for each other.
   */
  public Optional<Customer> lock(String customerId) {
    return jdbc.sql("select * from customer where customer_id = ? and erased = false for update")
        .param(customerId)
        .query(rows)
        .optional();
  }

  /** The customer; {@link Problem} 404 {@code unknown-customer} when unknown or erased. */
  public Customer get(String customerId) {
    return find(customerId)
        .orElseThrow(
            () ->
                Problem.notFound(
                    "unknown-customer", "There is no customer with the id " + customerId));
  }

  /** True when the customer was once known and has been erased. */
  public boolean erased(String customerId) {
    return jdbc.sql("select count(*) from customer where customer_id = ? and erased = true")
            .param(customerId)
            .query(Integer.class)
            .single()
        > 0;
  }

  /**
   * A page of customers whose name, id or e-mail address holds a text in either case, those known
   * last first.
   *
   * @param text blank or null for everybody
   */
  public Listing<Customer> search(@Nullable String text, int limit, long before) {
    return rows.search(text == null ? "" : Text.lower(text), limit, before);
  }

  /**
   * Keeps what the company says about a customer, replacing what it said before, and adds the
   * customer's statements on consent. The phone may be written in any way; without a country code
   * the customer's country counts, else the company's.
   *
   * @param statements what is not said here stays as it is; a statement without a time is of now,
   *     and nothing new when its source repeats itself
   * @return true when the customer is new
   * @throws Problem 422 for an impossible phone number, 409 {@code customer-erased}
   */
  @Transactional
  public boolean put(Customer customer, List<Consent> statements) {
    Customer kept = customer.withPhone(phone(customer));
    Optional<Customer> before = lock(kept.customerId());
    boolean created = rows.update(kept, clock.instant()) == 0 && create(kept, null);
    consents.state(kept.customerId(), statements);
    if (before.isPresent() && !places.of(before.get()).zone().equals(places.of(kept).zone())) {
      news.publishEvent(new CustomerMoved(kept.customerId()));
    }
    return created;
  }

  /** The statements that count now: the newest for each purpose and channel. */
  public List<Consent> consents(String customerId) {
    return consents.counting(customerId);
  }

  /** What the customer said last about a purpose on a channel; empty when nothing. */
  public Optional<Consent> consent(String customerId, String purpose, String channel) {
    return consents.newest(customerId, purpose, channel);
  }

  /**
   * Whether a customer lets us write for a purpose on a channel now. The one rule of consent:
   * {@code service} always, {@code care} until they said no, {@code marketing} once they said yes;
   * the newest statement for the purpose and the channel counts.
   *
   * @param purpose one of {@link Consent#PURPOSES}
   * @param channel one of {@link Consent#CHANNELS}
   */
  public boolean allows(String customerId, String purpose, String channel) {
    return purpose.equals("service")
        || Consent.allows(purpose, consent(customerId, purpose, channel));
  }

  /**
   * Who writes from an address. E-mail and names in either case, phone numbers in any way of
   * writing; on {@code web}, {@code chat} and {@code social} an e-mail address or an international
   * phone number is known by its looks. Of several customers sharing an address, one the company
   * told us of comes before a provisional one, and the one known longest first.
   */
  public Optional<Customer> findByAddress(String channel, @Nullable String address) {
    String written = Text.orNull(address);
    return written == null ? Optional.empty() : rows.find(Address.of(channel, written, country));
  }

  /** Whether somebody else can be reached, too, where a customer can on a channel. */
  public boolean shared(Customer customer, String channel) {
    String address = customer.address(channel);
    return address != null
        && rows.shared(Address.of(channel, address, country), customer.customerId());
  }

  /**
   * Somebody who wrote to us before the company told us who they are, with an id of our making. The
   * one there is, when the address is known already; also when two first messages come at once.
   *
   * @param name as they call themselves, or null or blank: then the address serves
   */
  public Customer provisional(String channel, @Nullable String address, @Nullable String name) {
    String written = Text.orNull(address);
    if (written == null) {
      throw Problem.unprocessable("missing", "from", "The sender's address is missing");
    }
    Address from = Address.of(channel, written, country);
    return rows.find(from).orElseGet(() -> provisional(from, name));
  }

  private Customer provisional(Address from, @Nullable String name) {
    String called = Text.orNull(name);
    Customer customer =
        new Customer(
            "p-" + ShortId.next(),
            Text.fit(called == null ? from.value() : called, 200),
            null,
            from.kind() == Address.Kind.EMAIL ? from.value() : null,
            from.kind() == Address.Kind.PHONE ? from.value() : null,
            from.kind() == Address.Kind.HANDLE ? from.value() : null,
            null,
            null,
            null,
            null,
            null,
            Map.of(),
            true);
    return create(customer, from) ? customer : rows.find(from).orElseThrow();
  }

  /** Inserts, or does what is right when somebody else was faster; true when it was us. */
  private boolean create(Customer customer, @Nullable Address from) {
    if (erased(customer.customerId())) {
      throw Problem.conflict(
          "customer-erased",
          "The customer %s was erased; a new customer needs a new id"
              .formatted(customer.customerId()));
    }
    Instant now = clock.instant();
    try {
      savepoint.executeWithoutResult(tx -> rows.insert(customer, from, now));
      return true;
    } catch (DuplicateKeyException faster) {
      if (from == null) {
        rows.update(customer, now);
      }
      return false;
    }
  }

  private @Nullable String phone(Customer customer) {
    String written = Text.orNull(customer.phone());
    if (written == null) {
      return null;
    }
    String region = customer.country() == null ? country : customer.country();
    return Phones.e164(written, region)
        .orElseThrow(
            () ->
                Problem.unprocessable(
                    "invalid",
                    "phone",
                    "phone is not a possible number; write it with the country code, such as"
                        + " +49 30 1234567"));
  }
}
