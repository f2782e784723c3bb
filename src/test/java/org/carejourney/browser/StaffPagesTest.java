package org.carejourney.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carejourney.PostOffice.mailTo;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.carejourney.CareTest;
import org.carejourney.Visitor;
import org.carejourney.insight.web.FailingProcess;
import org.carejourney.messaging.CareLetters;
import org.carejourney.messaging.Messages;
import org.carejourney.support.House;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;

/** Our pages as staff see them, on a phone and on a desk. */
@CareTest
class StaffPagesTest {

  @LocalServerPort private int port;
  @Autowired private Messages messages;
  @Autowired private TransactionTemplate transaction;
  @Autowired private Clock clock;
  private House house;
  @AutoClose private Eyes eyes;

  @BeforeEach
  void house() {
    house = new House(port);
  }

  @Test
  void theLoginAndTheLogout() {
    eyes = Eyes.stranger(port);
    eyes.lookAt("login-failed", "/care/login?failed");
    eyes.lookAt("login-goodbye", "/care/login?goodbye");
    eyes.lookAt("login", "/care/login");
    assertThat(eyes.german().page().getByLabel("Passwort")).isVisible();
    eyes.logIn("operator");
    eyes.lookAt("logout", "/care/logout");
    assertThat(eyes.german().page().locator("h1")).hasText("Abmelden?");
    eyes.lookAt("not-yours", "/care/customers");
    assertThat(eyes.german().page().locator("h1")).hasText("Das dürfen Sie nicht sehen");
  }

  @Test
  void theHomePage() {
    mira("c-home");
    eyes = Eyes.of(port, "admin");
    eyes.lookAt("home", "/care");
    eyes.picture("home-1280");
    assertThat(eyes.page().locator("h1")).hasText("What needs you now");
    assertThat(eyes.page().getByText("Resolve complaint")).isVisible();
    assertThat(eyes.german().page().locator("h1")).hasText("Was jetzt auf Sie wartet");
  }

  @Test
  void theHomePageInTheDark() {
    eyes = Eyes.inTheDark(port, "operator");
    eyes.lookAt("home-dark", "/care");
  }

  @Test
  void whatIsLateSaysSo() {
    String ticket = mira("c-late");
    house.task(ticket, "Understand complaint");
    house.forward("P5D");
    eyes = Eyes.of(port, "lead");
    eyes.lookAt("home-late", "/care");
    eyes.lookAt("story-late", "/care/customers/c-late");
    assertThat(eyes.page().locator("#" + ticket)).containsText("First answer overdue by");
    assertThat(eyes.page().locator("#" + ticket)).containsText("Solution overdue by");
    assertThat(eyes.german().page().locator("#" + ticket))
        .containsText(Pattern.compile("Lösung seit \\d+ (Stunden|Tagen) überfällig"));
  }

  @Test
  void aFailedStepIsTriedAgainInItsRow() {
    Visitor admin = Visitor.program(port, "admin");
    String deployment = FailingProcess.deploy(admin);
    try {
      house.post("admin", "/engine-rest/process-definition/key/failsOnPurpose/start", Map.of());
      eyes = Eyes.of(port, "operator");
      Page page = eyes.page();
      await()
          .until(
              () -> {
                page.reload();
                return page.getByText("Steps that failed").isVisible();
              });
      eyes.lookAt("home-failed", "/care");
      page.getByRole(AriaRole.BUTTON).filter(withText("Retry")).first().click();
      assertThat(page.getByText("It is being tried once more.")).isVisible();
      Page german = eyes.german().page();
      german.getByRole(AriaRole.BUTTON).filter(withText("Erneut versuchen")).first().click();
      assertThat(german.getByText("Es wird noch einmal versucht.")).isVisible();
    } finally {
      FailingProcess.remove(admin, deployment);
    }
  }

  @Test
  void outboundIsPausedAndResumed() {
    eyes = Eyes.of(port, "operator");
    Page page = eyes.go("/care");
    page.getByRole(AriaRole.BUTTON).filter(withText("Pause all outbound")).click();
    try {
      assertThat(page.getByText("Outbound is paused.")).isVisible();
      assertThat(page.getByText("Paused by operator")).isVisible();
      eyes.lookAt("home-paused", "/care");
      assertThat(eyes.german().page().getByText("Der Versand ist angehalten.")).isVisible();
    } finally {
      page.getByRole(AriaRole.BUTTON).filter(withText("Resume outbound")).click();
    }
    assertThat(page.getByText("Outbound is paused.")).isHidden();
  }

  @Test
  void customersAreFoundWhileTyping() {
    mira("c-typing");
    eyes = Eyes.of(port, "agent");
    eyes.lookAt("customers", "/care/customers");
    Page page = eyes.page();
    page.getByLabel("Name, customer id or e-mail").pressSequentially("C-TYPI");
    assertThat(page.locator("#found li")).hasCount(1);
    page.getByText("Mira Novák").click();
    assertThat(page.locator("h1")).hasText("Mira Novák");
  }

  @Test
  void customersAreFoundWithoutScripts() {
    mira("c-plain");
    eyes = Eyes.withoutScripts(port);
    eyes.logIn("agent");
    Page page = eyes.go("/care/customers");
    page.getByLabel("Name, customer id or e-mail").fill("c-plain@");
    page.getByRole(AriaRole.BUTTON).filter(withText("Search")).click();
    assertThat(page.locator("#found li")).hasCount(1);
  }

