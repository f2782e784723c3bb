package org.carejourney.messaging.web;

import org.carejourney.customer.Customer;
import org.carejourney.customer.Customers;
import org.carejourney.engine.Problem;
import org.carejourney.messaging.Attachments;
import org.carejourney.messaging.InboundMessage;
import org.carejourney.messaging.InboundMessages;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** One message that came in, as a person reads it, and what became of it. */
@Controller
class InboundPages {

  private final InboundMessages inbound;
  private final Attachments attachments;
  private final Customers customers;

  InboundPages(InboundMessages inbound, Attachments attachments, Customers customers) {
    this.inbound = inbound;
    this.attachments = attachments;
    this.customers = customers;
  }

  @GetMapping("/care/inbound/{id}")
  String one(@PathVariable String id, Model model) {
    InboundMessage message = inbound.get(id);
    Customer customer =
        message.customerId() == null ? null : customers.find(message.customerId()).orElse(null);
    model.addAttribute("message", message);
    model.addAttribute("customer", customer);
    model.addAttribute("attachments", attachments.of(id));
    model.addAttribute("original", inbound.keepsRaw(id));
    return "messaging/inbound";
  }

  /** The html of a mail, cleaned when it was read and locked in all the same. */
  @GetMapping("/care/inbound/{id}/html")
  ResponseEntity<String> html(@PathVariable String id) {
    String html = inbound.get(id).html();
    if (html == null) {
      throw Problem.notFound("no-html", "This message has no html");
    }
    return LockedHtml.fragment(html);
  }
}
