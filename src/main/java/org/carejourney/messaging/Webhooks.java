package org.carejourney.messaging;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.carejourney.engine.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Knows by its signature whether a request is a provider's own (Standard Webhooks 1.0, symmetric):
 * HMAC-SHA256 over id, timestamp and body, under one of the channel's secrets.
 */
@Component
public class Webhooks {

  private static final String SECRET = "whsec_";
  private static final int SHORTEST_SECRET = 24;
  private static final int LONGEST_ID = 200;

  /** By the real clock: who signed it has no other. */
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  /** The keys of each channel that has any. */
  private final Map<String, List<byte[]>> keys = new HashMap<>();

  Webhooks(Environment settings) {
    Binder.get(settings)
        .bind("care.channels", Bindable.mapOf(String.class, Gateway.class))
        .orElse(Map.of())
        .forEach(
            (channel, gateway) -> {
              if (!gateway.webhookSecret().isEmpty()) {
                keys.put(channel, keys(channel, gateway.webhookSecret()));
              }
            });
  }

  /** What secrets stand for; each must be one that Standard Webhooks knows. */
  static List<byte[]> keys(String channel, List<String> secrets) {
    return secrets.stream().map(secret -> key(channel, secret.strip())).toList();
  }

  private static byte[] key(String channel, String secret) {
    try {
      if (secret.startsWith(SECRET)) {
        byte[] key = Base64.getDecoder().decode(secret.substring(SECRET.length()));
        if (key.length >= SHORTEST_SECRET) {
          return key;
        }
      }
    } catch (IllegalArgumentException e) {
      // Told below, without the secret.
    }
    throw Gateway.wrong(
        "care.channels.%s.webhook-secret must be whsec_ and at least %d bytes in Base64"
            .formatted(channel, SHORTEST_SECRET));
  }

  /**
   * Lets pass what is signed.
   *
   * @param id the header {@code webhook-id}
   * @param timestamp the header {@code webhook-timestamp}, in seconds
   * @param signatures the header {@code webhook-signature}, one or several
   * @return the id
   * @throws Problem 404 for a channel without a secret, 401 for everything that is not signed
   */
  public String check(
      String channel,
      @Nullable String id,
      @Nullable String timestamp,
      @Nullable String signatures,
      byte[] body) {
    List<byte[]> known = keys.get(channel);
    if (known == null) {
      throw Problem.notFound("unknown-channel", "No provider tells us anything of this channel");
    }
    if (id == null
        || timestamp == null
        || signatures == null
        || id.isBlank()
        || id.length() > LONGEST_ID
        || !isNow(timestamp)
        || known.stream().noneMatch(key -> signed(key, id, timestamp, signatures, body))) {
      throw Problem.unauthorized(
          "bad-signature", "The request is not signed as Standard Webhooks says, or too long ago");
    }
    return id;
  }

  private static boolean isNow(String timestamp) {
    return timestamp.matches("\\d{1,12}")
        && Math.abs(System.currentTimeMillis() - Long.parseLong(timestamp) * 1_000)
            <= TOLERANCE.toMillis();
  }

  private static boolean signed(
      byte[] key, String id, String timestamp, String signatures, byte[] body) {
    byte[] wanted = ("v1," + signature(key, id, timestamp, body)).getBytes(StandardCharsets.UTF_8);
    return Stream.of(signatures.split(" ", -1))
        .map(one -> one.getBytes(StandardCharsets.UTF_8))
        .anyMatch(one -> MessageDigest.isEqual(one, wanted));
  }

  static String signature(byte[] key, String id, String timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
