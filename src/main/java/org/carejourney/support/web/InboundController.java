package org.carejourney.support.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Instant;
import java.util.List;
import org.carejourney.customer.Customers;
import org.carejourney.engine.LogField;
import org.carejourney.engine.Problem;
import org.carejourney.engine.Text;
import org.carejourney.messaging.InboundMessage;
import org.carejourney.messaging.Inbox;
import org.carejourney.support.Intake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where customers' words come in from every channel but e-mail. */
@RestController
class InboundController {

  private static final Logger log = LoggerFactory.getLogger(InboundController.class);
  private static final List<String> CHANNELS = List.of("web", "chat", "sms", "social", "phone");

  private final Inbox inbox;
  private final Intake intake;
  private final Customers customers;

  InboundController(Inbox inbox, Intake intake, Customers customers) {
    this.inbox = inbox;
    this.intake = intake;
    this.customers = customers;
  }

  record Said(
      String id,
      String from,
      String customerId,
      String subject,
      String text,
      String topic,
      String inReplyTo) {}

  /**
   * @param outcome null when it is kept but could not be acted on yet; that is caught up with
   */
  @JsonInclude(Include.NON_NULL)
  record Taken(String inboundId, @JsonInclude(Include.ALWAYS) String outcome, String ticket) {}

  @JsonInclude(Include.NON_NULL)
  record View(
      String channel,
      Instant receivedAt,
      String from,
      String customerId,
      String subject,
      String kind,
      String newText,
      String quotedText,
      @JsonInclude(Include.ALWAYS) String outcome,
      String reason,
      String ticket,
      List<String> attachments) {}

  @PostMapping("/api/inbound/{channel}")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Taken take(
      @PathVariable String channel,
      @RequestBody Said said,
      @RequestAttribute(RequestBytes.NAME) byte[] raw) {
    if (!CHANNELS.contains(channel)) {
      throw Problem.notFound(
          "unknown-channel", "There is no channel '" + channel + "'; known are " + CHANNELS);
    }
    required("id", said.id(), 300);
    // What we have already is answered as before, whatever comes with its id this time.
    var known = inbox.findByProviderId(channel, said.id());
    InboundMessage settled = acted(known.isPresent() ? known.get().id() : keep(channel, said, raw));
    return new Taken(settled.id(), settled.outcome(), settled.ticket());
  }

  private String keep(String channel, Said said, byte[] raw) {
    required("from", said.from(), 320);
    required("text", said.text(), 1_000_000);
    String customerId = optional("customerId", said.customerId(), 100);
    String subject = optional("subject", said.subject(), 1_000);
    String topic = optional("topic", said.topic(), 200);
    String inReplyTo = optional("inReplyTo", said.inReplyTo(), 300);
    if (customerId != null && customers.find(customerId).isEmpty()) {
      throw Problem.unprocessable(
          "unknown-customer", "customerId", "There is no customer " + customerId);
    }
    return inbox.keep(
        new Inbox.Arrival(
            channel,
            said.id(),
            said.from(),
            customerId,
            subject,
            said.text(),
            topic,
            inReplyTo,
            raw));
  }

  /** What is kept is taken: the caller is told so even when we stumble over it. */
  private InboundMessage acted(String inboundId) {
    return LogField.INBOUND.during(inboundId, () -> actedOn(inboundId));
  }

  private InboundMessage actedOn(String inboundId) {
    try {
      return intake.act(inboundId);
    } catch (RuntimeException e) {
      log.error("The inbound message {} could not be acted on; tried again soon", inboundId, e);
      return inbox.get(inboundId);
    }
  }

  @GetMapping("/api/inbound/{inboundId}")
  View get(@PathVariable String inboundId) {
    InboundMessage message = inbox.get(inboundId);
    return new View(
        message.channel(),
        message.receivedAt(),
        message.sender(),
        message.customerId(),
        message.subject() == null ? "" : message.subject(),
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
      throw Problem.unprocessable("missing", field, field + " is missing");
    }
    limited(field, value, most);
  }

  private static String optional(String field, String value, int most) {
    limited(field, value, most);
    return Text.orNull(value);
  }

  private static void limited(String field, String value, int most) {
    if (value != null && value.length() > most) {
      throw Problem.unprocessable(
          "too-long",
          field,
          "%s has %d characters, at most %d fit".formatted(field, value.length(), most));
    }
  }
}
