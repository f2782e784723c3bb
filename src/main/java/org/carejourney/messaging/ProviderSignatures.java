package org.carejourney.messaging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.carejourney.engine.Problem;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How mail providers prove that a request is theirs: {@link Problem} 401 when it is not. */
@Component
class ProviderSignatures {

  /** How far the provider's clock and the way to us may be off; in real time. */
  private static final Duration TOLERANCE = Duration.ofMinutes(15);

  private static final int LONGEST_TOKEN = 100;

  private final JdbcClient jdbc;

  ProviderSignatures(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** HMAC-SHA256 of time and token; the mail is not signed, so that a token counts once. */
  void checkMailgun(String key, String timestamp, String token, String signature) {
    byte[] right = hmac(key, timestamp + token);
    byte[] given = signature.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
    byte[] wanted = HexFormat.of().formatHex(right).getBytes(StandardCharsets.US_ASCII);
    if (token.isEmpty()
        || token.length() > LONGEST_TOKEN
        || !MessageDigest.isEqual(wanted, given)) {
      throw refused("The signature is wrong");
    }
    if (!isRecent(timestamp)) {
      throw refused("The signature is too old, or one of the clocks is wrong");
    }
  }

  private static boolean isRecent(String timestamp) {
    if (!timestamp.matches("\\d{1,12}")) {
      return false;
    }
    long apart = Math.abs(System.currentTimeMillis() / 1000 - Long.parseLong(timestamp));
    return apart <= TOLERANCE.toSeconds();
  }

  /**
   * ECDSA under time and body. The body is signed, so that who sends it again sends a mail that we
   * have: its age does not matter.
   */
  void checkSendgrid(PublicKey key, String timestamp, Spool body, String signature)
      throws IOException {
    try (InputStream bytes = body.open()) {
      Signature check = Signature.getInstance("SHA256withECDSA");
      check.initVerify(key);
      check.update(timestamp.getBytes(StandardCharsets.UTF_8));
      byte[] some = new byte[64 * 1024];
      for (int read = bytes.read(some); read >= 0; read = bytes.read(some)) {
        check.update(some, 0, read);
      }
      if (check.verify(Base64.getDecoder().decode(signature.strip()))) {
        return;
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // As good as a wrong one.
    }
    throw refused("The signature is wrong");
  }

  /**
   * Ties a token to the mail that it came with, before the mail is kept: the same mail may come
   * again with it, another may not.
   *
   * @param fingerprint of the mail
   */
  void use(String token, String fingerprint) {
    // The day is longer than any token counts.
    jdbc.sql("delete from inbound_token where used_at < current_timestamp - interval '1' day")
        .update();
    try {
      jdbc.sql(
              """
              insert into inbound_token (token, fingerprint, used_at)
              values (?, ?, current_timestamp)""")
          .params(token, fingerprint)
          .update();
    } catch (DuplicateKeyException e) {
      String first =
          jdbc.sql("select fingerprint from inbound_token where token = ?")
              .param(token)
              .query(String.class)
              .single();
      if (!first.equals(fingerprint)) {
        throw refused("The signature came with another mail before");
      }
    }
  }

  private static byte[] hmac(String key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Problem refused(String why) {
    return Problem.unauthorized("signature", why);
  }
}
