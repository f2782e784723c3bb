package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.carejourney.Api;
import org.carejourney.CareTest;
import org.carejourney.Gateways;
import org.carejourney.PostOffice;
import org.carejourney.Visitor;
import org.carejourney.engine.Problem;
import org.carejourney.messaging.MessageRequest.Asker;
import org.carejourney.messaging.MessageRequest.GoOn;
import org.carejourney.messaging.MessageRequest.Purpose;
import org.carejourney.messaging.MessageRequest.Timing;
import org.carejourney.messaging.UnsentMessages.Words;
import org.carejourney.support.House;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;

/** Whatever somebody is called, or a colleague types, is words on every way out, and no more. */
@CareTest
class OutboundHostileTest {

  private static final List<String> HEADERS =
      List.of(
          "return-path",
          "dkim-signature",
          "received",
          "date",
          "from",
          "reply-to",
          "to",
          "message-id",
          "subject",
          "mime-version",
          "content-type",
          "content-language",
          "auto-submitted");

  @LocalServerPort private int port;
  @Autowired private Messages messages;
  @Autowired private UnsentMessages unsent;
  @Autowired private Outbound outbound;
  @Autowired private Delivery delivery;
  @Autowired private TransactionTemplate transaction;
  private House house;
  private Api desk;

  @BeforeEach
  void open() {
    house = new House(port);
    desk = Api.as(port, "agent");
  }

  @ParameterizedTest
  @MethodSource("org.carejourney.Api#hostileTexts")
  void whatSomebodyIsCalledIsReadAsItIs(String text) throws Exception {
    String handle = "chat-" + UUID.randomUUID();
    String phone = Asking.number();
    Map<String, Object> said = Map.of("id", handle, "from", handle, "text", "It hums.");
    String ticket = desk.post("/api/inbound/chat", said, 202).path("ticket").asText();
    String customer = house.ticket(ticket).path("customerId").asText();
    await("the house's own answer finds no address")
        .until(() -> house.messages(customer).size() == 1);
    String name = named(customer, phone, text);

    String why = "R " + text.substring(0, Math.min(490, text.length()));
    Map<String, String> ids = new HashMap<>();
    outbound.turn(true, "operator");
    try {
      for (String channel : List.of("email", "sms", "chat", "phone")) {
        ids.put(channel, ask(customer, ticket, channel));
      }
      String subject = text.length() > 150 ? "Long" : "S " + text;
      ids.put("letter", ask(customer, ticket, "email"));
      ids.put("text", ask(customer, ticket, "sms"));
      unsent.change(ids.get("letter"), new Words(subject, "T " + text), "agent", why);
      unsent.change(ids.get("text"), new Words(null, "T " + text), "agent", why);
    } finally {
      outbound.turn(false, "operator");
    }
    delivery.wake();
    JsonNode call = house.task(ticket, "Make call");

    List<MimeMessage> mails = new ArrayList<>();
    await()
        .until(
            () -> {
              mails.clear();
              mails.addAll(PostOffice.mailsTo(House.address(customer)));
              return mails.size() == 2;
            });
    for (MimeMessage mail : mails) {
      assertThat(headers(mail)).isSubsetOf(HEADERS).doesNotHaveDuplicates();
      assertThat(mail.getAllRecipients()).hasSize(1);
      assertThat(PostOffice.part(mail, "text/html")).doesNotContain("<script", "<h1>other");
    }
    assertSays(mails, "complaint", "Dear " + name);
    assertSays(
        mails,
        text.length() > 150 ? "Long" : Subject.tidied("S " + Api.visible(text)),
        "T " + text);

    await().until(() -> Gateways.ALL.to(phone).size() == 2);
    assertThat(Gateways.ALL.to(phone))
        .extracting(taken -> new ObjectMapper().readTree(taken.body()))
        .allSatisfy(body -> assertThat(Api.fields(body)).containsExactly("from", "to", "text"))
        .allSatisfy(body -> assertThat(body.path("to").asText()).isEqualTo(phone))
        .anySatisfy(
            body -> assertThat(plain(body.path("text").asText())).isEqualTo(plain("T " + text)));
    await().until(() -> Gateways.ALL.to(handle).size() == 1);
    String[] fields = Gateways.ALL.to(handle).get(0).body().split("&");
    assertThat(fields).hasSize(3);
    assertThat(plain(URLDecoder.decode(fields[2], StandardCharsets.UTF_8)))
        .startsWith(plain("text=Dear " + name));

    Visitor agent = Visitor.browser(port, "agent");
    List<String> pages =
        new ArrayList<>(ids.values().stream().map("/care/messages/"::concat).toList());
    pages.add("/care/customers/" + customer);
    pages.add("/care/tasks/" + call.path("id").asText() + "/story");
    pages.add("/care/messages?customerId=" + customer);
    for (String page : pages) {
      var shown = agent.get(page);
      assertThat(shown.statusCode()).as(page).isEqualTo(200);
      assertThat(shown.body())
          .as(page)
          .doesNotContain("<script>alert", "<b>bold", "<h1>other", "49 #{", "[=49]");
    }
    assertThat(plain(Jsoup.parse(agent.get(pages.get(pages.size() - 2)).body()).text()))
        .contains(plain("is that " + name + "?"));
    assertThat(House.list(desk.get("/api/customers/" + customer + "/timeline").path("items")))
        .filteredOn(entry -> entry.path("title").asText().startsWith("Goes in other words"))
        .hasSize(2)
        .allSatisfy(entry -> assertThat(plain(entry.path("text").asText())).isEqualTo(plain(why)));
  }

