package org.carejourney.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.carejourney.Api;
import org.carejourney.Visitor;

/** A mail server that hands in mails as they are, over HTTP. */
final class Letterbox {

  static final String PATH = "/api/inbound/email";

  private final Api shop;

  Letterbox(int port) {
    this.shop = Api.as(port, "agent");
  }

  /** A plain mail; more headers as whole lines, such as {@code In-Reply-To: <…>}. */
  static String mail(String from, String subject, String text, String... headers) {
    StringBuilder mail = new StringBuilder();
    mail.append("From: ").append(from).append("\r\n");
    mail.append("To: care@lumen-and-oak.example\r\n");
    mail.append("Subject: ").append(subject).append("\r\n");
    mail.append("Message-ID: <").append(UUID.randomUUID()).append("@mail.example.org>\r\n");
    for (String header : headers) {
      mail.append(header).append("\r\n");
    }
    return mail.append("\r\n").append(text).append("\r\n").toString();
  }

  JsonNode post(String mail) {
    return post(mail.getBytes(StandardCharsets.UTF_8));
  }

  JsonNode post(byte[] mail) {
    return Api.json(send(mail), 202);
  }

  HttpResponse<String> send(byte[] mail) {
    return shop.visitor().send("POST", PATH, "message/rfc822", BodyPublishers.ofByteArray(mail));
  }

  /** Hands a mail in and reads what became of it. */
  JsonNode kept(String mail) {
    return get(post(mail));
  }

  JsonNode get(JsonNode taken) {
    return shop.get("/api/inbound/" + taken.path("inboundId").asText());
  }

  Visitor visitor() {
    return shop.visitor();
  }

  Api api() {
    return shop;
  }
}
