package org.carejourney.messaging.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.carejourney.customer.Customers;
import org.carejourney.customer.Places;
import org.carejourney.engine.Listing;
import org.carejourney.engine.Models;
import org.carejourney.engine.Text;
import org.carejourney.messaging.DeliveryReports;
import org.carejourney.messaging.Message;
import org.carejourney.messaging.Message.Status;
import org.carejourney.messaging.Messages;
import org.carejourney.messaging.UnsentMessages;
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
  private static final TypeReference<List<JudgedView>> JUDGED = new TypeReference<>() {};

  /** One judgement as the ledger keeps it. */
  private record JudgedView(@Nullable Instant at, List<Map<String, Object>> answers) {}

  private final Messages messages;
  private final UnsentMessages unsent;
  private final DeliveryReports reports;
  private final Customers customers;
  private final Places places;
  private final Models models;
  private final ObjectMapper json;

  OutboxPages(
      Messages messages,
      UnsentMessages unsent,
      DeliveryReports reports,
      Customers customers,
      Places places,
      Models models,
      ObjectMapper json) {
    this.messages = messages;
    this.unsent = unsent;
    this.reports = reports;
    this.customers = customers;
    this.places = places;
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
    return places.of(customers.find(customerId).orElse(null)).zone();
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
    model.addAttribute("deliveredAt", reports.deliveredAt(id).orElse(null));
    model.addAttribute("place", place(message.customerId()));
    model.addAttribute("tries", tries(message));
    model.addAttribute("process", models.processName(message.process()));
    model.addAttribute("step", step(message));
    model.addAttribute("words", unsent.changeable(message));
    return "messaging/message";
  }

  /** As it was drawn when it asked. */
  private @Nullable String step(Message message) {
    return message.stepName() == null
        ? models.stepName(message.process(), message.step())
        : message.stepName();
  }

  /**
   * What one judgement asked on one channel.
   *
   * @param at when it was judged, or null for what was judged before that was kept
   * @param answers in the order the rules were asked
   */
  public record Try(String channel, @Nullable Instant at, List<Map<String, Object>> answers) {}

  /** What was asked, judgement by judgement and channel by channel. */
  private List<Try> tries(Message message) throws JsonProcessingException {
    List<Try> tries = new ArrayList<>();
    for (JudgedView judged : json.readValue(message.decision(), JUDGED)) {
      int first = tries.size();
      for (Map<String, Object> answer : judged.answers()) {
        String channel = String.valueOf(answer.get("channel"));
        Try last = tries.size() == first ? null : tries.get(tries.size() - 1);
        if (last == null || !last.channel().equals(channel)) {
          last = new Try(channel, judged.at(), new ArrayList<>());
          tries.add(last);
        }
        last.answers().add(answer);
      }
    }
    return tries;
  }
}
