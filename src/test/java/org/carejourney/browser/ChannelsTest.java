package org.carejourney.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.carejourney.CareTest;
import org.carejourney.Gateways;
import org.carejourney.messaging.Asking;
import org.carejourney.support.House;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What staff see of text messages and calls. */
@CareTest
class ChannelsTest {

  @LocalServerPort private int port;
  private House house;
  private Asking asking;
  @AutoClose private Eyes eyes;

  @BeforeEach
  void house() {
    house = new House(port);
    asking = new Asking(port);
    eyes = Eyes.of(port, "agent");
  }

  @Test
  void aPersonDecidesOnAParkedMessage() {
    String number = Asking.number();
    String ann = asking.customer("Ann Bell", number);
    Gateways.ALL.answer(number, "break");
    asking.say(ann, "sms", "accepted");
    asking.becomes(ann, "parked");

    eyes.lookAt("outbox-texts", "/care/messages?customerId=" + ann);
    String path = "/care/messages/" + asking.said(ann).path("id").asText();
    eyes.lookAt("message-parked", path);
    Page page = eyes.page();
    assertThat(page.getByText("Nobody knows whether it arrived").first()).isVisible();
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("It arrived")).click();
    asking.becomes(ann, "sent");
    assertThat(page.getByText("Your decision")).isHidden();
  }

  @Test
  void whatToSayStandsBesideTheFormOfACall() {
    String number = Asking.number();
    String ticket = asking.say(asking.customer("Ben Ode", number), "phone", "accepted");
    JsonNode task = house.task(ticket, "Make call");
    Page page = eyes.go("/camunda/app/tasklist/default/#/?task=" + task.path("id").asText());
    Locator beside = page.locator("aside .care-story");
    assertThat(beside).containsText("What to say");
    assertThat(beside).containsText(number);
    assertThat(beside).containsText("is that Ben Ode?");
    assertThat(page.getByLabel("I told the customer")).isVisible();
    eyes.judge(".care-beside", "what to say beside a form");
    eyes.see("tasklist-call-1280", false);
  }

  @Test
  void theDiagramOfACall() {
    eyes.close();
    eyes = Eyes.of(port, "designer");
    String definition =
        house.get("admin", "/engine-rest/process-definition/key/makeCall").path("id").asText();
    eyes.page().setViewportSize(1600, 900);
    Page page =
        eyes.go("/camunda/app/cockpit/default/#/process-definition/" + definition + "/runtime");
    assertThat(page.locator(".djs-element[data-element-id=Activity_MakeCall]")).isVisible();
    page.waitForTimeout(1000); // the diagram glides into its place
    eyes.see("process-make-call", false);
  }
}
