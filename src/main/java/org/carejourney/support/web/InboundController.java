package org.carejourney.support.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Instant;
import java.util.List;
import org.carejourney.customer.Customers;
import org.carejourney.engine.Problem;
import org.carejourney.engine.Text;
import org.carejourney.messaging.Attachments;
import org.carejourney.messaging.Bounce;
import org.carejourney.messaging.InboundMessage;
import org.carejourney.messaging.InboundMessages;
import org.carejourney.messaging.Inbox;
import org.jspecify.annotations.Nullable;
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

  private static final List<String> CHANNELS = List.of("web", "chat", "sms", "social", "phone");

  private final Inbox inbox;
  private final InboundMessages inbound;
  private final KeptMessages kept;
  private final Attachments attachments;
  private final Customers customers;

  InboundController(
      Inbox inbox,
      InboundMessages inbound,
      KeptMessages kept,
      Attachments attachments,
      Customers customers) {
    this.inbox = inbox;
    this.inbound = inbound;
    this.kept = kept;
    this.attachments = attachments;
    this.customers = customers;
  }

  record Said(
      @Nullable String id,
      @Nullable String from,
      @Nullable String customerId,
      @Nullable String subject,
      @Nullable String text,
      @Nullable String topic,
      @Nullable String inReplyTo) {}

  @JsonInclude(Include.NON_NULL)
  record View(
      String channel,
      Instant receivedAt,
      String from,
      @Nullable String customerId,
      String subject,
      @Nullable String kind,
      @Nullable String newText,
      String quotedText,
      @JsonInclude(Include.ALWAYS) @Nullable String outcome,
      @Nullable String reason,
      @Nullable String ticket,
      @Nullable Returned bounce,
      List<Attached> attachments) {}

  /**
   * @param recipient whom our mail did not reach
   * @param hard whether it never will
   * @param status as in RFC 3463
   * @param originalMessageId the {@code Message-ID} of our mail with its angle brackets
   */
  @JsonInclude(Include.NON_NULL)
  record Returned(
      @Nullable String recipient,
      boolean hard,
      @Nullable String status,
      @Nullable String originalMessageId) {

    static @Nullable Returned of(@Nullable Bounce bounce) {
      return bounce == null
          ? null
          : new Returned(
              bounce.recipient(), bounce.hard(), bounce.status(), bounce.originalMessageId());
    }
  }

  /**
   * @param size in bytes
   */
  record Attached(String name, String type, long size) {}

  /** A mail is no JSON: {@link MailController} takes it. */
  @PostMapping("/api/inbound/{channel:(?!email$).+}")
  @ResponseStatus(HttpStatus.ACCEPTED)
  KeptMessages.Taken take(
      @PathVariable String channel,
      @RequestBody Said said,
      @RequestAttribute(RequestBytes.NAME) RequestBytes.Raw raw) {
    if (!CHANNELS.contains(channel)) {
      throw Problem.notFound(
          "unknown-channel", "There is no channel '" + channel + "'; known are " + CHANNELS);
    }
    String id = required("id", said.id(), 300);
    // What we have already is answered as before, whatever comes with its id this time.
    var known = inbound.findByProviderId(channel, id);
    return kept.act(known.isPresent() ? known.get().id() : keep(channel, id, said, raw.bytes()));
  }

  private String keep(String channel, String id, Said said, byte[] raw) {
    String from = required("from", said.from(), 320);
    String text = required("text", said.text(), 1_000_000);
    String customerId = optional("customerId", said.customerId(), 100);
    String subject = optional("subject", said.subject(), 1_000);
    String topic = optional("topic", said.topic(), 200);
    String inReplyTo = optional("inReplyTo", said.inReplyTo(), 300);
    if (customerId != null && customers.find(customerId).isEmpty()) {
      throw Problem.unprocessable(
          "unknown-customer", "customerId", "There is no customer " + customerId);
    }
    return inbox.keep(
        new Inbox.Arrival(channel, id, from, customerId, subject, text, topic, inReplyTo, raw));
  }

  @GetMapping("/api/inbound/{inboundId}")
  View get(@PathVariable String inboundId) {
    InboundMessage message = inbound.get(inboundId);
    return new View(
        message.channel(),
        message.receivedAt(),
        message.sender(),
        message.customerId(),
        message.subject() == null ? "" : message.subject(),
        message.kind(),
        message.text(),
        message.quotedText() == null ? "" : message.quotedText(),
        message.outcome(),
        message.reason() == null ? message.note() : message.reason(),
        message.ticket(),
        Returned.of(message.bounce()),
        attachments.of(inboundId).stream()
            .map(one -> new Attached(one.name(), one.type(), one.size()))
            .toList());
  }

  private static String required(String field, @Nullable String value, int most) {
    if (value == null || value.isBlank()) {
      throw Problem.unprocessable("missing", field, field + " is missing");
    }
    limited(field, value, most);
    return value;
  }

  private static @Nullable String optional(String field, @Nullable String value, int most) {
    limited(field, value, most);
    return Text.orNull(value);
  }

  private static void limited(String field, @Nullable String value, int most) {
    if (value != null && value.length() > most) {
      throw Problem.unprocessable(
          "too-long",
          field,
          "%s has %d characters, at most %d fit".formatted(field, value.length(), most));
    }
  }
}
