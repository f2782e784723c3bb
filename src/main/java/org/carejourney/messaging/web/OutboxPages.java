package org.carejourney.messaging.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.carejourney.engine.Listing;
import org.carejourney.engine.Models;
import org.carejourney.engine.Text;
import org.carejourney.messaging.Message;
import org.carejourney.messaging.Messages;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Every message with its decision, and as the customer sees it. */
@Controller
class OutboxPages {

  private static final int PAGE = 30;
  private static final TypeReference<List<Map<String, String>>> TRACE = new TypeReference<>() {};

  private final Messages messages;
  private final Models models;
  private final ObjectMapper json;

  OutboxPages(Messages messages, Models models, ObjectMapper json) {
    this.messages = messages;
    this.models = models;
    this.json = json;
  }

  @GetMapping("/care/messages")
  String list(
      @RequestParam(defaultValue = "") String status,
      @RequestParam(defaultValue = "") String customerId,
      @RequestParam(required = false) String after,
      Model model) {
    model.addAttribute("statuses", statuses());
    model.addAttribute("status", status);
    model.addAttribute("customerId", customerId);
    model.addAttribute(
        "page",
        messages.list(
            Text.orNull(customerId),
            MessageController.status(status),
            null,
            null,
            PAGE,
            Listing.before(after)));
    return "messaging/outbox";
  }

  private static List<String> statuses() {
    return Arrays.stream(Message.Status.values())
        .map(status -> status.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  @GetMapping("/care/messages/{id}")
  String one(@PathVariable String id, Model model) throws JsonProcessingException {
    Message message = messages.get(id);
    model.addAttribute("message", message);
    model.addAttribute("trace", json.readValue(message.decision(), TRACE));
    model.addAttribute("process", models.processName(message.process()));
    model.addAttribute("step", models.stepName(message.process(), message.step()));
    return "messaging/message";
  }
}
