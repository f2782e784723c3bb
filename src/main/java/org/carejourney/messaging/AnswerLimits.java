package org.carejourney.messaging;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.carejourney.customer.Customers;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * How many automatic answers mails may cause. A robot that is not recognised as one answers each of
 * them, perhaps from a new address each time: without limits the two would never end.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class AnswerLimits {

  /**
   * @param perDomain automatic answers to one domain within an hour
   * @param perThread mails to one ticket within an hour that staff are called for
   * @param sharedDomains mail providers of many people, who are no robot together
   */
  @ConfigurationProperties("care.answers")
  record Settings(
      @DefaultValue("40") int perDomain,
      @DefaultValue("20") int perThread,
      @DefaultValue({
            "gmail.com",
            "googlemail.com",
            "outlook.com",
            "outlook.de",
            "outlook.fr",
            "hotmail.com",
            "hotmail.de",
            "hotmail.fr",
            "hotmail.co.uk",
            "hotmail.it",
            "hotmail.es",
            "live.com",
            "live.de",
            "live.fr",
            "live.nl",
            "live.co.uk",
            "msn.com",
            "yahoo.com",
            "yahoo.de",
            "yahoo.fr",
            "yahoo.it",
            "yahoo.es",
            "yahoo.co.uk",
            "ymail.com",
            "icloud.com",
            "me.com",
            "mac.com",
            "aol.com",
            "aol.de",
            "privaterelay.appleid.com",
            "gmx.de",
            "gmx.net",
            "gmx.at",
            "gmx.ch",
            "gmx.com",
            "web.de",
            "mail.de",
            "email.de",
            "mail.com",
            "mailbox.org",
            "posteo.de",
            "t-online.de",
            "freenet.de",
            "arcor.de",
            "vodafone.de",
            "kabelmail.de",
            "aon.at",
            "a1.net",
            "chello.at",
            "bluewin.ch",
            "sunrise.ch",
            "orange.fr",
            "wanadoo.fr",
            "free.fr",
            "sfr.fr",
            "laposte.net",
            "bbox.fr",
            "libero.it",
            "virgilio.it",
            "alice.it",
            "tiscali.it",
            "tin.it",
            "ziggo.nl",
            "kpnmail.nl",
            "hetnet.nl",
            "home.nl",
            "telenet.be",
            "skynet.be",
            "btinternet.com",
            "sky.com",
            "virginmedia.com",
            "ntlworld.com",
            "talktalk.net",
            "comcast.net",
            "verizon.net",
            "att.net",
            "sbcglobal.net",
            "cox.net",
            "wp.pl",
            "o2.pl",
            "onet.pl",
            "interia.pl",
            "gazeta.pl",
            "seznam.cz",
            "proton.me",
            "protonmail.com",
            "fastmail.com",
            "zoho.com",
            "duck.com"
          })
          List<String> sharedDomains) {}

  /** Why a mail gets no automatic answer. */
  public enum Limit {
    ADDRESS("An automatic answer has gone to the address within a day"),
    DOMAIN("More automatic answers went to the domain within an hour than people ask for"),
    THREAD("More mails came to the ticket within an hour than people write");

    private final String reason;

    Limit(String reason) {
      this.reason = reason;
    }

    /** In words that staff understand. */
    public String reason() {
      return reason;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  private final JdbcClient jdbc;
  private final Customers customers;
  private final Settings settings;
  private final Clock clock;

  AnswerLimits(JdbcClient jdbc, Customers customers, Settings settings, Clock clock) {
    this.jdbc = jdbc;
    this.customers = customers;
    this.settings = settings;
    this.clock = clock;
  }

  /** Of an address, in small letters; null for what is none. */
  static @Nullable String domain(String address) {
    int at = address.lastIndexOf('@');
    return at < 0 || address.length() - at > 255
        ? null
        : address.substring(at + 1).toLowerCase(Locale.ROOT);
  }

  /**
   * The limit that a mail which is about to open a ticket would break; empty when it may be
   * answered, and for what came by another channel.
   *
   * @param customerId who it is from
   */
  public Optional<Limit> broken(InboundMessage mail, String customerId) {
    if (!mail.channel().equals("email")) {
      return Optional.empty();
    }
    // One after the other: of two mails at once the second knows of the first.
    customers.lock(customerId);
    // Whoever it is from: the answer goes to the customer's own address.
    int toAddress =
        count(
            "customer_id = ? and channel = 'email' and outcome = 'ticket' and muted is null",
            DAY,
            customerId);
    if (toAddress > 0) {
      return Optional.of(Limit.ADDRESS);
    }
    String domain = domain(mail.sender());
    return domain != null
            && !settings.sharedDomains().contains(domain)
            && count("sender_domain = ? and outcome = 'ticket' and muted is null", HOUR, domain)
                >= settings.perDomain()
        ? Optional.of(Limit.DOMAIN)
        : Optional.empty();
  }

  /**
   * Whether more mails have come to a ticket of late than people write. Those to our signed
   * addresses count by themselves: anybody can send others in a customer's name.
   */
  public boolean threadIsFull(String ticket, InboundMessage mail) {
    String alike = mail.letterId() == null ? "letter_id is null" : "letter_id is not null";
    return count("ticket = ? and channel = 'email' and " + alike, HOUR, ticket)
        >= settings.perThread();
  }

  /** Whether nobody has been told within the last hour that mails like this one are muted. */
  public boolean isFirst(InboundMessage mail, Limit limit, @Nullable String ticket) {
    return limit == Limit.THREAD
        ? count("ticket = ? and muted = ?", HOUR, ticket, limit.word()) == 0
        : count("sender_domain = ? and muted = ?", HOUR, domain(mail.sender()), limit.word()) == 0;
  }

  private int count(String which, Duration within, @Nullable Object... values) {
    return jdbc.sql("select count(*) from inbound where " + which + " and received_at > ?")
        .params(values)
        .param(Timestamp.from(clock.instant().minus(within)))
        .query(Integer.class)
        .single();
  }

  /** From now on no automatic answer follows from the mail. */
  public void mute(String inboundId, Limit limit) {
    jdbc.sql("update inbound set muted = ? where id = ?").params(limit.word(), inboundId).update();
  }
}
