package org.carejourney.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.carejourney.CareTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@CareTest
class DemoCustomersTest {

  @Autowired Customers customers;

  @Test
  void theDemoHasADozenPeopleOfManyKinds() {
    List<Customer> people =
        IntStream.rangeClosed(1001, 1012).mapToObj(i -> customers.get("C-" + i)).toList();

    assertThat(people).extracting(Customer::segment).contains("standard", "vip", "premium");
    assertThat(people).extracting(c -> c.timeZone().getId().split("/", -1)[0]).contains("Asia");
    assertThat(people).filteredOn(c -> c.email() == null).hasSize(1);
    assertThat(people).filteredOn(c -> c.phone() == null).hasSize(1);
    assertThat(people).allSatisfy(c -> assertThat(c.attributes()).containsKey("product"));
    assertThat(people)
        .extracting(Customer::email)
        .filteredOn(Objects::nonNull)
        .allMatch(email -> email.endsWith("@example.org") || email.endsWith(".example"));
    assertThat(customers.findByAddress("phone", "+49 30 23125001")).contains(people.get(0));
  }
}
