package org.carejourney.messaging;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.concurrent.Semaphore;
import org.carejourney.engine.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Companies that take mail for us and hand it on over HTTP, each in a way of its own. What counts
 * is the mail as it came, byte by byte; what they have read in it is left aside. A provider that is
 * not set up is not there: {@link Problem} 404 {@code closed}.
 */
@Component
public class MailProviders {

  /** What a request may have; a mail stands in some of them twice, and in others encoded. */
  public static final long MOST_BYTES = 100L * 1024 * 1024;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength((int) MOST_BYTES).build())
          .build();

  /** A mail in JSON is in memory as a whole. */
  private final Semaphore reading = new Semaphore(1);

  private final Inbox inbox;
  private final ProviderSignatures signatures;
  private final ProviderSettings settings;

  MailProviders(Inbox inbox, ProviderSignatures signatures, Environment environment) {
    this.inbox = inbox;
    this.signatures = signatures;
    this.settings = ProviderSettings.of(environment);
  }

  /**
   * Keeps a mail of a route of Mailgun's whose address ends in {@code mime}.
   *
   * @return the id of the message
   * @throws Problem 401 {@code signature}, 422 for a form without the mail
   * @see <a
   *     href="https://documentation.mailgun.com/docs/mailgun/user-manual/receive-forward-store">
   *     Mailgun: receiving</a>
   */
  public String mailgun(InputStream request, @Nullable String contentType) throws IOException {
    String key = open(settings.mailgunKey());
    try (Spool body = Spool.of(request, MOST_BYTES)) {
      FormBody form = form(body, contentType);
      String token = form.text("token");
      signatures.checkMailgun(key, form.text("timestamp"), token, form.text("signature"));
      try (Spool mail =
          mail(form.open("body-mime"), "body-mime", "have the route's address end in 'mime'")) {
        signatures.use(token, mail.fingerprint());
        return inbox.keepMail(mail);
      }
    }
  }

  /**
   * Keeps a mail of SendGrid's Inbound Parse with <i>POST the raw, full MIME message</i>.
   *
   * @param signature what SendGrid signed the request with, or null when it logged in instead
   * @param timestamp as it was signed
   * @throws Problem 401 {@code signature}, 422 for a form without the mail
   * @see <a
   *     href="https://www.twilio.com/docs/sendgrid/for-developers/parsing-email/securing-your-parse-webhooks">
   *     SendGrid: securing</a>
   */
  public String sendgrid(
      InputStream request,
      @Nullable String contentType,
      @Nullable String signature,
      @Nullable String timestamp)
      throws IOException {
    if (signature == null && !settings.sendgridLogsIn()) {
      throw closed();
    }
    // Before anything is read: nobody may send much to a door that is closed.
    PublicKey key = signature == null ? null : open(settings.sendgridKey());
    try (Spool body = Spool.of(request, MOST_BYTES)) {
      if (signature != null && key != null) {
        signatures.checkSendgrid(key, timestamp == null ? "" : timestamp, body, signature);
      }
      FormBody form = form(body, contentType);
      try (Spool mail =
          mail(form.open("email"), "email", "switch on 'POST the raw, full MIME message'")) {
        return inbox.keepMail(mail);
      }
    }
  }

  /**
   * Keeps a mail of Postmark's inbound stream with <i>Include raw email content</i>.
   *
   * @throws Problem 400 for what is no JSON, 422 for JSON without the mail
   * @see <a href="https://postmarkapp.com/developer/webhooks/inbound-webhook">Postmark: inbound</a>
   */
  public String postmark(InputStream request) throws IOException {
    if (!settings.postmarkLogsIn()) {
      throw closed();
    }
    try (Spool body = Spool.of(request, MOST_BYTES);
        Spool mail = rawEmail(body)) {
      return inbox.keepMail(mail);
    }
  }

  private Spool rawEmail(Spool body) throws IOException {
    reading.acquireUninterruptibly();
    try (InputStream json = body.open()) {
      return mail(rawEmail(json), "RawEmail", "switch on 'Include raw email content'");
    } finally {
      reading.release();
    }
  }

  private static @Nullable InputStream rawEmail(InputStream request) throws IOException {
    try (JsonParser json = JSON.createParser(request)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw malformed("It is no JSON object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean raw = json.currentName().equals("RawEmail");
        if (json.nextToken() == JsonToken.VALUE_STRING && raw) {
          return new ByteArrayInputStream(json.getText().getBytes(StandardCharsets.UTF_8));
        }
        json.skipChildren();
      }
      return null;
    } catch (JsonProcessingException e) {
      throw malformed("It is no JSON");
    }
  }

  private static FormBody form(Spool body, @Nullable String contentType) throws IOException {
    try {
      return FormBody.of(body, contentType);
    } catch (FormBody.Malformed e) {
      throw malformed(e.getMessage());
    }
  }

  private static Problem malformed(@Nullable String why) {
    return Problem.badRequest("malformed-body", null, "The body could not be read: " + why);
  }

  private static Spool mail(@Nullable InputStream value, String field, String remedy)
      throws IOException {
    Spool mail;
    try (InputStream bytes = value == null ? InputStream.nullInputStream() : value) {
      mail = Spool.of(bytes, Inbox.MOST_BYTES);
    } catch (Spool.TooLarge e) {
      throw Problem.tooLarge("too-large", "The mail is larger than 40 MB");
    }
    if (mail.size() == 0) {
      mail.close();
      throw Problem.unprocessable(
          "missing", field, "The mail itself is missing: %s at the provider".formatted(remedy));
    }
    return mail;
  }

  private static <K> K open(@Nullable K key) {
    if (key == null) {
      throw closed();
    }
    return key;
  }

  private static Problem closed() {
    return Problem.notFound("closed", "No such mail provider is set up here");
  }
}
