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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The house's signature under links and addresses: HMAC-SHA256 (RFC 2104) under {@code
 * care.secret}, shared by all nodes. What was signed under one of {@code care.old-secrets} still
 * counts, so that a secret can be changed without ending what stands in sent mails. The demo makes
 * its own secret once, in its data folder.
 */
@Component
class Secret {

  private static final int ID_BYTES = 4;

  /**
   * @param id tells keys apart without telling anything about them
   */
  private record Key(String id, byte[] bytes) {

    static Key of(String secret) {
      byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
      return new Key(HexFormat.of().formatHex(hmac(bytes, "key id", "", ID_BYTES)), bytes);
    }

    byte[] sign(String purpose, String text, int length) {
      return hmac(bytes, purpose, text, length);
    }

    boolean signed(String purpose, String text, byte[] signature) {
      return MessageDigest.isEqual(sign(purpose, text, signature.length), signature);
    }
  }

  /** The one to sign with, then the old ones. */
  private final List<Key> keys;

  Secret(
      @Value("${care.secret:}") String secret,
      @Value("${care.old-secrets:}") List<String> old,
      @Value("${care.data-dir:data}") Path dataDir) {
    this.keys =
        Stream.concat(
                Stream.of(secret.isBlank() ? kept(dataDir) : secret),
                old.stream().map(String::strip).filter(one -> !one.isEmpty()))
            .map(Key::of)
            .toList();
  }

  /** The id of the key that signs now: eight hexadecimal digits. */
  String keyId() {
    return keys.get(0).id();
  }

  /** The first bytes of the signature under a text that is meant for one purpose only. */
  byte[] sign(String purpose, String text, int bytes) {
    return keys.get(0).sign(purpose, text, bytes);
  }

  /** What each of our keys makes of a text, the one that signs now first. */
  List<byte[]> signatures(String purpose, String text, int bytes) {
    return keys.stream().map(key -> key.sign(purpose, text, bytes)).toList();
  }

  /** Whether a signature is ours, without telling by its timing how much of it was right. */
  boolean signed(String purpose, String text, byte[] signature) {
    return keys.stream().anyMatch(key -> key.signed(purpose, text, signature));
  }

  /** The same for a signature that says which key it was made with. */
  boolean signedBy(String keyId, String purpose, String text, byte[] signature) {
    Optional<Key> named = keys.stream().filter(key -> key.id().equals(keyId)).findFirst();
    return named.isPresent() && named.get().signed(purpose, text, signature);
  }

  private static byte[] hmac(byte[] key, String purpose, String text, int bytes) {
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
