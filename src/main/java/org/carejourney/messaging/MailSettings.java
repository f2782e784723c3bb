package org.carejourney.messaging;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.regex.Pattern;
import org.carejourney.engine.WrongSetting;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.mail.MailProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Looks at the settings of mail before anything is made: with a wrong one each letter would fail,
 * hours later and one by one.
 */
@Component
class MailSettings implements BeanFactoryPostProcessor, EnvironmentAware {

  /** What the signed part leaves of the 64 characters before the {@code @} (RFC 5321, 4.5.3.1). */
  private static final int LONGEST_MAILBOX = 18;

  private static final Pattern SEPARATOR = Pattern.compile("[+=_.#-]");

  private Environment settings;

  @Override
  public void setEnvironment(Environment environment) {
    this.settings = environment;
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    Binder.get(settings).bind("spring.mail", MailProperties.class);
    if (settings.getProperty("spring.mail.host", "-").isBlank()) {
      throw new WrongSetting(
          "spring.mail.host is empty", "Name the mail server, or leave the setting out");
    }
    new Lease(settings);
    Dkim.of(settings);
    MailSize.of(settings);
    address("care.mail.from", "quote a name with a comma: \"Acme, Inc.\" <care@acme.example>");
    mailbox("care.mail.reply-to");
    if (!settings.getProperty("care.mail.return-path", "").isBlank()) {
      mailbox("care.mail.return-path");
    }
    String separator = settings.getProperty("care.mail.separator", "+");
    if (!SEPARATOR.matcher(separator).matches()) {
      throw new WrongSetting(
          "care.mail.separator is none: " + separator,
          "Give the one that your mail server knows: + - = _ . or #");
    }
  }

  private void mailbox(String setting) {
    InternetAddress mailbox = address(setting, "give a bare address such as care@acme.example");
    int at = mailbox.getAddress().indexOf('@');
    if (mailbox.getPersonal() != null || at < 1 || at > LONGEST_MAILBOX) {
      throw new WrongSetting(
          "%s is no mailbox that a signed part fits into: %s".formatted(setting, mailbox),
          "Give a bare address with at most %d characters before the @".formatted(LONGEST_MAILBOX));
    }
  }

  private InternetAddress address(String setting, String advice) {
    String text = settings.getProperty(setting, "");
    try {
      InternetAddress address = new InternetAddress(text, true);
      address.validate();
      return address;
    } catch (AddressException e) {
      throw new WrongSetting(
          "%s is no address: %s".formatted(setting, text),
          "Give an address of our mail, and " + advice);
    }
  }
}
