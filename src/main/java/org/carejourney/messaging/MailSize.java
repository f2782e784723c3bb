package org.carejourney.messaging;

import org.carejourney.engine.WrongSetting;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/**
 * How large a mail may be: {@code care.mail.largest}, and what the server says that it takes (RFC
 * 1870).
 */
record MailSize(DataSize largest) {

  private static final String SETTING = "care.mail.largest";

  /**
   * What the setting says.
   *
   * @throws WrongSetting when it is no size
   */
  static MailSize of(Environment settings) {
    try {
      DataSize size =
          Binder.get(settings).bind(SETTING, DataSize.class).orElse(DataSize.ofMegabytes(10));
      if (size.toBytes() > 0) {
        return new MailSize(size);
      }
    } catch (BindException e) {
      // Told below.
    }
    throw new WrongSetting(SETTING + " is no size", "Give one such as 10MB");
  }

  /** Why a mail is too large to be handed over, in words; null when it is not. */
  @Nullable String tooLarge(long bytes, SMTPTransport server) {
    if (bytes > largest.toBytes()) {
      return "The mail has %s; %s allows %s"
          .formatted(size(bytes), SETTING, size(largest.toBytes()));
    }
    long takes = takes(server);
    return takes > 0 && bytes > takes
        ? "The mail has %s; the mail server takes %s at most".formatted(size(bytes), size(takes))
        : null;
  }

  /** 0 when it has no limit or does not say. */
  private static long takes(SMTPTransport server) {
    String size = server.getExtensionParameter("SIZE");
    return size != null && size.matches("\\d{1,18}") ? Long.parseLong(size) : 0;
  }

  private static String size(long bytes) {
    return bytes < 10_000_000 ? bytes / 1_000 + " kB" : bytes / 1_000_000 + " MB";
  }
}
