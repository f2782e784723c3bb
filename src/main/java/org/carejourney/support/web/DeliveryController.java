package org.carejourney.support.web;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.carejourney.engine.Problem;
import org.carejourney.messaging.DeliveryReport;
import org.carejourney.messaging.DeliveryReport.Told;
import org.carejourney.messaging.DeliveryReports;
import org.carejourney.messaging.Inbox;
import org.carejourney.messaging.Webhooks;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where the provider of a channel tells what became of a message, or what its reader answered:
 * signed instead of logged in.
 */
@RestController
class DeliveryController {

  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9._-]{1,40}");

  private final Webhooks webhooks;
  private final DeliveryReports reports;
  private final Inbox inbox;
  private final KeptMessages kept;
  private final ObjectMapper json;

  DeliveryController(
      Webhooks webhooks,
      DeliveryReports reports,
      Inbox inbox,
      KeptMessages kept,
      ObjectMapper json) {
    this.webhooks = webhooks;
    this.reports = reports;
    this.inbox = inbox;
    this.kept = kept;
    this.json = json;
  }

  /**
   * @param type ends in {@code delivered}, {@code failed} or {@code replied}
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Webhook(@Nullable String type, @Nullable Data data) {}

  /**
   * @param message our id for it
   * @param code for what failed: the provider's word for why; kept only when it is one word
   * @param nobodyThere for what failed: whether nothing can arrive at the address
   * @param from who replied
   * @param text what they replied
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Data(
      @Nullable String message,
      @Nullable String code,
      @Nullable Boolean nobodyThere,
      @Nullable String from,
      @Nullable String text) {}

  /**
   * @param outcome what followed: delivered, failed, noted, unknown, replied, or ignored
   * @param inboundId under which a reply is kept
   */
  @JsonInclude(Include.NON_NULL)
  record Taken(String outcome, @Nullable String inboundId) {}

  @PostMapping("/api/deliveries/{channel}")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Taken take(
      @PathVariable String channel,
      @RequestHeader(name = "webhook-id", required = false) @Nullable String id,
      @RequestHeader(name = "webhook-timestamp", required = false) @Nullable String timestamp,
      @RequestHeader(name = "webhook-signature", required = false) @Nullable String signature,
      @RequestBody byte[] body) {
    String webhookId = webhooks.check(channel, id, timestamp, signature, body);
    Webhook webhook = read(body);
    String type = webhook.type() == null ? "" : webhook.type();
    return switch (type.substring(type.lastIndexOf('.') + 1)) {
      case "delivered" -> report(channel, webhookId, Told.DELIVERED, webhook.data());
      case "failed" -> report(channel, webhookId, Told.FAILED, webhook.data());
      case "replied" -> reply(channel, webhookId, webhook.data(), body);
      default -> new Taken("ignored", null);
    };
  }

  private Webhook read(byte[] body) {
    try {
      Webhook webhook = json.readValue(body, Webhook.class);
      if (webhook != null) {
        return webhook;
      }
    } catch (IOException e) {
      // Told below, without what stands in it.
    }
    throw Problem.badRequest("malformed-json", null, "The body is no webhook in JSON");
  }

  private Taken report(String channel, String webhookId, Told told, @Nullable Data data) {
    String message = required("data.message", data == null ? null : data.message(), 100);
    String code = data == null || data.code() == null ? "" : data.code();
    boolean nobodyThere = data != null && Boolean.TRUE.equals(data.nobodyThere());
    DeliveryReport report =
        new DeliveryReport(
            channel,
            webhookId,
            message,
            told,
            CODE.matcher(code).matches() ? code : null,
            nobodyThere);
    return new Taken(reports.take(report).name().toLowerCase(Locale.ROOT), null);
  }

  /** What is answered to a message of ours comes in by the same door as whatever people write. */
  private Taken reply(String channel, String webhookId, @Nullable Data data, byte[] body) {
    String from = required("data.from", data == null ? null : data.from(), 320);
    String text = required("data.text", data == null ? null : data.text(), 1_000_000);
    String letter = data == null || data.message() == null ? null : reports.name(data.message());
    String inboundId =
        inbox.keep(
            new Inbox.Arrival(
                channel, "webhook " + webhookId, from, null, null, text, null, letter, body));
    kept.act(inboundId);
    return new Taken("replied", inboundId);
  }

  private static String required(String field, @Nullable String value, int most) {
    if (value == null || value.isBlank()) {
      throw Problem.unprocessable("missing", field, field + " is missing");
    }
    if (value.length() > most) {
      throw Problem.unprocessable(
          "too-long", field, field + " has more than " + most + " characters");
    }
    return value;
  }
}
