package org.carejourney.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carejourney.PostOffice.mailTo;
import static org.carejourney.PostOffice.part;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.HashMap;
import java.util.Map;
import org.carejourney.CareTest;
import org.carejourney.engine.BusinessCalendar;
import org.carejourney.journey.Shop;
import org.carejourney.support.House;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A customer's first month as they see it, and as staff see it. */
@CareTest
class JourneyPagesTest {

  private static final String QUESTION = "How is it going";

  @LocalServerPort private int port;
  @Autowired private BusinessCalendar calendar;
  private Shop shop;
  private House house;
  @AutoClose private Eyes eyes;

  @BeforeEach
  void open() {
    shop = new Shop(port);
    house = shop.house();
    shop.openInTheMorning(calendar);
  }

  @Test
  void aGoodScoreEarnsARewardThatStandsOnTheStory() {
    String mira = newcomer("c-2041", "Mira Novák");
    joined(mira, 0);
    house.forward("P33D");
    waitsForAnswer(mira);
    score(mira, 5, "Thank you for your answer");
    mailTo(House.address(mira), "A thank-you for you");
    String ticket = house.complain(mira, "product", "My new lamp flickers since yesterday.");
    house.understand("agent", ticket);
    house.task(ticket, "Propose solution");

    eyes = Eyes.of(port, "agent");
    eyes.lookAt("story", "/care/customers/" + mira);
    Page page = eyes.page();
    picture("story-1280", 1150);
    Locator standing = page.locator("section[aria-labelledby=standing]");
    assertThat(standing).containsText("100 points");
    assertThat(standing).containsText("bronze");
    assertThat(standing).containsText("5 of 5");
    assertThat(page.locator("#" + ticket)).containsText("The switch broke on the second day");

    page.locator("section[aria-labelledby=messages]").getByText(QUESTION).click();
    eyes.lookAt("message", page.url());
    picture("message-1280", 900);
    assertThat(page.frameLocator("iframe").locator("body")).containsText("Linden floor lamp");
    assertThat(page.getByText("Is it a good hour at their place?")).isVisible();
  }

  @Test
  void whatAColleagueHeardOnThePhoneStandsOnTheStory() {
    String nils = newcomer(Shop.unique("c-"), "Nils Aker");
    joined(nils, 30);
    waitsForAnswer(nils);
    score(nils, 1, "Thank you for telling us");
    house.complete(
        "carer",
        house.task(nils, "Call customer back"),
        Map.of("recoveryOutcome", "recovered", "theySaid", "It came <b>late</b>, twice"));

    eyes = Eyes.of(port, "carer");
    eyes.lookAt("story-called", "/care/customers/" + nils);
    Locator written = eyes.page().locator("section[aria-labelledby=forms]");
    assertThat(written).containsText("It came <b>late</b>, twice");
    assertThat(written).containsText("carer");
  }

  private String newcomer(String id, String name) {
    house.put(
        id,
        new HashMap<>(
            Map.of(
                "name", name,
                "givenName", name.split(" ", -1)[0],
                "email", House.address(id),
                "phone", "+420601123456",
                "locale", "en-GB",
                "timeZone", "Europe/Berlin",
                "country", "DE",
                "segment", "vip",
                "attributes", Map.of("product", "Linden floor lamp"))));
    return id;
  }

  private void joined(String customer, int daysAgo) {
    Map<String, Object> joined =
        Shop.event("customer.joined", customer, Map.of("product", "Linden floor lamp"));
    joined.put("time", shop.daysAgo(daysAgo).toString());
    shop.tell(joined);
  }

  private void waitsForAnswer(String customer) {
    String waiting =
        "/engine-rest/event-subscription?maxResults=1&eventName=care.scoreGiven&processInstanceId="
            + shop.instance("welcomeCustomer", customer);
    await("the question to wait for its answer")
        .until(() -> !house.get("admin", waiting).isEmpty());
  }

  /** For the docs, which have no room for a whole page. */
  private void picture(String name, int height) {
    eyes.page().setViewportSize(Eyes.DESKTOP, height);
    eyes.see(name, false);
    eyes.picture(name);
  }

  /** On a phone, by the link of the letter. */
  private void score(String customer, int score, String thanks) {
    String letter = part(mailTo(House.address(customer), QUESTION), "text/plain");
    String link =
        House.links(letter).stream()
            .filter(one -> one.contains("/p/score/"))
            .toList()
            .get(score - 1);
    eyes = Eyes.stranger(port);
    eyes.lookAt("score-question", House.path(link));
    if (score == 5) {
      eyes.picture("score-question-390");
    }
    Page page = eyes.page();
    assertThat(page.locator("input:checked")).hasValue(String.valueOf(score));
    page.getByRole(AriaRole.BUTTON).click();
    assertThat(page.locator("h1")).hasText(thanks);
    eyes.close();
  }
}
