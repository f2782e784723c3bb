package org.carejourney.support.web;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import java.io.IOException;
import java.io.InputStream;
import org.carejourney.messaging.MailProviders;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where mail providers hand on what they took for us. They take nothing but 200 for an answer: all
 * else makes them come again.
 */
@RestController
class MailProviderController {

  private static final String SIGNATURE = "X-Twilio-Email-Event-Webhook-Signature";
  private static final String TIMESTAMP = "X-Twilio-Email-Event-Webhook-Timestamp";

  private final MailProviders providers;
  private final KeptMessages kept;

  MailProviderController(MailProviders providers, KeptMessages kept) {
    this.providers = providers;
    this.kept = kept;
  }

  /** Mailgun hands on mails as they are only to addresses that end in {@code mime}. */
  @PostMapping({"/api/inbound/email/mailgun", "/api/inbound/email/mailgun/mime"})
  @RequestBody(
      required = true,
      description = "A form with the fields timestamp, token, signature and body-mime",
      content = @Content(mediaType = "multipart/form-data", schema = @Schema(type = "object")))
  KeptMessages.Taken mailgun(
      InputStream body,
      @RequestHeader(name = HttpHeaders.CONTENT_TYPE, required = false)
          @Nullable String contentType)
      throws IOException {
    return kept.act(providers.mailgun(body, contentType));
  }

  @PostMapping("/api/inbound/email/sendgrid")
  @RequestBody(
      required = true,
      description = "A form with the field email",
      content = @Content(mediaType = "multipart/form-data", schema = @Schema(type = "object")))
  KeptMessages.Taken sendgrid(
      InputStream body,
      @RequestHeader(name = HttpHeaders.CONTENT_TYPE, required = false)
          @Nullable String contentType,
      @RequestHeader(name = SIGNATURE, required = false) @Nullable String signature,
      @RequestHeader(name = TIMESTAMP, required = false) @Nullable String timestamp)
      throws IOException {
    return kept.act(providers.sendgrid(body, contentType, signature, timestamp));
  }

  @PostMapping("/api/inbound/email/postmark")
  @RequestBody(
      required = true,
      description = "Postmark's JSON with RawEmail",
      content = @Content(mediaType = "application/json", schema = @Schema(type = "object")))
  KeptMessages.Taken postmark(InputStream body) throws IOException {
    return kept.act(providers.postmark(body));
  }
}
