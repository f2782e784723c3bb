package org.carejourney.messaging;

import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import org.carejourney.engine.WrongSetting;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A mailbox that is read over IMAP (RFC 9051, 3501): the settings {@code care.mailboxes.<name>}.
 *
 * @param port null for the usual one
 * @param password a secret
 * @param security {@code tls} from the first byte, {@code starttls}, or {@code none}
 * @param every from one look to the next
 * @param reachBack how old a mail may be that the first look takes
 */
record Mailbox(
    @Nullable String host,
    @Nullable Integer port,
    @Nullable String username,
    @Nullable String password,
    @DefaultValue("tls") String security,
    @DefaultValue("INBOX") String folder,
    @DefaultValue("PT30S") Duration every,
    @DefaultValue("P3D") Duration reachBack) {

  private static final Set<String> SECURITY = Set.of("tls", "starttls", "none");
  private static final int LONGEST_NAME = 100;
  private static final int MILLIS_TO_CONNECT = 10_000;
  private static final int MILLIS_TO_ANSWER = 30_000;

  /**
   * Says what is wrong with the settings.
   *
   * @throws WrongSetting that names the setting and no value of it
   */
  void check(String name) {
    String prefix = "care.mailboxes." + name;
    require(name.length() <= LONGEST_NAME, prefix, "has a name that is too long", "Shorten it");
    present(prefix + ".host", host, "Name the IMAP server");
    present(prefix + ".username", username, "Name the account to log in with");
    present(prefix + ".password", password, "Give the password of that account");
    present(prefix + ".folder", folder, "Name the folder to read, or leave it out for INBOX");
    require(
        port == null || (port > 0 && port < 65_536),
        prefix + ".port",
        "is no port",
        "Leave it out for 993 with tls, and 143 else");
    require(
        SECURITY.contains(security),
        prefix + ".security",
        "is not known",
        "Say tls, starttls or none");
    require(
        every.compareTo(Duration.ofMillis(100)) >= 0 && every.compareTo(Duration.ofDays(1)) <= 0,
        prefix + ".every",
        "is no time to wait between two looks",
        "Give up to a day, such as PT30S");
    require(
        !reachBack.isNegative() && reachBack.compareTo(Duration.ofDays(3_650)) <= 0,
        prefix + ".reach-back",
        "is no time to look back",
        "Give up to ten years, such as P3D");
  }

  private static void present(String setting, @Nullable String value, String remedy) {
    require(value != null && !value.isBlank(), setting, "is missing", remedy);
  }

  private static void require(boolean right, String setting, String wrong, String remedy) {
    if (!right) {
      throw new WrongSetting(setting + " " + wrong, remedy);
    }
  }

  String protocol() {
    return security.equals("tls") ? "imaps" : "imap";
  }

  /** For the connection; -1 for the protocol's own. */
  int portOrUsual() {
    return port == null ? -1 : port;
  }

  Properties session() {
    String prefix = "mail." + protocol() + ".";
    Properties session = new Properties();
    // The library waits for ever by default.
    session.setProperty(prefix + "connectiontimeout", String.valueOf(MILLIS_TO_CONNECT));
    session.setProperty(prefix + "timeout", String.valueOf(MILLIS_TO_ANSWER));
    session.setProperty(prefix + "writetimeout", String.valueOf(MILLIS_TO_ANSWER));
    session.setProperty(prefix + "ssl.checkserveridentity", "true");
    session.setProperty(prefix + "starttls.enable", String.valueOf(security.equals("starttls")));
    session.setProperty(prefix + "starttls.required", String.valueOf(security.equals("starttls")));
    return session;
  }

  /** Without what is secret or personal. */
  @Override
  public String toString() {
    return "Mailbox";
  }
}
