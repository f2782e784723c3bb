package org.carejourney.support;

import java.util.Optional;
import org.carejourney.customer.Customers;
import org.carejourney.engine.FieldCheck;
import org.springframework.stereotype.Component;

/** A customer id that somebody types into a form must be one that we know. */
@Component
class CustomerIdCheck implements FieldCheck {

  private final Customers customers;

  CustomerIdCheck(Customers customers) {
    this.customers = customers;
  }

  @Override
  public String field() {
    return "customerId";
  }

  @Override
  public Optional<String> problem(String value, Form form) {
    return customers.find(value).isPresent()
        ? Optional.empty()
        : Optional.of("There is no customer with this id.");
  }
}