  /** The customer's name from now on: the text as far as a name may be long. */
  private String named(String customer, String phone, String text) {
    Map<String, Object> profile = new HashMap<>();
    profile.put("name", text);
    profile.put("email", House.address(customer));
    profile.put("phone", phone);
    profile.put("locale", "en");
    String path = "/api/customers/" + customer;
    Visitor shop = Visitor.program(port, "agent");
    if (text.length() <= 200) {
      assertThat(shop.put(path, Api.written(profile)).statusCode()).isEqualTo(200);
      return text;
    }
    JsonNode problem = desk.problem(shop.put(path, Api.written(profile)), 422);
    assertThat(problem.path("field").asText()).isEqualTo("name");
    return named(customer, phone, text.substring(0, 200));
  }

  private String ask(String customer, String ticket, String channel) {
    return transaction
        .execute(
            status ->
                messages.ask(
                    new MessageRequest(
                        customer,
                        ticket,
                        "support/complaint-received",
                        null,
                        Purpose.SERVICE,
                        List.of(channel),
                        Timing.ANY,
                        new Asker("p", 1, UUID.randomUUID().toString(), "e", "a", "s", null, false),
                        "once",
                        GoOn.QUEUED)))
        .id();
  }

  private static void assertSays(List<MimeMessage> mails, String subject, String words) {
    assertThat(mails)
        .filteredOn(mail -> PostOffice.subject(mail).contains(subject))
        .singleElement()
        .satisfies(
            mail -> {
              assertThat(plain(PostOffice.part(mail, "text/plain"))).contains(plain(words));
              assertThat(plain(Jsoup.parse(PostOffice.part(mail, "text/html")).text()))
                  .contains(plain(words));
            });
  }

  /** Without line breaks and marks of direction, which each way writes in its own manner. */
  private static String plain(String text) {
    return Api.visible(text)
        .replaceAll("[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069]", " ")
        .replaceAll("\\s+", "")
        .strip();
  }

  /** The names of a mail's headers as they stand on the wire. */
  private static List<String> headers(MimeMessage mail) throws Exception {
    var bytes = new ByteArrayOutputStream();
    mail.writeTo(bytes);
    String head = bytes.toString(StandardCharsets.ISO_8859_1).split("\r\n\r\n", 2)[0];
    return head.replaceAll("\r\n[ \t]", " ")
        .lines()
        .map(line -> line.replaceFirst(":.*", "").toLowerCase(Locale.ROOT))
        .filter(name -> !name.equals("received"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann@example.org\r\nBcc: victim@example.org",
        "ann@example.org,victim@example.org",
        "ann@example.org\u0000",
        "\"ann\r\n.\r\nMAIL FROM:<x@example.org>\"@example.org",
        "<ann@example.org> SIZE=1"
      })
  void anAddressThatIsMoreThanOneIsRefusedByName(String email) {
    Map<String, Object> profile = Map.of("name", "Ann", "email", email);
    var answer =
        Visitor.program(port, "agent").put("/api/customers/c-hostile", Api.written(profile));
    assertThat(desk.problem(answer, 422).path("field").asText()).isEqualTo("email");
  }

  @Test
  void aSubjectOfNothingButControlsIsRefused() {
    assertThat(Subject.tidied("\r\n\t")).isEmpty();
    String ann = house.customer("Ann", "en", "standard");
    String ticket = house.complain(ann, "product", "It hums.");
    PostOffice.mailTo(House.address(ann), ticket);
    outbound.turn(true, "operator");
    try {
      String id = ask(ann, ticket, "email");
      for (String nothing : List.of("\r\n", "\u202E", " \u2028")) {
        var refused =
            catchThrowableOfType(
                Problem.class,
                () -> unsent.change(id, new Words(nothing, "Hello"), "agent", "because"));
        assertThat(refused.field()).as("a subject nobody sees").isEqualTo("subject");
      }
    } finally {
      outbound.turn(false, "operator");
    }
  }
}
