package org.carejourney.customer;

import java.util.Optional;
import org.carejourney.engine.Company;
import org.carejourney.engine.FieldCheck;
import org.springframework.stereotype.Component;

/** A caller's number that somebody types into a form must be one that can be called back. */
@Component
class PhoneCheck implements FieldCheck {

  private final Company company;

  PhoneCheck(Company company) {
    this.company = company;
  }

  @Override
  public String field() {
    return "callerPhone";
  }

  @Override
  public Optional<String> problem(String value, Form form) {
    return Phones.e164(value, company.country()).isPresent()
        ? Optional.empty()
        : Optional.of("This is not a possible phone number; write it with the country code.");
  }
}
