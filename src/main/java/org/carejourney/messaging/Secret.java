package org.carejourney.messaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The house's signature under links and addresses: HMAC-SHA256 (RFC 2104) under {@code
 * care.secret}, shared by all nodes. The demo makes its own secret once, in its data folder.
 */
@Component
class Secret {

  private final byte[] key;

  Secret(@Value("${care.secret:}") String secret, @Value("${care.data-dir:data}") Path dataDir) {
    this.key = (secret.isBlank() ? kept(dataDir) : secret).getBytes(StandardCharsets.UTF_8);
  }

  /** The first bytes of the signature under a text that is meant for one purpose only. */
  byte[] sign(String purpose, String text, int bytes) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(purpose.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return Arrays.copyOf(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)), bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether a signature is ours, without telling by its timing how much of it was right. */
  boolean signed(String purpose, String text, byte[] signature) {
    return MessageDigest.isEqual(sign(purpose, text, signature.length), signature);
  }

  private static String kept(Path dataDir) {
    Path file = dataDir.resolve("secret");
    try {
      if (!Files.exists(file)) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        Files.createDirectories(dataDir);
        Files.writeString(file, HexFormat.of().formatHex(random));
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep a secret in " + file, e);
    }
  }
}