  @Test
  void theStory() {
    String ticket = mira("c-story");
    house.understand("agent", ticket);
    eyes = Eyes.of(port, "agent");
    eyes.lookAt("story-ticket", "/care/customers/c-story");
    Page page = eyes.page();
    assertThat(page.locator("#" + ticket)).containsText("My new lamp flickers");
    assertThat(page.locator("#" + ticket)).containsText("The switch broke on the second day");
    assertThat(page.locator("#" + ticket)).containsText("First answer due in");
    assertThat(page.locator(".timeline")).containsText("Done: Understand complaint");
    Page german = eyes.german().page();
    assertThat(german.locator("#" + ticket)).containsText("In den Worten des Kunden");
    assertThat(german.locator(".timeline [lang=en]").first()).isVisible();
    eyes.lookAt("no-story", "/care/customers/nobody");
    assertThat(german.locator("h1")).hasText("Hier ist nichts");
  }

  @Test
  void aCallerWantsNoMoreLetters() {
    mira("c-caller");
    eyes = Eyes.of(port, "agent");
    Page page = eyes.go("/care/customers/c-caller");
    page.getByText("They told us something else").click();
    page.getByLabel("Purpose").selectOption("care");
    page.getByLabel("By", new Page.GetByLabelOptions().setExact(true)).selectOption("email");
    page.getByLabel("no, do not write that").check();
    eyes.check("story-told");
    page.getByText("Write it down").click();
    assertThat(page.getByText("It is written down")).isVisible();
    assertThat(page.locator(".chosen")).containsText("told to agent");
    eyes.lookAt("story-noted", page.url());
    assertThat(eyes.german().page().getByText("Es ist notiert und gilt ab jetzt.")).isVisible();
    eyes.lookAt("consents", "/care/customers/c-caller/consents");
    eyes.lookAt(
        "consents-none", "/care/customers/" + house.customer("Ute", "de", null) + "/consents");
  }

  @Test
  void theOutboxAndAMessage() {
    String ticket = mira("c-letters");
    mailTo(House.address("c-letters"), ticket);
    eyes = Eyes.of(port, "lead");
    eyes.lookAt("outbox", "/care/messages?customerId=c-letters");
    Page page = eyes.page();
    page.getByText("[" + ticket + "]").click();
    eyes.lookAt("message-service", page.url());
    var letter = page.frameLocator("iframe").locator("body");
    assertThat(letter).containsText(ticket);
    assertThat(page.getByText("Do we know the customer?")).isVisible();
    page.getByLabel("Phone").check();
    eyes.check("message-as-on-phone");
  }

  @Test
  void whatWaitsSaysWhyAndUntilWhen() {
    CareLetters letters = new CareLetters(messages, transaction);
    String ticket = mira("c-waits");
    String held = letters.ask("c-waits", null, "care", "pigeon", "email").id();
    house.put(
        "c-waits",
        new HashMap<>(
            Map.of(
                "name",
                "Mira Novák",
                "email",
                House.address("c-waits"),
                "timeZone",
                CareLetters.night(clock))));
    String queued = letters.ask("c-waits", ticket, "care", "email").id();
    String withheld = letters.ask("c-waits", ticket, "marketing", "pigeon", "email").id();

    eyes = Eyes.of(port, "lead");
    eyes.lookAt("outbox-waits", "/care/messages?customerId=c-waits");
    Page page = eyes.page();
    assertThat(page.locator(".rows")).containsText("Waits while " + ticket + " is open");
    assertThat(page.locator(".rows")).containsText("Judged again when that is over");
    assertThat(page.locator(".rows")).containsText("Goes on ");
    assertThat(page.locator(".rows")).containsText("not agreed to marketing");
    eyes.lookAt("message-held", "/care/messages/" + held);
    assertThat(page.locator(".trace").last()).containsText("no, it is held");
    eyes.lookAt("message-queued", "/care/messages/" + queued);
    assertThat(page.locator(".trace").last()).containsText("no, later");
    assertThat(eyes.german().page().locator(".trace").last()).containsText("nein, später");
    page.getByText("Do not send it").click();
    page.getByText("Say it in other words").click();
    eyes.check("message-in-other-words");
    page.getByLabel("Words").fill("Dear Mira,\n\nI will call you tomorrow.");
    page.getByLabel("Why you change it").fill("She asked for a call");
    page.getByText("Let it go in these words").click();
    assertThat(page.getByText("Changed by")).isVisible();
    assertThat(page.frameLocator("iframe").locator("body")).containsText("call you tomorrow");
    eyes.check("message-changed");
    eyes.lookAt("message-withheld", "/care/messages/" + withheld);
    assertThat(page.getByText("By pigeon")).isVisible();
    assertThat(page.getByText("Do they want it?")).isVisible();
    // Nobody stands at the step that asked.
    Visitor.program(port, "admin").delete("/api/customers/c-waits");
  }

  private static Locator.FilterOptions withText(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  /** A customer with everything, who complains; gives the ticket's number. */
  private String mira(String id) {
    house.put(
        id,
        new HashMap<>(
            Map.of(
                "name",
                "Mira Novák",
                "givenName",
                "Mira",
                "email",
                House.address(id),
                "phone",
                "+420601123456",
                "locale",
                "en-GB",
                "timeZone",
                "Europe/Prague",
                "segment",
                "vip",
                "attributes",
                Map.of("products", List.of("Aurora desk lamp", "Oak kettle")))));
    return house.complain(
        id, "product", "My new lamp flickers since yesterday.\nIt gives me a headache.");
  }
}
