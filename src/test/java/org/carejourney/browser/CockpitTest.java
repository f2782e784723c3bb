package org.carejourney.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import java.util.Map;
import org.carejourney.CareTest;
import org.carejourney.journey.Shop;
import org.carejourney.support.House;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Designers see on their diagrams where complaints and journeys stand. */
@CareTest
class CockpitTest {

  @LocalServerPort private int port;
  @AutoClose private Eyes eyes;

  @BeforeEach
  void open() {
    eyes = Eyes.of(port, "designer");
  }

  @Test
  void theDiagramShowsWhereComplaintsStand() {
    House house = new House(port);
    String ticket = house.complain(house.customer("Cora Pitt", "en", null), "product", "Broken");
    house.task(ticket, "Understand complaint");
    Page page = diagram("resolveComplaint");
    assertThat(page.locator(".djs-element[data-element-id=Activity_FindSolution]")).isVisible();
    assertThat(page.locator("[data-container-id=Activity_FindSolution] .badge").first())
        .isVisible();
    page.waitForTimeout(1000); // the diagram glides into its place
    eyes.see("process", false);
    eyes.picture("process");
  }

  @Test
  void aQuestionThatIsHeldStandsOnItsStep() {
    Page page = diagram("welcomeCustomer");
    assertThat(page.locator(".djs-element[data-element-id=Activity_SendReward]")).isVisible();
    page.waitForTimeout(1000);
    eyes.see("journey", page.locator(".djs-container").first());
    eyes.picture("journey");

    House house = new House(port);
    Shop shop = new Shop(port);
    String amara = house.customer("Amara Obi", "en", null);
    Map<String, Object> joined = Shop.event("customer.joined", amara);
    joined.put("time", shop.daysAgo(29).toString());
    shop.tell(joined);
    await("the tip to be decided on").until(() -> house.messages(amara).size() == 2);
    String ticket = house.complain(amara, "product", "It flickers");
    house.forward("P2D");

    diagram("welcomeCustomer");
    assertThat(page.locator("[data-container-id=Activity_AskHowItGoes] .badge").first())
        .isVisible();
    page.waitForTimeout(1000);
    page.locator(".djs-element[data-element-id=Activity_AskHowItGoes]").click();
    assertThat(page.getByText("Activity_AskHowItGoes")).isVisible();
    assertThat(page.locator("table").getByText(amara)).isVisible();
    page.waitForTimeout(2000); // the badges are drawn anew
    assertThat(page.locator("[data-container-id=Activity_AskHowItGoes] .badge").first())
        .isVisible();
    eyes.see("held", false);
    eyes.picture("held");
    eyes.close();

    eyes = Eyes.of(port, "agent");
    eyes.lookAt("outbox-held", "/care/messages?customerId=" + amara);
    assertThat(eyes.page().locator(".rows")).containsText("Waits while " + ticket + " is open");
    shop.tell("customer.left", amara);
  }

  private Page diagram(String process) {
    String definition =
        new House(port)
            .get("admin", "/engine-rest/process-definition/key/" + process)
            .path("id")
            .asText();
    eyes.page().setViewportSize(1600, 1000);
    eyes.go("/care"); // a new address after the hash alone would not load anew
    return eyes.go("/camunda/app/cockpit/default/#/process-definition/" + definition + "/runtime");
  }
}
