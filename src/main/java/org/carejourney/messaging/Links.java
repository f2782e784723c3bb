package org.carejourney.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Signed links to public pages: bound to one purpose, with an expiry, and without personal data.
 * Whoever holds the link may do what the page offers, and nothing else.
 */
@Component
public class Links {

  /** What stood in the place of a key's id before there was more than one key. */
  private static final String NO_KEY_ID = "1";

  private static final int SIGNATURE_BYTES = 16;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final Secret secret;
  private final Clock clock;
  private final String publicUrl;

  Links(Secret secret, Clock clock, @Value("${care.public-url}") String publicUrl) {
    this.secret = secret;
    this.clock = clock;
    this.publicUrl = publicUrl.replaceAll("/+$", "");
  }

  /**
   * An absolute address {@code …/p/<purpose>/<token>}.
   *
   * @param facts ids the page needs; none may hold a line feed
   */
  public String to(String purpose, Instant expires, String... facts) {
    return publicUrl + "/p/" + purpose + "/" + token(purpose, expires, facts);
  }

  String token(String purpose, Instant expires, String... facts) {
    String content =
        secret.keyId() + "\n" + expires.getEpochSecond() + "\n" + String.join("\n", facts);
    return BASE64.encodeToString(content.getBytes(StandardCharsets.UTF_8))
        + "."
        + BASE64.encodeToString(secret.sign("link " + purpose, content, SIGNATURE_BYTES));
  }

  /** The facts of a token; empty when it is forged, for another purpose, broken or expired. */
  public Optional<List<String>> read(String purpose, String token) {
    try {
      String[] parts = token.split("\\.", -1);
      if (parts.length != 2) {
        return Optional.empty();
      }
      String content = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
      byte[] signature = Base64.getUrlDecoder().decode(parts[1]);
      List<String> lines = Arrays.asList(content.split("\n", -1));
      if (signature.length != SIGNATURE_BYTES
          || lines.size() < 2
          || !isOurs(lines.get(0), "link " + purpose, content, signature)) {
        return Optional.empty();
      }
      Instant expires = Instant.ofEpochSecond(Long.parseLong(lines.get(1)));
      return clock.instant().isBefore(expires)
          ? Optional.of(lines.subList(2, lines.size()))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private boolean isOurs(String keyId, String purpose, String content, byte[] signature) {
    return keyId.equals(NO_KEY_ID)
        ? secret.signed(purpose, content, signature)
        : secret.signedBy(keyId, purpose, content, signature);
  }
}
