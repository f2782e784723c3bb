package org.carejourney.insight.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.carejourney.CareTest;
import org.carejourney.Visitor;
import org.carejourney.messaging.InboundMessages;
import org.carejourney.messaging.Inbox;
import org.carejourney.messaging.KeptMail;
import org.carejourney.support.House;
import org.carejourney.support.Triage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** What customers sent, as staff see it and take it home: over plain HTTP. */
@CareTest
class InboundPagesTest {

  private static final String HOSTILE = "\"><script>alert(1)</script>${7*7}<#if>\u202Ex";

  @LocalServerPort private int port;
  @Autowired private Inbox inbox;
  @Autowired private InboundMessages inbound;
  @Autowired private Triage triage;
  @Autowired private TransactionTemplate transaction;
  @Autowired private JdbcTemplate jdbc;
  private House house;
  private Visitor agent;

  @BeforeEach
  void house() {
    house = new House(port);
    agent = Visitor.browser(port, "agent");
  }

  @Test
  void theMessageHasAPageOfItsOwn() {
    String ida = house.customer("Ida Holm", "en", "standard");
    String id =
        sorted(
            ida,
            mail()
                .says("My lamp", "It hums.")
                .quotes("> Dear Ida")
                .looks("<p>It <b>hums</b>.</p>")
                .brings("hum.mp3", "audio/mpeg", new byte[2_500]));
    String page = body("/care/inbound/" + id);
    assertThat(page)
        .contains("<h1><bdi>My lamp</bdi></h1>", "It hums.", "What it quotes", "&gt; Dear Ida")
        .contains("/care/inbound/" + id + "/html", "sandbox=\"allow-popups")
        .contains("/attachments/1\" download", "hum.mp3", "audio/mpeg", "2 KB")
        .contains("Some Body", "somebody@example.org", "Ida Holm", "to be sorted")
        .contains("/care/inbound/" + id + "/raw\" download");
    assertThat(body("/care/customers/" + ida)).contains("href=\"/care/inbound/" + id + "\"");
  }

  @Test
  void theHomePageCountsWhatWaitsToBeSorted() {
    sorted(anybody(), mail().says("Hello", "Hello"));
    assertThat(body("/care")).containsPattern("class=\"soon\"><dt>messages to sort</dt><dd>[1-9]");
  }

  @Test
  void itsHtmlIsLockedInAndLoadsNothing() {
    String id =
        sorted(anybody(), mail().looks("<p>Hi <img src=\"https://spy.example/x.png\"></p>"));
    HttpResponse<String> html = agent.get("/care/inbound/" + id + "/html");
    assertThat(html.statusCode()).isEqualTo(200);
    assertThat(header(html, "Content-Security-Policy"))
        .startsWith("default-src 'none'")
        .contains("img-src data:;")
        .contains(" sandbox ")
        .doesNotContain("allow-scripts", "allow-same-origin");
    assertThat(header(html, "Cache-Control")).contains("no-store");
    assertThat(html.body()).contains("<p>Hi ", "<base target=\"_blank\">");
    String plain = sorted(anybody(), mail().says("x", "y"));
    assertThat(agent.get("/care/inbound/" + plain + "/html").statusCode()).isEqualTo(404);
  }

  @Test
  void hostileWordsAreShownAsWords() {
    String id =
        sorted(
            anybody(),
            mail()
                .from(HOSTILE + "@example.org")
                .says(HOSTILE, HOSTILE)
                .quotes(HOSTILE)
                .brings(HOSTILE, "text/html<script>", new byte[] {1}));
    String page = body("/care/inbound/" + id);
    assertThat(page).doesNotContain("<script>alert").contains("&lt;script&gt;alert(1)", "${7*7}");
    String task = house.task(id, "Sort message").path("id").asText();
    assertThat(body("/care/tasks/" + task + "/story"))
        .doesNotContain("<script>alert", "html<script");
  }

  @Test
  void theStoryBesideTheFormShowsTheMessageToSort() {
    String leo = house.customer("Leo Fink", "en", "standard");
    String id =
        sorted(
            leo,
            mail()
                .says("Hello", "New words")
                .quotes("Old words")
                .brings("bill.pdf", "application/pdf", new byte[3_000_000]));
    String task = house.task(id, "Sort message").path("id").asText();
    String story = body("/care/tasks/" + task + "/story");
    assertThat(story).contains("Leo Fink", "The message", "somebody@example.org", "New words");
    assertThat(story).containsPattern("<details><summary>What it quotes</summary>[^/]*Old words");
    assertThat(story)
        .contains("bill.pdf", "2.9 MB", "/care/inbound/" + id + "\" target=\"_blank\"");
  }

  @Test
  void theStoryOfATicketShowsItsMails() {
    String mia = house.customer("Mia Dahl", "en", "standard");
    String ticket = house.complain(mia, "product", "It broke.");
    house.task(ticket, "Understand complaint");
    String id =
        sorted(mia, mail().says("Photo", "See here").brings("lamp.jpg", "image/jpeg", new byte[9]));
    house.complete(
        "agent",
        house.task(id, "Sort message"),
        Map.of("sortedAs", "ticket", "existingTicket", ticket));
    String task = house.task(ticket, "Read reply").path("id").asText();
    assertThat(body("/care/tasks/" + task + "/story"))
        .contains("It broke.", "See here", "lamp.jpg", "9 bytes", "/care/inbound/" + id);
  }

