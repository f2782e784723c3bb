package org.carejourney.support.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.carejourney.customer.Customers;
import org.carejourney.engine.Problem;
import org.carejourney.messaging.InboundMessage;
import org.carejourney.messaging.Inbox;
import org.carejourney.support.Intake;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where customers' words come in from every channel but e-mail. */
@RestController
class InboundController {

  private static final Set<String> CHANNELS = Set.of("web", "chat", "sms", "social", "phone");

  private final Inbox inbox;
  private final Intake intake;
  private final Customers customers;
  private final ObjectMapper json;

  InboundController(Inbox inbox, Intake intake, Customers customers, ObjectMapper json) {
    this.inbox = inbox;
    this.intake = intake;
    this.customers = customers;
    this.json = json;
  }

  record Said(
      String id,
      String from,
      String customerId,
      String subject,
      String text,
      String topic,
      String inReplyTo) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Taken(String inboundId, String outcome, String ticket) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record View(
      String channel,
      Instant receivedAt,
      String from,
      String customerId,
      String subject,
      String kind,
      String newText,
      String quotedText,
      String outcome,
      String reason,
      String ticket,
      List<String> attachments) {}

  @PostMapping("/api/inbound/{channel}")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Taken take(@PathVariable String channel, @RequestBody Said said) throws JsonProcessingException {
    if (!CHANNELS.contains(channel)) {
      throw Problem.notFound(
          "unknown-channel", "There is no channel '" + channel + "'; known are " + CHANNELS);
    }
    required("id", said.id(), 300);
    required("from", said.from(), 320);
    required("text", said.text(), 1_000_000);
    limited("subject", said.subject(), 1_000);
    limited("topic", said.topic(), 200);
    limited("inReplyTo", said.inReplyTo(), 300);
    if (said.customerId() != null && customers.find(said.customerId()).isEmpty()) {
      throw Problem.unprocessable(
          "unknown-customer", "customerId", "There is no customer " + said.customerId());
    }
    String id =
        inbox.keep(
            new Inbox.Arrival(
                channel,
                said.id(),
                said.from(),
                said.customerId(),
                said.subject(),
                said.text(),
                said.topic(),
                said.inReplyTo(),
                json.writeValueAsString(said)));
    InboundMessage settled = intake.act(id);
    return new Taken(settled.id(), settled.outcome(), settled.ticket());
  }

  @GetMapping("/api/inbound/{inboundId}")
  View get(@PathVariable String inboundId) {
    InboundMessage message = inbox.get(inboundId);
    return new View(
        message.channel(),
        message.receivedAt(),
        message.sender(),
        message.customerId(),
        message.subject(),
        message.kind(),
        message.text(),
        "",
        message.outcome(),
        message.reason(),
        message.ticket(),
        List.of());
  }

  private static void required(String field, String value, int most) {
    if (value == null || value.isBlank()) {
      throw Problem.badRequest("required", field, field + " must not be empty");
    }
    limited(field, value, most);
  }

  private static void limited(String field, String value, int most) {
    if (value != null && value.codePointCount(0, value.length()) > most) {
      throw Problem.unprocessable(
          "too-long", field, "%s may have at most %,d characters".formatted(field, most));
    }
  }
}
