package org.carejourney.insight.web;

import java.time.ZoneId;
import java.util.Optional;
import org.carejourney.customer.Customer;
import org.carejourney.customer.Customers;
import org.carejourney.customer.Preferences;
import org.carejourney.engine.Company;
import org.carejourney.engine.Listing;
import org.carejourney.insight.Stories;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Finding a customer, and the customer's story. */
@Controller
class CustomerPages {

  private static final int FOUND = 25;
  private static final int ENTRIES = 30;

  private final Customers customers;
  private final Stories stories;
  private final Company company;

  CustomerPages(Customers customers, Stories stories, Company company) {
    this.customers = customers;
    this.stories = stories;
    this.company = company;
  }

  @GetMapping("/care/customers")
  String search(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(required = false) @Nullable String after,
      Model model) {
    model.addAttribute("q", q);
    model.addAttribute("found", customers.search(q, FOUND, Listing.before(after)));
    return "insight/customers";
  }

  @GetMapping("/care/customers/{customerId}")
  String story(
      @PathVariable String customerId,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String noted,
      Model model) {
    Customer customer = customers.get(customerId);
    model.addAttribute("story", stories.of(customer, ENTRIES, Listing.before(after)));
    model.addAttribute("zone", zone(customer).getId());
    model.addAttribute("place", zone(customer));
    model.addAttribute("paged", after != null);
    model.addAttribute("purposes", Preferences.PURPOSES);
    model.addAttribute("ways", Preferences.CHANNELS);
    model.addAttribute("noted", noted != null);
    return "insight/customer";
  }

  private ZoneId zone(Customer customer) {
    return Optional.ofNullable(customer.timeZone()).orElse(company.timeZone());
  }
}
