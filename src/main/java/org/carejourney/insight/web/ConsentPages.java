package org.carejourney.insight.web;

import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.List;
import org.carejourney.customer.Consent;
import org.carejourney.customer.Customers;
import org.carejourney.customer.Preferences;
import org.carejourney.engine.Problem;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriUtils;

/** What a customer said about our letters, and what they tell us on the phone about them. */
@Controller
class ConsentPages {

  private static final String PATH = "/care/customers/{customerId}/consents";

  private final Customers customers;
  private final Preferences preferences;

  ConsentPages(Customers customers, Preferences preferences) {
    this.customers = customers;
    this.preferences = preferences;
  }

  @GetMapping(PATH)
  String history(@PathVariable String customerId, Model model) {
    model.addAttribute("customer", customers.get(customerId));
    model.addAttribute("statements", preferences.history(customerId));
    return "insight/consents";
  }

  @PostMapping(PATH)
  String told(
      @PathVariable String customerId,
      @RequestParam(defaultValue = "") String purpose,
      @RequestParam(defaultValue = "") String channel,
      @RequestParam(defaultValue = "") String granted,
      Principal caller) {
    customers.get(customerId);
    Consent said =
        new Consent(
            oneOf("purpose", purpose, Preferences.PURPOSES),
            oneOf("channel", channel, Preferences.CHANNELS),
            oneOf("granted", granted, List.of("yes", "no")).equals("yes"),
            "told to " + caller.getName(),
            null,
            null);
    preferences.told(customerId, said, caller.getName());
    String path = UriUtils.encodePathSegment(customerId, StandardCharsets.UTF_8);
    return "redirect:/care/customers/" + path + "?noted#consent";
  }

  private static String oneOf(String field, String word, List<String> allowed) {
    if (!allowed.contains(word)) {
      throw Problem.badRequest(
          "invalid", field, field + " must be one of " + String.join(", ", allowed));
    }
    return word;
  }
}
