package org.carejourney;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The companies that take mail for us, and hand it on as their manuals say. */
public final class MailCompanies {

  private static final String MAILGUN_KEY = "key-5f1d8f0c2e774be0";
  private static final KeyPair SENDGRID_KEY = keyPair();
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String BOUNDARY = "xYzZY-of-a-company";

  public static final String MAILGUN = "/api/inbound/email/mailgun/mime";
  public static final String SENDGRID = "/api/inbound/email/sendgrid";
  public static final String POSTMARK = "/api/inbound/email/postmark";

  private final Visitor stranger;
  private final Visitor program;

  public MailCompanies(int port) {
    stranger = Visitor.stranger(port);
    program = Visitor.program(port, "agent");
  }

  /** The settings under which the application believes them. */
  static String[] settings() {
    return new String[] {
      "care.inbound.mailgun.signing-key=" + MAILGUN_KEY,
      "care.inbound.sendgrid.public-key="
          + Base64.getEncoder().encodeToString(SENDGRID_KEY.getPublic().getEncoded()),
      "care.inbound.sendgrid.login=true",
      "care.inbound.postmark.login=true"
    };
  }

  /** One that hands a mail on. */
  @FunctionalInterface
  public interface Company {
    HttpResponse<String> handsOn(byte[] mail);
  }

  public Map<String, Company> all() {
    Map<String, Company> all = new LinkedHashMap<>();
    all.put("Mailgun, as parts", mail -> mailgun(signed(), mail));
    all.put("Mailgun, as pairs", this::mailgunAsPairs);
    all.put("SendGrid, signed", this::sendgrid);
    all.put("SendGrid, logged in", mail -> send(program, SENDGRID, parts(), form("email", mail)));
    all.put("Postmark", this::postmark);
    return all;
  }

  /** What Mailgun proves itself with, made now. */
  public Map<String, String> signed() {
    return signed(System.currentTimeMillis() / 1000);
  }

  public Map<String, String> signed(long seconds) {
    String token = UUID.randomUUID().toString().replace("-", "") + "0a1b2c3d4e5f60718";
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("timestamp", Long.toString(seconds));
    fields.put("token", token);
    fields.put("signature", hmac(seconds + token));
    return fields;
  }

  public HttpResponse<String> mailgun(Map<String, String> fields, byte[] mail) {
    return send(stranger, MAILGUN, parts(), form(fields, "body-mime", mail));
  }

  private HttpResponse<String> mailgunAsPairs(byte[] mail) {
    String text = new String(mail, StandardCharsets.ISO_8859_1);
    String pairs =
        "subject=a%2Bb&body-mime=" + URLEncoder.encode(text, StandardCharsets.ISO_8859_1);
    for (Map.Entry<String, String> field : signed().entrySet()) {
      pairs += "&" + field.getKey() + "=" + field.getValue();
    }
    return send(stranger, MAILGUN, FORM, pairs.getBytes(StandardCharsets.US_ASCII));
  }

  public HttpResponse<String> sendgrid(byte[] mail) {
    return sendgrid(form("email", mail), form("email", mail));
  }

  /** Sends one body with the signature of another. */
  public HttpResponse<String> sendgrid(byte[] body, byte[] signedBody) {
    String now = Long.toString(System.currentTimeMillis() / 1000);
    return stranger.send(
        stranger
            .request(SENDGRID)
            .header("Content-Type", parts())
            .header("X-Twilio-Email-Event-Webhook-Timestamp", now)
            .header("X-Twilio-Email-Event-Webhook-Signature", ecdsa(now, signedBody))
            .POST(BodyPublishers.ofByteArray(body)));
  }

  public HttpResponse<String> postmark(byte[] mail) {
    String json =
        Api.written(
            Map.of(
                "From",
                "somebody@example.org",
                "MessageID",
                UUID.randomUUID().toString(),
                "RawEmail",
                new String(mail, StandardCharsets.UTF_8),
                "Headers",
                new Object[] {Map.of("Name", "X", "RawEmail", "not this")}));
    return send(program, POSTMARK, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  public static byte[] form(String field, byte[] mail) {
    return form(Map.of("spam_report", "RawEmail", "to", "care@example.org"), field, mail);
  }

  private static byte[] form(Map<String, String> fields, String field, byte[] mail) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    fields.forEach((name, value) -> part(body, name, value.getBytes(StandardCharsets.UTF_8)));
    part(body, field, mail);
    body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
    return body.toByteArray();
  }

  private static void part(ByteArrayOutputStream body, String name, byte[] value) {
    String head = "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n";
    body.writeBytes(head.formatted(BOUNDARY, name).getBytes(StandardCharsets.US_ASCII));
    body.writeBytes(value);
    body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  public static String parts() {
    return "multipart/form-data; boundary=" + BOUNDARY;
  }

  private static HttpResponse<String> send(Visitor who, String path, String type, byte[] body) {
    HttpRequest.Builder request = who.request(path).header("Content-Type", type);
    return who.send(request.POST(BodyPublishers.ofByteArray(body)));
  }

  private static String hmac(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(MAILGUN_KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String ecdsa(String timestamp, byte[] body) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(SENDGRID_KEY.getPrivate());
      signature.update(timestamp.getBytes(StandardCharsets.UTF_8));
      signature.update(body);
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
