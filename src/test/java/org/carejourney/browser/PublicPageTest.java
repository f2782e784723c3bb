package org.carejourney.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carejourney.PostOffice.mailTo;
import static org.carejourney.PostOffice.part;
import static org.carejourney.support.House.address;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.carejourney.CareTest;
import org.carejourney.support.House;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What customers see behind the links in our mails, without a login and without scripts. */
@CareTest
class PublicPageTest {

  @LocalServerPort private int port;
  private Eyes eyes;

  @AfterEach
  void close() {
    if (eyes != null) {
      eyes.close();
    }
  }

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

  @Test
  void aLinkThatDoesNotWork() {
    eyes = Eyes.stranger(port);
    eyes.lookAt("public-unknown", "/p/complaint/not.a-link");
    assertThat(eyes.page().locator("h1")).hasText("This link does not work");
  }
}
