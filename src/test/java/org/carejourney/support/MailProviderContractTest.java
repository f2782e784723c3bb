package org.carejourney.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carejourney.Api.json;
import static org.carejourney.PostOffice.mailTo;
import static org.carejourney.PostOffice.mailsTo;
import static org.carejourney.support.House.address;
import static org.carejourney.support.Letterbox.mail;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.carejourney.CareTest;
import org.carejourney.MailCompanies;
import org.carejourney.Visitor;
import org.carejourney.messaging.InboundMessages;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** Mailgun, SendGrid and Postmark hand on what they took for us. */
@CareTest
class MailProviderContractTest {

  @LocalServerPort private int port;
  @Autowired private InboundMessages inbound;
  @Autowired private JdbcTemplate jdbc;
  private MailCompanies companies;
  private Letterbox box;
  private House house;

  @BeforeEach
  void open() {
    companies = new MailCompanies(port);
    box = new Letterbox(port);
    house = new House(port);
  }

  @Test
  void whoeverHandsAMailOnItIsKeptByteByByteAndOnce() throws Exception {
    List<String> told = new ArrayList<>();
    for (Map.Entry<String, MailCompanies.Company> company : companies.all().entrySet()) {
      String jane = house.customer("Jane", "en", "standard");
      String odd = "It is broken: 100%25 + ä & 'b' = \"c\"\r\n\r\n--\r\n-- x\r\n--xYzZY\r\n\r\n";
      byte[] mail = mail(address(jane), "My lamp", odd).getBytes(StandardCharsets.UTF_8);
      JsonNode taken = json(company.getValue().handsOn(mail), 200);
      assertThat(taken.path("outcome").asText()).as(company.getKey()).isEqualTo("ticket");
      try (InputStream raw = inbound.raw(taken.path("inboundId").asText())) {
        assertThat(raw.readAllBytes()).as(company.getKey()).isEqualTo(mail);
      }
      assertThat(json(company.getValue().handsOn(mail), 200)).isEqualTo(taken);
      assertThat(box.post(mail)).as("another way").isEqualTo(taken);
      told.add(company.getKey());
    }
    assertThat(told).hasSize(5);
  }

  @Test
  void tenTimesAtOnceItIsOneTicketAndOneAcknowledgement() throws Exception {
    String jane = house.customer("Jane", "en", "standard");
    byte[] mail = mail(address(jane), "My lamp", "It is broken.").getBytes(StandardCharsets.UTF_8);
    Map<String, String> once = companies.signed();
    Callable<HttpResponse<String>> call = () -> companies.mailgun(once, mail);
    var answers = new HashSet<JsonNode>();
    var threads = Executors.newFixedThreadPool(10);
    try {
      for (var answer : threads.invokeAll(Collections.nCopies(10, call))) {
        answers.add(json(answer.get(), 200));
      }
    } finally {
      threads.shutdown();
    }
    assertThat(answers).hasSize(1);
    mailTo(address(jane), answers.iterator().next().path("ticket").asText());
    assertThat(mailsTo(address(jane))).hasSize(1);
  }

  @Test
  void whatIsNotSignedOrSignedForAnotherMailIsRefusedAndNotKept() {
    long before = count();
    byte[] mail =
        mail("x@example.org", "My lamp", "It is broken.").getBytes(StandardCharsets.UTF_8);
    byte[] other = mail("x@example.org", "Other", "It is broken.").getBytes(StandardCharsets.UTF_8);
    long now = System.currentTimeMillis() / 1000;
    for (long wrong : List.of(now - 1_000, now + 1_000)) {
      box.api().problem(companies.mailgun(companies.signed(wrong), mail), 401);
    }
    for (String field : List.of("timestamp", "token", "signature")) {
      Map<String, String> signed = companies.signed();
      signed.compute(field, (name, value) -> value.substring(1));
      box.api().problem(companies.mailgun(signed, mail), 401);
      signed.remove(field);
      box.api().problem(companies.mailgun(signed, mail), 401);
    }
    byte[] form = MailCompanies.form("email", mail);
    box.api().problem(companies.sendgrid(form, MailCompanies.form("email", other)), 401);
    Visitor stranger = Visitor.stranger(port);
    for (String path : List.of(MailCompanies.SENDGRID, MailCompanies.POSTMARK)) {
      var body = BodyPublishers.ofByteArray(form);
      box.api().problem(stranger.send("POST", path, MailCompanies.parts(), body), 401);
    }
    var designer = Visitor.program(port, "designer");
    box.api().problem(designer.send("POST", MailCompanies.POSTMARK, "text/plain", empty()), 403);
    assertThat(count()).isEqualTo(before);

    Map<String, String> once = companies.signed();
    assertThat(companies.mailgun(once, mail).statusCode()).isEqualTo(200);
    box.api().problem(companies.mailgun(once, other), 401);
    assertThat(count()).isEqualTo(before + 1);
  }

  @Test
  void whoLeavesTheMailOutIsToldWhichSwitchIsMissing() {
    long before = count();
    Visitor program = box.visitor();
    box.api().problem(companies.mailgun(companies.signed(), new byte[0]), 422, "body-mime");
    box.api().problem(companies.postmark(new byte[0]), 422, "RawEmail");
    byte[] parsed = MailCompanies.form("text", "It is broken.".getBytes(StandardCharsets.UTF_8));
    box.api().problem(companies.sendgrid(parsed, parsed), 422, "email");
    for (String body : List.of("", "[]", "{\"RawEmail\":", "no")) {
      box.api()
          .problem(
              program.send(
                  "POST",
                  MailCompanies.POSTMARK,
                  "application/json",
                  BodyPublishers.ofString(body)),
              400);
    }
    for (String type : List.of("multipart/form-data", MailCompanies.parts(), "text/plain")) {
      box.api().problem(program.send("POST", MailCompanies.MAILGUN, type, empty()), 400);
    }
    assertThat(count()).isEqualTo(before);
  }

  @Test
  void aMailOfTwentyFiveMegabytesFits() {
    String jane = house.customer("Jane", "en", "standard");
    String large = ("x".repeat(76) + "\r\n").repeat(25 * 1024 * 1024 / 78);
    byte[] mail =
        mail(address(jane), "It is broken", large, "X-Customer: " + jane)
            .getBytes(StandardCharsets.US_ASCII);
    JsonNode taken = json(companies.postmark(mail), 200);
    assertThat(taken.path("outcome").asText()).isEqualTo("ticket");
    assertThat(json(companies.sendgrid(mail), 200)).isEqualTo(taken);
  }

  private long count() {
    return jdbc.queryForObject("select count(*) from inbound", Long.class);
  }

  private static java.net.http.HttpRequest.BodyPublisher empty() {
    return BodyPublishers.noBody();
  }
}
