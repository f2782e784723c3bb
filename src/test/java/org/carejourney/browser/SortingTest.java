package org.carejourney.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.carejourney.CareTest;
import org.carejourney.messaging.Inbox;
import org.carejourney.messaging.KeptMail;
import org.carejourney.support.House;
import org.carejourney.support.Triage;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** A message that a person has to sort: its page, and the task with the message beside the form. */
@CareTest
class SortingTest {

  private static final String TASKLIST = "/camunda/app/tasklist/default/";

  @LocalServerPort private int port;
  @Autowired private Inbox inbox;
  @Autowired private Triage triage;
  @Autowired private TransactionTemplate transaction;
  @Autowired private JdbcTemplate jdbc;
  private House house;
  @AutoClose private Eyes eyes;

  @BeforeEach
  void house() {
    house = new House(port);
  }

  @Test
  void theMessageHasItsPage() throws Exception {
    String id = letter("Ida Holm");
    eyes = Eyes.of(port, "agent");
    eyes.lookAt("inbound", "/care/inbound/" + id);
    Page page = eyes.page();
    assertThat(page.locator("h1")).hasText("My lamp and me");
    Locator html = page.frameLocator("iframe").locator("body");
    assertThat(html).containsText("flickers");
    assertThat(page.getByText("Dear Ida, thank you")).isHidden();
    page.getByText("What it quotes").click();
    assertThat(page.getByText("Dear Ida, thank you")).isVisible();
    Download file = page.waitForDownload(() -> page.getByText("lamp.svg").click());
    assertThat(file.suggestedFilename()).isEqualTo("lamp.svg");
    assertThat(Files.readString(file.path())).isEqualTo(SVG);
    assertThat(page.url()).endsWith(id);
  }

  /** The html is clean when it is kept; the frame does not count on that. */
  @Test
  void nothingIsFetchedFromElsewhereAndNothingRuns() {
    String id =
        new KeptMail(inbox, jdbc)
            .says("Hi", "Hi")
            .looks(
                "<p id=here>Hi</p><img src=\"https://spy.example/pixel.png\">"
                    + "<link rel=stylesheet href=\"https://spy.example/x.css\">"
                    + "<script>document.getElementById('here').textContent = 'run'</script>"
                    + "<img src=x onerror=\"document.getElementById('here').textContent = 'run'\">")
            .keep();
    String customer = house.customer("Eve Adams", "en", "standard");
    transaction.executeWithoutResult(status -> triage.start(id, customer, null));
    eyes = Eyes.of(port, "agent");
    List<String> answered = new ArrayList<>();
    eyes.page().onRequestFinished(request -> answered.add(request.url()));
    Page page = eyes.go("/care/inbound/" + id);
    assertThat(page.frameLocator("iframe").locator("#here")).hasText("Hi");
    assertThat(answered).as("what was fetched").noneMatch(url -> url.contains("spy"));
  }

  @Test
  void theMessageInTheDark() {
    String id = letter("Noor Haddad");
    eyes = Eyes.inTheDark(port, "lead");
    eyes.lookAt("inbound-dark", "/care/inbound/" + id);
  }

  @Test
  void aMessageIsSortedInTasklistWithItsWordsBesideTheForm() {
    String id = letter("Jonas Weber");
    eyes = Eyes.of(port, "agent");
    Page page = open(id, "Sort message");
    assertThat(page.locator(".task-filters").getByText("Messages to sort")).isVisible();
    Locator beside = page.locator("aside .care-story");
    assertThat(beside).containsText("Jonas Weber");
    assertThat(beside).containsText("flickers");
    assertThat(beside).containsText("lamp.svg");
    assertThat(page.locator("aside").getByText("Dear Ida, thank you")).isHidden();

    page.locator(".task-card").getByText("Claim").click();
    Locator complaint = page.getByLabel("a complaint: open a ticket");
    assertThat(complaint).isEnabled();
    page.getByLabel("about a ticket that we have").check();
    assertThat(page.getByLabel("Ticket number")).isVisible();
    eyes.see("sort-ticket-1280", false);
    complaint.check();
    assertThat(page.getByLabel("Ticket number")).isHidden();
    eyes.judge(".care-beside", "the message beside the form");
    eyes.see("sort-1280", false);
    eyes.picture("sort-1280");
    page.locator(".fjs-form-field-select").click();
    page.locator(".fjs-dropdownlist-item").getByText("Product").click();
    page.getByRole(AriaRole.BUTTON, named("Complete")).click();
    await().until(() -> row(id, "outcome").equals("ticket"));
    house.task(row(id, "ticket"), "Understand complaint");
  }

  @Test
  void whatCannotBeReadIsADownloadBesideTheForm() {
    String id = new KeptMail(inbox, jdbc).from("").says("", "").keep();
    transaction.executeWithoutResult(
        status -> triage.quarantine(id, "The parts of the mail have no end"));
    eyes = Eyes.of(port, "agent");
    eyes.lookAt("inbound-quarantined", "/care/inbound/" + id);
    eyes.page().setViewportSize(Eyes.DESKTOP, 900);
    Page page = open(id, "Look at quarantined message");
    Locator beside = page.locator("aside .care-story");
    assertThat(beside).containsText("A message from an unknown sender");
    assertThat(beside).containsText("The parts of the mail have no end");
    eyes.judge(".care-beside", "a quarantined message beside the form");
    eyes.see("quarantine-1280", false);
    Download raw =
        page.waitForDownload(() -> beside.getByText("Download the message as it came").click());
    assertThat(raw.suggestedFilename()).isEqualTo("message-" + id + ".eml");
    eyes.lookAtStoryOf(
        house.task(id, "Look at quarantined message").path("id").asText(), "quarantine-story");
    assertThat(eyes.german().page().locator(".care-tab h3"))
        .hasText("Nachricht von unbekanntem Absender");
    house.complete(
        "agent", house.task(id, "Look at quarantined message"), Map.of("quarantinedAs", "spam"));
  }

  private static final String SVG =
      "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";

  private String letter(String name) {
    String customer = house.customer(name, "en", "standard");
    String id =
        new KeptMail(inbox, jdbc)
            .from(House.address(customer))
            .says(
                "My lamp and me",
                "Since yesterday it flickers.\nIs there anything that I can do myself?")
            .quotes("Dear Ida, thank you for choosing us.\nWe hope that you like your lamp.")
            .looks(
                "<p>Since yesterday it <em>flickers</em>.</p><p>Is there anything that I can do"
                    + " myself?</p>"
                    + "<p><a href=\"https://lamps.example/\">Your page</a> does not say.</p>")
            .brings("lamp.svg", "image/svg+xml", SVG.getBytes(StandardCharsets.UTF_8))
            .brings("the-room-where-it-stands-".repeat(4) + ".jpg", "image/jpeg", new byte[70_000])
            .keep();
    transaction.executeWithoutResult(
        status -> triage.start(id, customer, "No word says what it is"));
    return id;
  }

  private Page open(String message, String task) {
    String id = house.task(message, task).path("id").asText();
    eyes.go("/care");
    return eyes.go(TASKLIST + "#/?task=" + id);
  }

  private String row(String message, String field) {
    return house.get("agent", "/api/inbound/" + message).path(field).asText();
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
