package org.carejourney.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import org.carejourney.CareTest;
import org.carejourney.support.House;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Designers see on their diagram where the complaints stand. */
@CareTest
class CockpitTest {

  @LocalServerPort private int port;
  private Eyes eyes;

  @BeforeEach
  void open() {
    eyes = Eyes.of(port, "designer");
  }

  @AfterEach
  void close() {
    if (eyes != null) {
      eyes.close();
    }
  }

  @Test
  void theDiagramShowsWhereComplaintsStand() {
    House house = new House(port);
    String ticket = house.complain(house.customer("Cora Pitt", "en", null), "product", "Broken");
    house.task(ticket, "Understand complaint");
    String definition =
        house
            .get("admin", "/engine-rest/process-definition/key/resolveComplaint")
            .path("id")
            .asText();

    eyes.page().setViewportSize(1600, 900);
    Page page =
        eyes.go("/camunda/app/cockpit/default/#/process-definition/" + definition + "/runtime");
    assertThat(page.locator(".djs-element[data-element-id=Activity_FindSolution]")).isVisible();
    assertThat(page.locator("[data-container-id=Activity_FindSolution] .badge").first())
        .isVisible();
    page.waitForTimeout(1000); // the diagram glides into its place
    eyes.see("process", false);
    eyes.picture("process");
  }
}
