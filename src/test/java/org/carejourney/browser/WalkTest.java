package org.carejourney.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carejourney.PostOffice.mailTo;
import static org.carejourney.PostOffice.part;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.carejourney.CareTest;
import org.carejourney.engine.BusinessCalendar;
import org.carejourney.journey.Shop;
import org.carejourney.support.House;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The two walks of the README, by clicks alone once the customer has said something. */
@CareTest
class WalkTest {

  @LocalServerPort private int port;
  @Autowired private BusinessCalendar calendar;
  private Shop shop;
  private House house;
  @AutoClose private Eyes eyes;

  @BeforeEach
  void open() {
    shop = new Shop(port);
    house = shop.house();
  }

  @Test
  void oneLoginIsEnoughToSolveAComplaint() {
    String amara = house.customer("Amara Okafor", "en", "vip");
    String ticket = house.complain(amara, "product", "My wake-up light flickers.");
    String task = house.task(ticket, "Understand complaint").path("id").asText();

    eyes = Eyes.of(port, "agent");
    Page page = eyes.page();
    page.getByRole(AriaRole.LINK, named("Tasklist")).click();
    Locator lists = page.locator(".task-filters");
    for (String list : new String[] {"My tasks", "Overdue", "Important customers"}) {
      assertThat(lists.getByText(list)).isVisible();
    }
    lists.getByText("My team").click();
    assertThat(page.locator(".tasks-list .task").first()).isVisible();
    // Other customers' tasks may fill the first page of the list.
    page.evaluate("id => location.hash = location.hash + '&task=' + id", task);
    assertThat(page.locator("aside .care-story")).containsText("My wake-up light flickers.");
    assertThat(page.locator("aside .care-story h3")).hasText("Amara Okafor");

    page.locator(".task-card").getByText("Claim").click();
    Locator happened = page.getByLabel("What happened");
    assertThat(happened).isEnabled();
    happened.fill("The dimmer is of a bad batch");
    happened.press("Tab"); // a field is stored when it is left
    page.getByRole(AriaRole.BUTTON, named("Complete")).click();
    house.task(ticket, "Propose solution");
  }

  @ParameterizedTest
  @CsvSource({
    "en-GB, How is it going, Thank you for your answer, What may we send you?",
    "de-DE, 'Wie geht es', Danke für Ihre Antwort, Was dürfen"
  })
  void aMonthPassesAndTheCustomerIsAsked(
      String locale, String question, String thanks, String choice) {
    shop.openInTheMorning(calendar);
    String lena = newcomer(locale);
    shop.tell(Shop.event("customer.joined", lena, Map.of("product", "Linden floor lamp")));
    mailTo(House.address(lena), "Lena");

    eyes = Eyes.of(port, "agent");
    forward("30 days");
    forward("3 days");
    eyes.close();

    String letter = part(mailTo(House.address(lena), question), "text/plain");
    eyes = Eyes.stranger(port);
    Page page = eyes.page();
    eyes.lookAt("walk-score-" + locale, link(letter, "/p/score/", 4));
    assertThat(page.locator("html")).hasAttribute("lang", locale.substring(0, 2));
    assertThat(page.locator("input:checked")).hasValue("5");
    page.getByRole(AriaRole.BUTTON).click();
    assertThat(page.locator("h1")).hasText(thanks);
    eyes.check("walk-thanks-" + locale + "-1280");
    page.setViewportSize(Eyes.PHONE, 900);
    eyes.check("walk-thanks-" + locale + "-390");
    eyes.lookAt("walk-preferences-" + locale, link(letter, "/p/preferences/", 0));
    assertThat(page.locator("h1")).containsText(choice);
  }

  private String newcomer(String locale) {
    String id = Shop.unique("c-");
    house.put(
        id,
        new HashMap<>(
            Map.of(
                "name", "Lena Lind",
                "givenName", "Lena",
                "email", House.address(id),
                "locale", locale,
                "timeZone", "Europe/Berlin",
                "country", "DE")));
    return id;
  }

  /** Presses a button of the clock on the home page and waits until the time has passed. */
  private void forward(String button) {
    String goal =
        house
            .now()
            .plus(Duration.ofDays(Long.parseLong(button.replaceFirst(" .*", ""))))
            .toString();
    Page page = eyes.go("/care");
    page.getByRole(AriaRole.BUTTON, named(button).setExact(true)).click();
    await("the clock to reach " + goal)
        .atMost(Duration.ofMinutes(3))
        .until(() -> house.now().toString().compareTo(goal) >= 0);
  }

  private static String link(String letter, String kind, int number) {
    return House.path(
        House.links(letter).stream().filter(one -> one.contains(kind)).toList().get(number));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
