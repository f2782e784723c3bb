package org.carejourney.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.carejourney.CareTest;
import org.carejourney.support.House;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A complaint worked on in Tasklist, with the customer's story beside the form. */
@CareTest
class TasklistTest {

  private static final String TASKLIST = "/camunda/app/tasklist/default/";
  private static final List<String> FILTERS =
      List.of("My tasks", "My team", "Overdue", "Important customers", "Messages to sort");

  @LocalServerPort private int port;
  private House house;
  @AutoClose private Eyes eyes;

  @BeforeEach
  void house() {
    house = new House(port);
  }

  @Test
  void oneLoginOpensTasklistWithTheSharedFilters() {
    eyes = Eyes.of(port, "agent");
    Page page = eyes.go(TASKLIST);
    for (String filter : FILTERS) {
      assertThat(page.locator(".task-filters").getByText(filter)).isVisible();
    }
    assertThat(page.getByText("Create task")).isHidden();
    page.getByText("Carejourney", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.locator("h1")).hasText("What needs you now");
  }

  @Test
  void aFormIsFilledInWithTheStoryBesideIt() {
    String ida = house.customer("Ida Holm", "en", "standard");
    String ticket = house.complain(ida, "delivery", "My parcel came without the <b>shade</b>.");
    eyes = Eyes.of(port, "agent");
    Page page = open(ticket, "Understand complaint");

    Locator beside = page.locator("aside .care-story");
    assertThat(beside).containsText("Ida Holm");
    assertThat(beside).containsText("My parcel came without the <b>shade</b>.");
    assertThat(beside).containsText("First answer due in");
    assertThat(page.locator(".createCommentLink")).isHidden();

    page.locator(".task-card").getByText("Claim").click();
    Locator happened = page.getByLabel("What happened");
    assertThat(happened).isEnabled();
    happened.fill("The shade was left out when packing");
    happened.press("Tab"); // a field is stored when it is left
    page.keyboard().press("Escape");
    eyes.judge(".care-beside", "the story beside a form");
    eyes.see("tasklist-1280", false);
    eyes.picture("tasklist-1280");
    page.getByRole(AriaRole.BUTTON, named("Complete")).click();
    house.task(ticket, "Propose solution");

    open(ticket, "Propose solution");
    assertThat(page.locator("aside .care-story"))
        .containsText("The shade was left out when packing");
  }

  @Test
  void theStoryFollowsTheSelectedTaskAndCanBeHidden() {
    String first = house.complain(house.customer("Noor Haddad", "en", null), "billing", "Twice!");
    String second = house.complain(house.customer("Piet Jansen", "en", null), "product", "Broken");
    house.task(second, "Understand complaint");
    eyes = Eyes.of(port, "agent");
    Page page = open(first, "Understand complaint");
    assertThat(page.locator("aside .care-story h3")).hasText("Noor Haddad");
    page.evaluate("id => location.hash = '#/?task=' + id", taskId(second));
    assertThat(page.locator("aside .care-story h3")).hasText("Piet Jansen");

    page.getByRole(AriaRole.BUTTON, named("Hide story")).click();
    assertThat(page.locator("aside.care-beside")).isHidden();
    page.getByRole(AriaRole.BUTTON, named("Show story")).press("Enter");
    assertThat(page.locator("aside .care-story h3")).hasText("Piet Jansen");
  }

  @Test
  void theStoryIsATabWhereTheWindowIsNarrow() {
    String ticket = house.complain(house.customer("Lea Blum", "en", null), "service", "Unfriendly");
    eyes = Eyes.of(port, "agent");
    eyes.page().setViewportSize(1000, 800);
    Page page = open(ticket, "Understand complaint");
    assertThat(page.locator("aside.care-beside")).isHidden();
    page.getByRole(AriaRole.LINK, named("Story").setExact(true)).click();
    assertThat(page.locator(".care-tab .care-story h3")).hasText("Lea Blum");
    eyes.judge(".care-tab", "the story in a tab");
    eyes.see("tasklist-tab-1000", false);
    eyes.lookAtStoryOf(taskId(ticket), "tasklist-story");
    assertThat(eyes.german().page().locator(".care-tab .care-story"))
        .containsText("In den Worten des Kunden");
  }

  @Test
  void aStoryThatCannotBeLoadedSaysSo() {
    String ticket = house.complain(house.customer("Tom Bell", "en", null), "other", "Hm");
    eyes = Eyes.of(port, "agent");
    eyes.page().route("**/care/tasks/*/story", route -> route.abort());
    Page page = open(ticket, "Understand complaint");
    assertThat(page.locator("aside [role=alert]"))
        .hasText("The story could not be loaded just now.");
    eyes.page().unroute("**/care/tasks/*/story");
    page.getByRole(AriaRole.BUTTON, named("Try again")).click();
    assertThat(page.locator("aside .care-story h3")).hasText("Tom Bell");
  }

  private Page open(String ticket, String task) {
    house.task(ticket, task);
    eyes.go("/care"); // a new address after the hash alone would not load anew
    return eyes.go(TASKLIST + "#/?task=" + taskId(ticket));
  }

  private String taskId(String ticket) {
    return house.tasks(ticket).get(0).path("id").asText();
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
