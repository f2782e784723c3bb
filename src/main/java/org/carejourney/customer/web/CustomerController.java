package org.carejourney.customer.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Clock;
import java.util.Map;
import org.carejourney.customer.Customer;
import org.carejourney.customer.Customers;
import org.carejourney.customer.PersonalRecords;
import org.carejourney.customer.Profile;
import org.carejourney.customer.Timeline;
import org.carejourney.customer.TimelineEntry;
import org.carejourney.engine.Conflicts;
import org.carejourney.engine.Listing;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

@RestController
@RequestMapping("/api/customers/{customerId}")
class CustomerController {

  private final Customers customers;
  private final Timeline timeline;
  private final PersonalRecords records;
  private final Conflicts conflicts;
  private final Clock clock;

  CustomerController(
      Customers customers,
      Timeline timeline,
      PersonalRecords records,
      Conflicts conflicts,
      Clock clock) {
    this.conflicts = conflicts;
    this.customers = customers;
    this.timeline = timeline;
    this.records = records;
    this.clock = clock;
  }

  /**
   * @param provisional true for a sender the company has not told us of, else left out
   */
  record Known(
      @JsonUnwrapped Profile profile, @Nullable String handle, @Nullable Boolean provisional) {}

  @PutMapping
  ResponseEntity<Known> put(@PathVariable String customerId, @RequestBody Profile profile) {
    // A change of zone moves timers, which may ring at this very moment.
    boolean created =
        conflicts.retried(
            () -> customers.put(profile.customer(customerId, clock), profile.statements(clock)));
    if (!created) {
      return ResponseEntity.ok(get(customerId));
    }
    var here = UriComponentsBuilder.fromPath("/api/customers/{id}").buildAndExpand(customerId);
    return ResponseEntity.created(here.encode().toUri()).body(get(customerId));
  }

  @GetMapping
  Known get(@PathVariable String customerId) {
    Customer customer = customers.get(customerId);
    return new Known(
        Profile.of(customer, customers.consents(customerId)),
        customer.handle(),
        customer.provisional() ? true : null);
  }

  @GetMapping("/timeline")
  Listing<TimelineEntry> timeline(
      @PathVariable String customerId,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String after) {
    customers.get(customerId);
    return timeline.of(customerId, Listing.limit(limit), Listing.before(after));
  }

  @GetMapping("/export")
  Map<String, Object> export(@PathVariable String customerId) {
    return records.export(customerId);
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void erase(@PathVariable String customerId) {
    conflicts.retried(
        () -> {
          records.erase(customerId);
          return true;
        });
  }
}
