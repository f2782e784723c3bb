package org.carejourney.messaging;

import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.carejourney.engine.Discretion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Any provider that takes a message by one HTTP request. What it answers beyond the status is not
 * read: it may repeat what is personal or secret.
 */
final class HttpProvider implements Provider {

  private static final Logger log = LoggerFactory.getLogger(HttpProvider.class);

  static {
    // A connection that the other side gave up silently would turn a message into a parked one.
    System.setProperty(
        "jdk.httpclient.keepalive.timeout",
        System.getProperty("jdk.httpclient.keepalive.timeout", "5"));
  }

  private final String channel;
  private final Gateway gateway;
  private final GatewayBody body;
  private final HttpClient client;

  HttpProvider(String channel, Gateway gateway) {
    this.channel = channel;
    this.gateway = gateway;
    this.body = new GatewayBody("care.channels." + channel, gateway.contentType(), gateway.body());
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(gateway.connectTimeout())
            .build();
  }

  @Override
  public String channel() {
    return channel;
  }

  @Override
  public boolean repeatable() {
    return gateway.repeatable();
  }

  @Override
  public void handOver(List<Message> batch, Outcomes outcomes) {
    outcomes.oneByOne(batch, message -> handOver(message, outcomes));
  }

  private void handOver(Message message, Outcomes outcomes) {
    var watched = new Watched(BodyPublishers.ofString(filled(message)));
    CompletableFuture<HttpResponse<Void>> exchange =
        client.sendAsync(gateway.request(message.id(), watched), BodyHandlers.discarding());
    try {
      var answer = exchange.get(gateway.timeout().toMillis(), TimeUnit.MILLISECONDS);
      new GatewayAnswer(channel, answer).settle(message, outcomes, this::unknown);
    } catch (ExecutionException e) {
      if (watched.begun) {
        unknown(message, outcomes, "The answer of the provider broke off.");
      } else {
        String why = why(e.getCause());
        log.warn("The provider for {} cannot be reached: {}", channel, why);
        outcomes.later(message, "The provider cannot be reached: " + why);
      }
    } catch (TimeoutException e) {
      exchange.cancel(true);
      if (watched.begun) {
        unknown(
            message,
            outcomes,
            "The provider gave no answer within %d s.".formatted(gateway.timeout().toSeconds()));
      } else {
        outcomes.later(message, "The provider cannot be reached in time");
      }
    } catch (InterruptedException e) {
      exchange.cancel(true);
      unknown(message, outcomes, "We were stopped before the provider had answered.");
      Thread.currentThread().interrupt();
    }
  }

  private static String why(@Nullable Throwable cause) {
    if (cause == null) {
      return "it gave no reason";
    }
    return Discretion.tell(cause);
  }

  private void unknown(Message message, Outcomes outcomes, String what) {
    if (repeatable()) {
      outcomes.later(message, what);
    } else {
      outcomes.parked(
          message,
          what + " Nobody knows whether it arrived: look it up at the provider, then decide here.");
    }
  }

  private String filled(Message message) {
    return body.fill(
        Map.of(
            "to", message.recipient(),
            "text", message.text(),
            "id", message.id(),
            "from", gateway.from()));
  }

  /** Knows whether the body was asked for: until then nothing can have been taken. */
  private static final class Watched implements BodyPublisher {

    private final BodyPublisher body;
    private volatile boolean begun;

    Watched(BodyPublisher body) {
      this.body = body;
    }

    @Override
    public long contentLength() {
      return body.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
      begun = true;
      body.subscribe(subscriber);
    }
  }
}
