package org.carejourney;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.exceptions.FailException;

/**
 * The key that our mail is signed with in the tests, and somebody who looks at the signature as a
 * receiving mail server does.
 */
public final class Seal {

  public static final String DOMAIN = "lumen-and-oak.example";
  private static final String SELECTOR = "care-1";
  private static final KeyPair KEY = pair(2048);

  private Seal() {}

  public static String[] settings() {
    return new String[] {
      "care.mail.dkim.domain=" + DOMAIN,
      "care.mail.dkim.selector=" + SELECTOR,
      "care.mail.dkim.private-key=" + pem(KEY)
    };
  }

  /** The private key as {@code openssl genpkey} writes it. */
  public static String pem(KeyPair pair) {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(pair.getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  public static String pem() {
    return pem(KEY);
  }

  public static KeyPair pair(int bits) {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The headers that the signature of a mail stands for.
   *
   * @throws FailException when it does not hold
   */
  public static List<CharSequence> unbroken(byte[] mail) throws FailException, IOException {
    var published =
        "v=DKIM1; k=rsa; p=" + Base64.getEncoder().encodeToString(KEY.getPublic().getEncoded());
    var verifier =
        new DKIMVerifier(
            (methods, selector, domain) ->
                selector.toString().equals(SELECTOR) && domain.toString().equals(DOMAIN)
                    ? List.of(published)
                    : List.of());
    List<SignatureRecord> signatures = verifier.verify(new ByteArrayInputStream(mail));
    if (signatures == null || signatures.size() != 1) {
      throw new AssertionError("There is not one signature but " + signatures);
    }
    return signatures.get(0).getHeaders();
  }
}
