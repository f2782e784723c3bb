package org.carejourney.messaging.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.carejourney.customer.Customer;
import org.carejourney.customer.Customers;
import org.carejourney.engine.Company;
import org.carejourney.engine.Listing;
import org.carejourney.engine.Models;
import org.carejourney.engine.Text;
import org.carejourney.messaging.Message;
import org.carejourney.messaging.Message.Status;
import org.carejourney.messaging.Messages;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Every message with its decision, and as the customer sees it. */
@Controller
class OutboxPages {

  private static final int PAGE = 30;
  private static final TypeReference<List<Map<String, Object>>> TRACE = new TypeReference<>() {};

  private final Messages messages;
  private final Customers customers;
  private final Company company;
  private final Models models;
  private final ObjectMapper json;

  OutboxPages(
      Messages messages, Customers customers, Company company, Models models, ObjectMapper json) {
    this.messages = messages;
    this.customers = customers;
    this.company = company;
    this.models = models;
    this.json = json;
  }

  @GetMapping("/care/messages")
  String list(
      @RequestParam(defaultValue = "") String status,
      @RequestParam(defaultValue = "") String customerId,
      @RequestParam(required = false) @Nullable String after,
      Model model) {
    model.addAttribute("statuses", statuses());
    model.addAttribute("status", status);
    model.addAttribute("customerId", customerId);
    Listing<Message> page =
        messages.list(
            Text.orNull(customerId),
            Listing.only("status", Status.class, status),
            null,
            null,
            PAGE,
            Listing.before(after));
    model.addAttribute("page", page);
    model.addAttribute(
        "places",
        page.items().stream()
            .map(Message::customerId)
            .distinct()
            .collect(Collectors.toMap(id -> id, this::place)));
    return "messaging/outbox";
  }

  /** Where the customer's day happens, as far as we know. */
  private ZoneId place(String customerId) {
    return customers.find(customerId).map(Customer::timeZone).orElse(company.timeZone());
  }

  private static List<String> statuses() {
    return Arrays.stream(Status.values())
        .map(status -> status.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  @GetMapping("/care/messages/{id}")
  String one(@PathVariable String id, Model model) throws JsonProcessingException {
    Message message = messages.get(id);
    model.addAttribute("message", message);
    model.addAttribute("place", place(message.customerId()));
    model.addAttribute("tries", tries(json.readValue(message.decision(), TRACE)));
    model.addAttribute("process", models.processName(message.process()));
    model.addAttribute("step", models.stepName(message.process(), message.step()));
    return "messaging/message";
  }

  /** What was asked, channel by channel, in the order it was asked. */
  private static List<List<Map<String, Object>>> tries(List<Map<String, Object>> trace) {
    List<List<Map<String, Object>>> tries = new ArrayList<>();
    Object channel = null;
    for (Map<String, Object> asked : trace) {
      if (tries.isEmpty() || !Objects.equals(channel, asked.get("channel"))) {
        tries.add(new ArrayList<>());
        channel = asked.get("channel");
      }
      tries.get(tries.size() - 1).add(asked);
    }
    return tries;
  }
}