  @Test
  void anUnreadableMessageIsShownWithItsReasonAndNothingElse() throws Exception {
    byte[] broken = "This is no mail\u0000 at all".getBytes(StandardCharsets.UTF_8);
    String id = inbox.keepMail(new ByteArrayInputStream(broken));
    jdbc.update("update inbound set kind = 'unreadable', new_text = '' where id = ?", id);
    transaction.executeWithoutResult(status -> triage.quarantine(id, "It has no header <at> all"));

    String task = house.task(id, "Look at quarantined message").path("id").asText();
    assertThat(body("/care/tasks/" + task + "/story"))
        .contains("A message from an unknown sender", "It has no header &lt;at&gt; all")
        .contains("/care/inbound/" + id + "/raw");
    assertThat(body("/care/inbound/" + id)).contains("No words to show", "not known");
    assertThat(bytes("/care/inbound/" + id + "/raw").body()).isEqualTo(broken);
    house.complete(
        "agent", house.task(id, "Look at quarantined message"), Map.of("quarantinedAs", "spam"));
  }

  @Test
  void whatItBroughtAlongIsADownloadAndNothingElse() throws Exception {
    byte[] page = "<script>alert(document.cookie)</script>".getBytes(StandardCharsets.UTF_8);
    byte[] large = new byte[1_500_000];
    new Random(7).nextBytes(large);
    String id =
        sorted(
            anybody(),
            mail()
                .brings("../../evil\u202Egpj.html", "text/html", page)
                .brings("Prüfbericht.pdf", "application/pdf", large));

    HttpResponse<byte[]> first = bytes("/care/inbound/" + id + "/attachments/1");
    assertThat(first.body()).isEqualTo(page);
    assertThat(header(first, "Content-Disposition"))
        .isEqualTo("attachment; filename=\"evilgpj.html\"; filename*=UTF-8''evilgpj.html");
    isOnlyAFile(first);
    HttpResponse<byte[]> second = bytes("/care/inbound/" + id + "/attachments/2");
    assertThat(second.body()).isEqualTo(large);
    assertThat(header(second, "Content-Disposition")).contains("UTF-8''Pr%C3%BCfbericht.pdf");
    isOnlyAFile(second);
    HttpResponse<byte[]> raw = bytes("/care/inbound/" + id + "/raw");
    assertThat(raw.body()).isEqualTo(inbound.raw(id).readAllBytes());
    assertThat(header(raw, "Content-Disposition")).contains("message-" + id + ".eml");
    isOnlyAFile(raw);
  }

  @Test
  void theRequestOfAnotherChannelIsADownloadToo() throws Exception {
    String tom = house.customer("Tom Bell", "en", "standard");
    String id = house.say(tom, Map.of("text", "<b>It broke</b>")).path("inboundId").asText();
    HttpResponse<byte[]> raw = bytes("/care/inbound/" + id + "/raw");
    assertThat(new String(raw.body(), StandardCharsets.UTF_8)).contains("<b>It broke</b>");
    assertThat(header(raw, "Content-Disposition")).contains(".json");
    isOnlyAFile(raw);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/attachments/2", "/attachments/0", "/attachments/-1", "/html"})
  void whatIsNotThereIsNotThere(String what) {
    String id = sorted(anybody(), mail().brings("a.txt", "text/plain", new byte[] {1}));
    assertThat(agent.get("/care/inbound/" + id + what).statusCode()).isEqualTo(404);
    assertThat(agent.get("/care/inbound/nothing" + what).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "1.5", "99999999999", "%00", "1;x=2"})
  void aNumberThatIsNoneIsRefused(String number) {
    String id = sorted(anybody(), mail().brings("a.txt", "text/plain", new byte[] {1}));
    assertThat(agent.get("/care/inbound/" + id + "/attachments/" + number).statusCode())
        .isBetween(400, 404);
  }

  @Test
  void whatWasErasedIsNoDownloadAnyMore() {
    String una = house.customer("Una Moe", "en", "standard");
    String id = sorted(una, mail().says("s", "w").brings("a.txt", "text/plain", new byte[] {1}));
    assertThat(house.delete("lead", "/api/customers/" + una)).isEqualTo(204);
    assertThat(agent.get("/care/inbound/" + id + "/raw").statusCode()).isEqualTo(404);
    assertThat(agent.get("/care/inbound/" + id + "/attachments/1").statusCode()).isEqualTo(404);
    assertThat(body("/care/inbound/" + id)).contains("The message is not kept any more");
  }

  @Test
  void onlyThoseWhoMayReadStoriesSeeWhatCustomersSent() {
    String id = sorted(anybody(), mail().looks("x").brings("a.txt", "text/plain", new byte[] {1}));
    for (String what : new String[] {"", "/html", "/raw", "/attachments/1"}) {
      String path = "/care/inbound/" + id + what;
      for (String user : new String[] {"designer", "operator"}) {
        assertThat(Visitor.browser(port, user).get(path).statusCode()).as(path).isEqualTo(403);
      }
      HttpResponse<String> stranger = Visitor.stranger(port).get(path);
      assertThat(stranger.statusCode()).as(path).isIn(302, 401);
      assertThat(agent.get(path).statusCode()).as(path).isEqualTo(200);
    }
  }

  private static void isOnlyAFile(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/octet-stream");
    assertThat(header(answer, "Content-Disposition")).startsWith("attachment;");
    assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(answer.headers().allValues("Content-Security-Policy"))
        .containsExactly("default-src 'none'; sandbox");
    assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private String body(String path) {
    HttpResponse<String> answer = agent.get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer.body();
  }

  private HttpResponse<byte[]> bytes(String path) {
    return agent.send(agent.request(path).GET(), BodyHandlers.ofByteArray());
  }

  private KeptMail mail() {
    return new KeptMail(inbox, jdbc);
  }

  private String anybody() {
    return house.customer("Any Body", "en", "standard");
  }

  private String sorted(String customer, KeptMail mail) {
    String id = mail.keep();
    transaction.executeWithoutResult(status -> triage.start(id, customer, null));
    return id;
  }
}
