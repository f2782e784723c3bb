package org.carejourney.messaging.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carejourney.CareTest;
import org.carejourney.Visitor;
import org.carejourney.messaging.CareLetters;
import org.carejourney.messaging.Links;
import org.carejourney.messaging.Message;
import org.carejourney.messaging.Message.Status;
import org.carejourney.messaging.Messages;
import org.carejourney.support.House;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;

/** An address is not always one customer: what its readers wished outlives who had it. */
@CareTest
class AddressStoriesTest {

  private static final Pattern FREE =
      Pattern.compile("action=\"(/care/customers/[^\"]+/suppressions/\\d+/free)\"");

  @LocalServerPort private int port;
  @Autowired private Links links;
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
  void whoStopsAKindOfLetterStopsItForEverybodyAtThatAddress() {
    String ann = house.customer("Ann Gray", "en", null);
    String bob = at(House.address(ann), "Bob Gray");
    assertThat(letters.ask(bob, ticket(bob), "care", "email").status()).isNotIn(Status.WITHHELD);

    unsubscribe(letters.ask(ann, ticket(ann), "care", "email"));
    Message letter = letters.ask(bob, ticket(bob), "care", "email");
    assertThat(letter.status()).isEqualTo(Status.WITHHELD);
    assertThat(letter.reason()).isEqualTo("The reader at the address does not want care messages");
    assertThat(letters.ask(bob, ticket(bob), "service", "email").status()).isEqualTo(Status.QUEUED);

    String page = preferences(letter);
    assertThat(Jsoup.parse(Visitor.stranger(port).get(page).body()).select("input[checked]"))
        .isEmpty();
    post(page, "shown=care.email&on=care.email");
    assertThat(letters.ask(bob, ticket(bob), "care", "email").status())
        .as("a reader wants them again")
        .isNotIn(Status.WITHHELD);
    assertThat(letters.ask(ann, ticket(ann), "care", "email").reason())
        .as("Ann's own no still counts for Ann")
        .isEqualTo("The customer does not want care messages by email");
  }

  @Test
  void whoWasErasedIsNotWrittenToUnderTheNextNameEither() {
    String cleo = house.customer("Cleo Marsh", "en", null);
    String dora = house.customer("Dora Marsh", "en", null);
    String ella = at(House.address(dora), "Ella Marsh");
    for (String gone : new String[] {cleo, dora}) {
      assertThat(house.delete("lead", "/api/customers/" + gone)).isLessThan(300);
    }
    String again = at(House.address(cleo), "Cleo Marsh");
    Message letter = letters.ask(again, ticket(again), "care", "email");
    assertThat(letter.status()).isEqualTo(Status.WITHHELD);
    assertThat(letter.reason()).isEqualTo("The customer at the address was erased");
    assertThat(letters.ask(again, ticket(again), "service", "email").status())
        .isEqualTo(Status.QUEUED);
    assertThat(letters.ask(ella, ticket(ella), "care", "email").status())
        .as("Ella has the address, too, and was not erased")
        .isNotIn(Status.WITHHELD);
  }

  @Test
  void aLeadSeesWhatStandsAgainstAnAddressAndMayAllowItAgain() {
    String finn = house.customer("Finn Odd", "en", null);
    String gwen = house.customer("Gwen Odd", "en", null);
    post(preferences(letters.ask(finn, ticket(finn), "service", "email")), "stop=all");
    String story = "/care/customers/" + finn;
    assertThat(Visitor.browser(port, "agent").get(story).body())
        .contains("does not want care messages", "Only answers go there")
        .doesNotContain("Allow it again");

    Visitor lead = Visitor.browser(port, "lead");
    Matcher form = FREE.matcher(lead.get(story).body());
    assertThat(form.find()).isTrue();
    String free = form.group(1);
    assertThat(
            Visitor.browser(port, "agent").postForm(story, free, "reason", "please").statusCode())
        .isEqualTo(403);
    assertThat(lead.postForm(story, free, "reason", " ").statusCode()).isEqualTo(422);
    assertThat(lead.postForm(story, free.replace(finn, gwen), "reason", "x").statusCode())
        .as("not an address of hers")
        .isEqualTo(404);
    assertThat(lead.postForm(story, free, "reason", "<b>It was his son</b>").statusCode())
        .isEqualTo(302);
    assertThat(lead.postForm(story, free, "reason", "twice").statusCode()).isEqualTo(404);

    assertThat(lead.get(story).body())
        .doesNotContain(free)
        .contains("The address may be written to again", "&lt;b&gt;It was his son");
    var entry = house.get("agent", "/api/customers/" + finn + "/timeline").path("items").get(0);
    assertThat(entry.path("actor").asText()).isEqualTo("lead");
    assertThat(entry.path("reason").asText()).isEqualTo("<b>It was his son</b>");

    assertThat(suppressions(finn))
        .extracting(one -> one.path("freedBecause").asText("nobody"))
        .as("what is freed, and the one for marketing that stands")
        .containsExactlyInAnyOrder("<b>It was his son</b>", "nobody");
    assertThat(suppressions(finn))
        .allSatisfy(one -> assertThat(one.path("cause").asText()).isEqualTo("UNSUBSCRIBED"))
        .allSatisfy(one -> assertThat(one.path("since").asText()).isNotBlank());
    String son = at(House.address(finn), "Young Odd");
    assertThat(suppressions(son)).hasSize(2);
    assertThat(suppressions(son).toString()).as("typed about another").doesNotContain("his son");
    assertThat(suppressions(gwen)).isEmpty();
  }

  private List<JsonNode> suppressions(String customer) {
    return House.list(
        house.get("lead", "/api/customers/" + customer + "/export").findValue("suppressions"));
  }

  private String at(String email, String name) {
    String id = house.customer(name, "en", null);
    house.put(id, new HashMap<>(Map.of("name", name, "email", email, "locale", "en")));
    return id;
  }

  private String ticket(String customer) {
    if (house.messages(customer).isEmpty()) {
      house.complain(customer, "other", "Hm.");
      await().until(() -> !house.messages(customer).isEmpty());
    }
    var tickets = house.get("agent", "/api/tickets?customerId=" + customer).path("items");
    return tickets.get(0).path("number").asText();
  }

  private String preferences(Message letter) {
    var expires = clock.instant().plus(Duration.ofDays(90));
    return House.path(links.to("preferences", expires, letter.id()));
  }

  private void unsubscribe(Message letter) {
    post(preferences(letter), "List-Unsubscribe=One-Click");
  }

  private void post(String link, String form) {
    assertThat(
            Visitor.stranger(port)
                .send(
                    "POST",
                    link,
                    "application/x-www-form-urlencoded",
                    BodyPublishers.ofString(form))
                .statusCode())
        .isEqualTo(200);
  }
}
