package org.carejourney.messaging.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carejourney.CareTest;
import org.carejourney.PostOffice;
import org.carejourney.Visitor;
import org.carejourney.customer.Customers;
import org.carejourney.messaging.CareLetters;
import org.carejourney.messaging.Links;
import org.carejourney.messaging.Message;
import org.carejourney.messaging.Messages;
import org.carejourney.support.House;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;

/** The link below our letters, followed by a stranger without cookies. */
@CareTest
class PreferencePageTest {

  private static final String[] SHOWN = {
    "shown=care.email", "shown=care.sms", "shown=care.phone",
    "shown=marketing.email", "shown=marketing.sms", "shown=marketing.phone"
  };

  @LocalServerPort private int port;
  @Autowired private Links links;
  @Autowired private Customers customers;
  @Autowired private Clock clock;
  @Autowired private Messages messages;
  @Autowired private TransactionTemplate transaction;
  private House house;
  private CareLetters letters;

  @BeforeEach
  void house() {
    house = new House(port);
    letters = new CareLetters(messages, transaction);
  }

  @Test
  void whateverIsWrongWithALinkThePageIsTheSame() {
    String lia = customer("Lia Fenn", "en");
    String good = link(lia);
    String forged = good.substring(0, good.length() - 4) + "AAAA";
    String expired = path(clock.instant().minusSeconds(1), message(lia));
    String unknown = path(clock.instant().plusSeconds(60), "no-message");
    String other = House.path(links.to("complaint", clock.instant().plusSeconds(60), message(lia)));
    String otherPurpose = other.replace("/p/complaint/", "/p/preferences/");
    String tooMuch = path(clock.instant().plusSeconds(60), message(lia), "more");
    assertThat(Visitor.program(port, "admin").delete("/api/customers/" + lia).statusCode())
        .isLessThan(300);

    String page = get("/p/preferences/x").body();
    assertThat(page).contains("This link does not work").doesNotContain("<form");
    for (String link : List.of(good, forged, expired, unknown, otherPurpose, tooMuch)) {
      assertThat(get(link).statusCode()).as(link).isEqualTo(404);
      assertThat(get(link).body()).as(link).isEqualTo(page);
      HttpResponse<String> pressed = post(link, "stop=all");
      assertThat(pressed.statusCode()).as(link).isEqualTo(404);
      assertThat(pressed.body()).as(link).isEqualTo(page);
    }
  }

