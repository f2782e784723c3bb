package org.carejourney.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carejourney.PostOffice.mailTo;
import static org.carejourney.PostOffice.part;
import static org.carejourney.support.House.address;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.carejourney.CareTest;
import org.carejourney.messaging.Links;
import org.carejourney.support.House;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What customers see behind the links in our mails, without a login and without scripts. */
@CareTest
class PublicPageTest {

  @LocalServerPort private int port;
  @Autowired private Links links;
  @Autowired private Clock clock;
  @AutoClose private Eyes eyes;

  @Test
  void aCustomerAcceptsTheSolution() {
    House house = new House(port);
    String anna = house.customer("Anna Berg", "de-DE", null);
    String ticket = house.complain(anna, "product", "Der Schalter ist kaputt.");
    house.solve(ticket, "replacement", null);
    await().until(() -> house.ticket(ticket).path("status").asText().equals("solved"));
    List<String> links = House.links(part(mailTo(address(anna), "Unsere Lösung"), "text/plain"));

    eyes = Eyes.stranger(port);
    for (String link : links) {
      eyes.lookAt("public-" + links.indexOf(link), House.path(link));
    }
    eyes.close();
    eyes = Eyes.withoutScripts(port);
    Page page = eyes.go(House.path(links.get(0)));
    assertThat(page.locator("h1")).hasText("Ist es für Sie gelöst?");
    page.getByRole(AriaRole.BUTTON).click();
    assertThat(page.locator("h1")).hasText("Danke für Ihre Antwort");
    eyes.see("public-done", true);
    await().until(() -> house.ticket(ticket).path("status").asText().equals("closed"));

    eyes.go(House.path(links.get(0)));
    assertThat(page.locator("h1")).hasText("Wir haben Ihre Antwort schon");
  }

  @ParameterizedTest
  @CsvSource({"en, What may we send you?, Save my choice", "de-AT, Was dürfen, Auswahl speichern"})
  void aCustomerChoosesWhatWeSend(String locale, String title, String save) {
    String link = preferences(locale);
    eyes = Eyes.stranger(port);
    eyes.lookAt("preferences-" + locale, link);
    eyes.picture("preferences-en-390");
    eyes.close();
    eyes = Eyes.withoutScripts(port);
    Page page = eyes.go(link);
    assertThat(page.locator("h1")).containsText(title);
    var boxes = page.getByRole(AriaRole.CHECKBOX);
    assertThat(boxes).hasCount(6);
    boxes.nth(0).uncheck();
    boxes.nth(3).focus();
    page.keyboard().press("Space");
    assertThat(boxes.nth(3)).isChecked();
    page.getByText(save).press("Enter");
    assertThat(boxes.nth(0)).not().isChecked();
    assertThat(boxes.nth(1)).isChecked();
    assertThat(boxes.nth(3)).isChecked();
    eyes.see("preferences-saved-" + locale, true);
  }

  @Test
  void aCustomerStopsAllOfItWithOneClick() {
    String link = preferences("en");
    eyes = Eyes.stranger(port);
    Page page = eyes.go(link);
    page.getByText("Stop all of it").click();
    assertThat(page.locator("h1")).hasText("We have stopped all of it");
    assertThat(page.locator("input:checked")).hasCount(0);
    eyes.check("preferences-stopped-1280");
    page.setViewportSize(Eyes.PHONE, 900);
    eyes.check("preferences-stopped-390");
    eyes.lookAt("preferences-unknown", "/p/preferences/not.a-link");
  }

  /** The link below a letter to a customer with an e-mail address and a phone. */
  private String preferences(String locale) {
    House house = new House(port);
    String id = house.customer("Mira Novák", locale, null);
    house.put(
        id,
        new HashMap<>(
            Map.of(
                "name",
                "Mira Novák",
                "email",
                address(id),
                "phone",
                "+420601123456",
                "locale",
                locale)));
    house.complain(id, "other", "Hm.");
    await().until(() -> !house.messages(id).isEmpty());
    String message = house.messages(id).get(0).path("id").asText();
    return House.path(links.to("preferences", clock.instant().plus(Duration.ofDays(1)), message));
  }

  @Test
  void aLinkThatDoesNotWork() {
    eyes = Eyes.stranger(port);
    eyes.lookAt("public-unknown", "/p/complaint/not.a-link");
    assertThat(eyes.page().locator("h1")).hasText("This link does not work");
  }
}
