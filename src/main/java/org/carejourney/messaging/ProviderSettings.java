package org.carejourney.messaging;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.carejourney.engine.Text;
import org.carejourney.engine.WrongSetting;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * Which mail providers may hand mail in, and how they prove who they are: {@code
 * care.inbound.<provider>}. None by default.
 *
 * @param mailgunKey what Mailgun signs with, a secret; or null
 * @param sendgridKey what SendGrid's signatures are checked with; or null
 * @param sendgridLogsIn whether SendGrid may come with a name and a password instead
 * @param postmarkLogsIn the same for Postmark, which does not sign
 */
record ProviderSettings(
    @Nullable String mailgunKey,
    @Nullable PublicKey sendgridKey,
    boolean sendgridLogsIn,
    boolean postmarkLogsIn) {

  private static final String SENDGRID_KEY = "care.inbound.sendgrid.public-key";

  /**
   * @throws WrongSetting for a key that is none
   */
  static ProviderSettings of(Environment settings) {
    return new ProviderSettings(
        Text.orNull(settings.getProperty("care.inbound.mailgun.signing-key")),
        publicKey(Text.orNull(settings.getProperty(SENDGRID_KEY))),
        settings.getProperty("care.inbound.sendgrid.login", Boolean.class, false),
        settings.getProperty("care.inbound.postmark.login", Boolean.class, false));
  }

  private static @Nullable PublicKey publicKey(@Nullable String base64) {
    if (base64 == null) {
      return null;
    }
    try {
      byte[] key = Base64.getMimeDecoder().decode(base64.replaceAll("-----[A-Z ]+-----", ""));
      return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(key));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new WrongSetting(
          SENDGRID_KEY + " is no key", "Copy the public key that SendGrid shows, in one line");
    }
  }

  /** Without what is secret. */
  @Override
  public String toString() {
    return "ProviderSettings";
  }
}