  @Test
  void lookingChangesNothingAndTellsNobody() {
    String emil = customer("Emil Stone", "en");
    String link = link(emil);
    for (String method : List.of("GET", "HEAD", "GET")) {
      HttpResponse<String> page = ask(method, link + "?stop=all&shown=care.email", "");
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).doesNotContain("Emil", emil, "1234567");
      assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
      assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(page.headers().firstValue("X-Robots-Tag").orElse("")).contains("noindex");
      assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
    }
    assertThat(get(link).body()).contains("c…@example.org", "…67").doesNotContain("by chat");
    assertThat(consents(emil)).isEmpty();
    assertThat(house.story(emil)).noneMatch(title -> title.startsWith("Customer "));
  }

  @Test
  void careIsOnUntilTheySayNoAndMarketingOffUntilTheySayYes() {
    String ella = customer("Ella Marsh", "en");
    String link = link(ella);
    assertThat(on(get(link))).containsExactly("care.email", "care.sms", "care.phone");

    HttpResponse<String> saved =
        post(link, with(SHOWN, "on=care.sms", "on=care.phone", "on=marketing.email"));
    assertThat(saved.body()).contains("Thank you, it is noted");
    assertThat(on(saved)).containsExactly("care.sms", "care.phone", "marketing.email");
    assertThat(on(get(link))).containsExactly("care.sms", "care.phone", "marketing.email");

    assertThat(consents(ella)).containsExactlyInAnyOrder("care.email no", "marketing.email yes");
    assertThat(customers.allows(ella, "care", "email")).isFalse();
    assertThat(customers.allows(ella, "marketing", "email")).isTrue();
    assertThat(customers.consent(ella, "care", "email").orElseThrow().source())
        .isEqualTo("preference page");
    assertThat(customers.consent(ella, "care", "email").orElseThrow().wording())
        .isEqualTo(PreferencePage.WORDING + "-en");
    assertThat(house.story(ella))
        .contains("Customer says no to care by email; yes to marketing by email");
  }

  /**
   * What somebody agreed to is known by the version of the words. Who changes them gives the next
   * version to {@link PreferencePage#WORDING} and adds it here; the lines before stay.
   */
  @Test
  void otherWordsOnThePageAreAnotherVersion() throws Exception {
    Map<String, String> versions = Map.of("preferences-1", "85712192380f2577");
    var digest = MessageDigest.getInstance("SHA-256");
    for (String file : List.of("preferences-en.ftlh", "preferences-de.ftlh")) {
      digest.update(Files.readAllBytes(Path.of("src/main/resources/web/messaging", file)));
    }
    assertThat(HexFormat.of().formatHex(digest.digest()).substring(0, 16))
        .as("the words as they are now")
        .isEqualTo(versions.get(PreferencePage.WORDING));
  }

  @Test
  void theSameFormAgainChangesNothingAndADifferentOneDoes() {
    String otto = customer("Otto Lang", "de-AT");
    String link = link(otto);
    String noMail = with(SHOWN, "on=care.sms", "on=care.phone");
    for (int i = 0; i < 3; i++) {
      assertThat(post(link, noMail).body()).contains("Danke, das ist notiert");
    }
    assertThat(consents(otto)).containsExactly("care.email no");
    assertThat(changes(otto)).hasSize(1);

    post(link, with(SHOWN, "on=care.email", "on=care.sms", "on=care.phone"));
    post(link, noMail);
    assertThat(customers.allows(otto, "care", "email")).isFalse();
    assertThat(changes(otto)).hasSize(3);
  }

  @Test
  void aNoAfterTheShopSaidYesCountsAgainAlsoWhenItsClockRunsAhead() {
    String iris = customer("Iris Voss", "en");
    String link = link(iris);
    for (int i = 0; i < 2; i++) {
      String ahead = clock.instant().plus(Duration.ofMinutes(4)).toString();
      put(iris, "en", List.of(consent("marketing", "email", true, "shop", ahead)));
      assertThat(on(get(link))).contains("marketing.email");
      post(link, with(SHOWN, "on=care.email"));
      assertThat(customers.allows(iris, "marketing", "email")).isFalse();
    }
  }

  @Test
  void oneButtonStopsAllOfItAndTheCustomerMayComeBack() {
    String hugo = customer("Hugo Lind", "en");
    String link = link(hugo);
    post(link, with(SHOWN, "on=care.email", "on=marketing.email", "on=marketing.sms"));

    HttpResponse<String> stopped = post(link, "stop=all");
    assertThat(stopped.body())
        .contains("We have stopped all of it")
        .contains("Save my choice")
        .doesNotContain("Stop all of it");
    assertThat(on(stopped)).isEmpty();
    assertThat(post(link, "stop=all").body()).contains("We have stopped all of it");
    for (String channel : List.of("email", "sms", "chat", "phone", "social", "web")) {
      assertThat(customers.allows(hugo, "care", channel)).as(channel).isFalse();
      assertThat(customers.allows(hugo, "marketing", channel)).as(channel).isFalse();
      assertThat(customers.allows(hugo, "service", channel)).as(channel).isTrue();
    }
    assertThat(house.story(hugo)).containsOnlyOnce("Customer stops all but service messages");
    assertThat(customers.consent(hugo, "care", "social").orElseThrow().wording())
        .isEqualTo(PreferencePage.WORDING + "-en");

    assertThat(on(post(link, with(SHOWN, "on=care.email")))).containsExactly("care.email");
    assertThat(customers.allows(hugo, "care", "email")).isTrue();
  }

  @Test
  void aFormSentManyTimesAtOnceIsWrittenDownOnce() throws Exception {
    String rosa = customer("Rosa Klee", "en");
    String link = link(rosa);
    Callable<Integer> press = () -> post(link, "stop=all").statusCode();
    var threads = Executors.newFixedThreadPool(8);
    try {
      for (var done : threads.invokeAll(Stream.generate(() -> press).limit(12).toList())) {
        assertThat(done.get()).isEqualTo(200);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(changes(rosa)).hasSize(1);
  }

  @Test
  void whatTheFormDoesNotKnowIsPassedOver() {
    String vera = customer("Vera Holm", "en");
    String link = link(vera);
    for (String body :
        List.of(
            "",
            "shown=service.email&shown=gossip.email&shown=care.pigeon&on=marketing.email",
            "shown=care&shown=&shown=%00&on=%F0%9F%98%80&on=" + "x".repeat(5000),
            "shown=care.chat&on=care.chat",
            "stop%5B%5D=all&customerId=C-1001&__proto__=1",
            "on='%3B+drop+table+consent%3B--&shown=${7*7}")) {
      HttpResponse<String> page = post(link, body);
      assertThat(page.statusCode()).as(body).isEqualTo(200);
      assertThat(page.body()).as(body).contains("What may we send you?").doesNotContain("drop");
    }
    assertThat(post(link, "shown=care.email&shown=gossip.sms&on=care.email").statusCode())
        .isEqualTo(200);
    assertThat(consents(vera)).isEmpty();
    assertThat(Visitor.stranger(port).put(link, "{}").statusCode()).isEqualTo(405);
  }

  @Test
  void whoCannotBeReachedHasNothingToChoose() {
    String zoe = customer("Zoe Birk", "en");
    String link = link(zoe);
    house.put(zoe, new HashMap<>(Map.of("name", "Zoe Birk")));
    assertThat(get(link).body()).contains("no address of yours").doesNotContain("<form");
    post(link, with(SHOWN));
    assertThat(consents(zoe)).isEmpty();
  }

  @Test
  void everyCareLetterCanBeEndedFromTheLetterItself() {
    String mona = customer("Mona Reed", "en");
    Message letter = letters.ask(mona, ticket(mona), "care", "email");
    List<String> inLetter = House.links(messages.get(letter.id()).text());
    String link = House.path(inLetter.get(inLetter.size() - 1));
    assertThat(post(link, "stop=all").body()).contains("We have stopped all of it");
    assertThat(House.links(messages.get(message(mona)).text()))
        .as("an answer to a complaint has nothing to choose")
        .noneMatch(other -> other.contains("/p/preferences/"));

    Message next = letters.ask(mona, ticket(mona), "care", "email");
    assertThat(next.status()).isEqualTo(Message.Status.WITHHELD);
    assertThat(next.reason()).contains("does not want care messages");
    Message answer = letters.ask(mona, ticket(mona), "service", "email");
    assertThat(answer.status()).isEqualTo(Message.Status.QUEUED);
  }

  @Test
  void aLetterThatWaitsForTheMorningDoesNotGoAfterAStop() {
    String nora = customer("Nora Vik", "en");
    String ticket = ticket(nora);
    house.put(
        nora,
        new HashMap<>(
            Map.of(
                "name", "N", "email", House.address(nora), "timeZone", CareLetters.night(clock))));
    Message letter = letters.ask(nora, ticket, "care", "email");
    assertThat(letter.sendAt()).isAfter(clock.instant());
    post(link(nora), "stop=all");
    house.forward("PT12H");
    assertThat(messages.get(letter.id()).status()).isEqualTo(Message.Status.WITHHELD);
    assertThat(PostOffice.mailsTo(House.address(nora)))
        .noneMatch(mail -> PostOffice.subject(mail).equals(letter.subject()));
  }

  @Test
  void aPauseHoldsCareAndEndsByItself() {
    String lou = customer("Lou Brandt", "en");
    String ticket = ticket(lou);
    HttpResponse<String> paused = post(link(lou), "pause=month");
    assertThat(paused.body()).contains("We leave you in peace", "End the pause now");
    assertThat(paused.body()).doesNotContain("Pause for 30 days");
    assertThat(consents(lou)).as("a pause is no no").isEmpty();

    Message letter = letters.ask(lou, ticket, "care", "email");
    assertThat(letter.status()).isEqualTo(Message.Status.HELD);
    assertThat(letter.reason()).contains("wants to hear nothing until");
    assertThat(letters.ask(lou, ticket, "service", "email").status())
        .isEqualTo(Message.Status.QUEUED);
    assertThat(house.story(lou)).contains("Customer pauses all but service messages");

    house.forward("P29D");
    assertThat(messages.get(letter.id()).status()).isEqualTo(Message.Status.HELD);
    house.forward("P3D");
    assertThat(messages.get(letter.id()).status()).isNotEqualTo(Message.Status.HELD);
    assertThat(get(link(lou)).body()).contains("Pause for 30 days").doesNotContain("End the pause");
  }

  @Test
  void whoEndsAPauseHearsAgainWhatWaitedForIt() {
    String ida = customer("Ida Brandt", "de");
    String ticket = ticket(ida);
    assertThat(post(link(ida), "pause=quarter").body()).contains("Wir lassen Sie in Ruhe");
    Message letter = letters.ask(ida, ticket, "care", "email");
    assertThat(letter.status()).isEqualTo(Message.Status.HELD);
    assertThat(post(link(ida), "resume=now").body()).contains("Danke, das ist notiert");
    await().until(() -> messages.get(letter.id()).status() != Message.Status.HELD);
    assertThat(post(link(ida), "pause=forever").body()).doesNotContain("in Ruhe");
  }

  @Test
  void whoTriesLinksIsSlowedDownAndNobodyElse() throws IOException {
    int status = 404;
    for (int tries = 0; status == 404 && tries < 2000; tries++) {
      // Whatever they try: the pages count together.
      String page = tries % 2 == 0 ? "/p/preferences/guess" : "/p/score/guess";
      status = statusFrom("127.0.0.9", page + tries);
    }
    assertThat(status).isEqualTo(429);
    assertThat(get("/p/preferences/guess").statusCode()).isEqualTo(404);
  }

  /** As another machine asks. */
  private int statusFrom(String address, String path) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port, InetAddress.getByName(address), 0)) {
      socket
          .getOutputStream()
          .write("GET %s HTTP/1.0\r\n\r\n".formatted(path).getBytes(StandardCharsets.UTF_8));
      String first =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
              .readLine();
      return Integer.parseInt(first.split(" ", -1)[1]);
    }
  }

  @Test
  void aMailProgramEndsThisKindByThisWayWithOnePost() throws Exception {
    String olga = customer("Olga Fry", "en");
    Message letter = letters.ask(olga, ticket(olga), "care", "email");
    house.forward("PT14H");
    var mail = PostOffice.mailTo(House.address(olga), letter.subject());
    assertThat(mail.getHeader("List-Unsubscribe-Post", null))
        .isEqualTo("List-Unsubscribe=One-Click");
    String link = mail.getHeader("List-Unsubscribe", null).replaceAll("[<>\\s]", "");
    assertThat(get(House.path(link)).statusCode()).isEqualTo(200);
    assertThat(customers.allows(olga, "care", "email")).isTrue();
    assertThat(post(House.path(link), "List-Unsubscribe=One-Click").statusCode()).isEqualTo(200);
    assertThat(customers.allows(olga, "care", "email")).isFalse();
    assertThat(customers.allows(olga, "care", "sms")).isTrue();

    assertThat(post(link(olga), "List-Unsubscribe=One-Click").statusCode()).isEqualTo(200);
    assertThat(consents(olga)).as("a service letter ends nothing").containsExactly("care.email no");

    post(link(olga), with(SHOWN, "on=care.email", "on=care.sms", "on=care.phone"));
    String part = "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\n";
    Visitor.stranger(port)
        .send(
            "POST",
            House.path(link),
            "multipart/form-data; boundary=b",
            BodyPublishers.ofString(part + "One-Click\r\n--b--\r\n"));
    assertThat(customers.allows(olga, "care", "email")).isFalse();
  }

  private String ticket(String customer) {
    message(customer);
    return house
        .get("agent", "/api/tickets?customerId=" + customer)
        .path("items")
        .get(0)
        .path("number")
        .asText();
  }

  private String customer(String name, String locale) {
    String id = house.customer(name, locale, null);
    put(id, locale, List.of());
    return id;
  }

  private void put(String id, String locale, List<Map<String, Object>> consents) {
    house.put(
        id,
        new HashMap<>(
            Map.of(
                "name",
                "Somebody",
                "email",
                House.address(id),
                "phone",
                "+49301234567",
                "locale",
                locale,
                "consents",
                consents)));
  }

  private static Map<String, Object> consent(
      String purpose, String channel, boolean granted, String source, String at) {
    return Map.of(
        "purpose", purpose, "channel", channel, "granted", granted, "source", source, "at", at);
  }

  /** A link to the page, from whatever we wrote to them. */
  private String link(String customer) {
    return path(clock.instant().plus(Duration.ofDays(90)), message(customer));
  }

  private String message(String customer) {
    if (house.messages(customer).isEmpty()) {
      house.complain(customer, "other", "Hm.");
      await().until(() -> !house.messages(customer).isEmpty());
    }
    List<JsonNode> all = house.messages(customer);
    return all.get(all.size() - 1).path("id").asText();
  }

  private String path(Instant expires, String... facts) {
    return House.path(links.to("preferences", expires, facts));
  }

  private HttpResponse<String> get(String link) {
    return Visitor.stranger(port).get(link);
  }

  private HttpResponse<String> post(String link, String form) {
    return ask("POST", link, form);
  }

  private HttpResponse<String> ask(String method, String link, String form) {
    return Visitor.stranger(port)
        .send(method, link, "application/x-www-form-urlencoded", BodyPublishers.ofString(form));
  }

  private static String with(String[] shown, String... more) {
    return Stream.concat(Arrays.stream(shown), Arrays.stream(more))
        .map(pair -> pair.split("=", 2))
        .map(pair -> pair[0] + "=" + URLEncoder.encode(pair[1], StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** The boxes that are ticked. */
  private static List<String> on(HttpResponse<String> page) {
    return Jsoup.parse(page.body()).select("input[type=checkbox][checked]").eachAttr("value");
  }

  /** What counts now, in words. */
  private List<String> consents(String customer) {
    JsonNode profile = house.get("agent", "/api/customers/" + customer);
    return House.list(profile.path("consents")).stream()
        .map(
            said ->
                "%s.%s %s"
                    .formatted(
                        said.path("purpose").asText(),
                        said.path("channel").asText(),
                        said.path("granted").asBoolean() ? "yes" : "no"))
        .toList();
  }

  private List<String> changes(String customer) {
    return house.story(customer).stream().filter(t -> t.startsWith("Customer s")).toList();
  }
}
