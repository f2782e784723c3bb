package org.carejourney.messaging;

import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Has the mail library read mails as people's programs write them. It looks at these settings once,
 * when its classes are loaded, and sending a mail loads them too: so they are set before all else.
 */
class LenientMail implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  private static final Map<String, String> LENIENT =
      Map.of(
          "mail.mime.parameters.strict", "false",
          "mail.mime.decodetext.strict", "false",
          "mail.mime.ignoreunknownencoding", "true",
          "mail.mime.base64.ignoreerrors", "true",
          "mail.mime.uudecode.ignoreerrors", "true",
          "mail.mime.uudecode.ignoremissingbeginend", "true",
          "mail.mime.multipart.allowempty", "true",
          "mail.mime.applefilenames", "true",
          "mail.mime.windowsfilenames", "true");

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    set();
  }

  static void set() {
    LENIENT.forEach(System::setProperty);
  }
}
