package org.carejourney.insight.web;

import java.nio.charset.StandardCharsets;
import java.security.Principal;
import org.carejourney.customer.Customers;
import org.carejourney.messaging.Suppressions;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriUtils;

/** A person knows better: an address of a customer may be written to again. */
@Controller
class FreeAddress {

  private final Customers customers;
  private final Suppressions suppressions;

  FreeAddress(Customers customers, Suppressions suppressions) {
    this.customers = customers;
    this.suppressions = suppressions;
  }

  @PostMapping("/care/customers/{customerId}/suppressions/{seq}/free")
  String free(
      @PathVariable String customerId,
      @PathVariable long seq,
      @RequestParam(defaultValue = "") String reason,
      Principal caller) {
    suppressions.free(customers.get(customerId), seq, caller.getName(), reason);
    String path = UriUtils.encodePathSegment(customerId, StandardCharsets.UTF_8);
    return "redirect:/care/customers/" + path + "?noted#consent";
  }
}
