package org.carejourney.support;

import java.util.Optional;
import org.carejourney.customer.Customer;
import org.carejourney.customer.Customers;
import org.carejourney.messaging.InboundMessage;
import org.carejourney.messaging.Message;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;

/** Whose words an inbound message has. */
@Component
class Senders {

  private final Customers customers;
  private final Threads threads;

  Senders(Customers customers, Threads threads) {
    this.customers = customers;
    this.threads = threads;
  }

  /**
   * Who said it, locked: as the sending system knows, or whose letter is answered at its signed
   * address, else whose address it is. Empty when a mail names nobody.
   *
   * @throws ConcurrencyFailureException when they were erased just now; asked again, it finds
   *     whoever has the address then
   */
  Optional<Customer> of(InboundMessage message) {
    return Optional.ofNullable(message.customerId())
        .or(() -> threads.signed(message).map(Message::customerId))
        .flatMap(customers::find)
        .or(() -> customers.findByAddress(message.channel(), message.sender()))
        .or(() -> stranger(message))
        .map(this::present);
  }

  private Optional<Customer> stranger(InboundMessage message) {
    return Optional.of(message.sender())
        .filter(address -> !address.isBlank())
        .map(address -> customers.provisional(message.channel(), address, message.senderName()));
  }

  /** Nobody erases them until the message is settled. */
  private Customer present(Customer customer) {
    return customers
        .lock(customer.customerId())
        .orElseThrow(() -> new ConcurrencyFailureException("The customer was erased just now"));
  }
}
