package org.carejourney.messaging;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.carejourney.engine.WrongSetting;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a provider's HTTP interface wants to be spoken to: the settings {@code
 * care.channels.<channel>}.
 *
 * @param authorization value of the header {@code Authorization}, or null; a secret
 * @param headers further headers; may hold secrets
 * @param contentType JSON, a form or XML
 * @param body with {@code {to}}, {@code {text}}, {@code {id}} and {@code {from}}
 * @param idempotencyHeader the header in which the provider takes a key against sending twice, or
 *     null
 * @param webhookSecret what the provider signs its own requests to us with, one or, while it is
 *     changed, several; empty when it makes none; secret
 * @param timeout for the whole exchange
 */
record Gateway(
    @DefaultValue("") String url,
    @DefaultValue("POST") String method,
    @Nullable String authorization,
    @DefaultValue Map<String, String> headers,
    @DefaultValue("application/json") String contentType,
    @DefaultValue("") String body,
    @DefaultValue("") String from,
    @Nullable String idempotencyHeader,
    @DefaultValue List<String> webhookSecret,
    @DefaultValue("5s") Duration connectTimeout,
    @DefaultValue("30s") Duration timeout) {

  private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH");

  /**
   * The settings must make a request, or the application does not start.
   *
   * @param longest that an exchange may take
   */
  void check(String channel, Duration longest) {
    String setting = "care.channels." + channel;
    require(url.startsWith("http"), setting + ".url must be a whole address");
    require(METHODS.contains(method), setting + ".method must be one of " + METHODS);
    require(
        timeout.compareTo(longest) <= 0 && connectTimeout.compareTo(timeout) < 0,
        "%s.connect-timeout must be shorter than .timeout, and that at most %d s"
            .formatted(setting, longest.toSeconds()));
    Webhooks.keys(channel, webhookSecret);
    try {
      request("id", BodyPublishers.noBody());
    } catch (IllegalArgumentException e) {
      // No cause: its text quotes the header, which may be a secret.
      throw wrong(setting + ": the url, or one of the headers, is none that can be sent");
    }
  }

  private static void require(boolean right, String otherwise) {
    if (!right) {
      throw wrong(otherwise);
    }
  }

  static WrongSetting wrong(String description) {
    return new WrongSetting(
        description, "The settings of a channel stand in operating.md, under SMS and chat");
  }

  HttpRequest request(String id, BodyPublisher body) {
    var request = HttpRequest.newBuilder(URI.create(url)).method(method, body);
    request.setHeader("Content-Type", contentType);
    headers.forEach(request::setHeader);
    if (authorization != null) {
      request.setHeader("Authorization", authorization);
    }
    if (repeatable()) {
      request.setHeader(idempotencyHeader, id);
    }
    return request.build();
  }

  boolean repeatable() {
    return idempotencyHeader != null && !idempotencyHeader.isBlank();
  }

  /** Without what may be secret. */
  @Override
  public String toString() {
    return "Gateway";
  }
}
