package org.carejourney.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Clock;
import java.time.Duration;
import java.time.Period;
import java.util.UUID;
import org.carejourney.CareTest;
import org.carejourney.engine.Occasion;
import org.carejourney.feedback.Scores;
import org.carejourney.feedback.Survey;
import org.carejourney.feedback.Surveys;
import org.carejourney.loyalty.Accounts;
import org.carejourney.loyalty.Reward;
import org.carejourney.loyalty.Rewards;
import org.carejourney.messaging.Links;
import org.carejourney.support.House;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The score page as customers see it, and points, rewards and scores as staff see them. */
@CareTest
class LoyaltyPagesTest {

  @LocalServerPort private int port;
  @Autowired private Surveys surveys;
  @Autowired private Scores scores;
  @Autowired private Accounts accounts;
  @Autowired private Rewards rewards;
  @Autowired private Links links;
  @Autowired private Clock clock;
  private House house;
  @AutoClose private Eyes eyes;

  @BeforeEach
  void house() {
    house = new House(port);
  }

  @Test
  void aFormSentWithoutAScoreComesBackAsItWas() {
    String anna = house.customer("Anna Berg", "de-DE", null);
    Survey survey = surveys.open(anna, "T-000321", "ticket", occasion());
    eyes = Eyes.stranger(port);
    eyes.lookAt("score", link(survey, "4"));
    eyes.lookAt("score-plain", link(survey, ""));
    Page page = eyes.page();
    page.evaluate("document.querySelector('form').noValidate = true");
    page.getByLabel("Woran liegt es?").fill("Ich überlege noch.");
    page.getByRole(AriaRole.BUTTON).click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("Bitte wählen Sie");
    assertThat(page.getByRole(AriaRole.GROUP, called("Ihre Bewertung"))).isVisible();
    assertThat(page.getByLabel("Woran liegt es?")).hasValue("Ich überlege noch.");
    eyes.check("score-again");
    page.setViewportSize(Eyes.PHONE, 900);
    eyes.check("score-again-390");
  }

  @Test
  void theKeyboardAloneIsEnoughAndNoScriptIsNeeded() {
    String emil = house.customer("Emil Stone", "en", null);
    Survey survey = surveys.open(emil, emil, "check-in", occasion());
    eyes = Eyes.withoutScripts(port);
    Page page = eyes.go(link(survey, "5"));
    assertThat(page.getByLabel("5 very happy")).isChecked();
    page.keyboard().press("Tab");
    page.keyboard().press("ArrowUp");
    assertThat(page.getByLabel("4 happy", exactly())).isChecked();
    page.keyboard().press("Tab");
    page.keyboard().type("Quick and kind");
    page.keyboard().press("Tab");
    page.keyboard().press("Enter");
    assertThat(page.locator("h1")).hasText("Thank you for your answer");
    eyes.see("score-done", true);

    page.getByText("Change my answer").click();
    assertThat(page.getByLabel("4 happy", exactly())).isChecked();
    assertThat(page.getByText("You gave us 4 of 5")).isVisible();
    page.getByLabel("2 unhappy", exactly()).check();
    page.getByRole(AriaRole.BUTTON).click();
    assertThat(page.locator("h1")).hasText("Thank you for telling us");
  }

  @Test
  void theThanksAndTheEndLookWellToo() {
    String ella = house.customer("Ella Marsh", "en", null);
    Survey survey = surveys.open(ella, ella, "check-in", occasion());
    eyes = Eyes.stranger(port);
    eyes.go(link(survey, "3")).getByRole(AriaRole.BUTTON).click();
    eyes.check("score-thanks");
    house.forward("P8D");
    eyes.lookAt("score-over", link(survey, "3"));
    assertThat(eyes.page().locator("h1")).hasText("We have your answer");
    eyes.lookAt("score-unknown", "/p/score/not.a-link");
  }

  @Test
  void theStoryShowsPointsRewardsAndScores() {
    String mira = house.customer("Mira Novák", "en-GB", "premium");
    String ticket = house.complain(mira, "product", "My new lamp flickers.");
    house.task(ticket, "Understand complaint");
    accounts.award(mira, 450, "Good check-in", occasion());
    accounts.award(mira, 100, "A friend came by", occasion());
    Reward old = rewards.give(mira, "welcome-5", Period.ofDays(90), occasion());
    rewards.redeem(old.code());
    Reward reward = rewards.give(mira, "thank-you-10", Period.ofDays(90), occasion());
    score(mira, mira, "check-in", 5, null);
    score(mira, ticket, "ticket", 2, "It took <b>three</b> letters.\nNow it works.");

    eyes = Eyes.of(port, "carer");
    eyes.lookAt("story-loyalty", "/care/customers/" + mira);
    Locator standing = eyes.page().locator("section[aria-labelledby=standing]");
    assertThat(standing).containsText("550 points");
    assertThat(standing).containsText("silver");
    assertThat(standing).containsText(reward.code());
    assertThat(standing).containsText("redeemed");
    assertThat(standing).containsText("5 of 5");
    assertThat(standing).containsText("It took <b>three</b> letters.");
    eyes.close();

    eyes = Eyes.of(port, "agent");
    String task = house.tasks(ticket).get(0).path("id").asText();
    Page page = eyes.go("/camunda/app/tasklist/default/#/?task=" + task);
    Locator beside = page.locator("aside .care-story");
    assertThat(beside).containsText("550 points");
    assertThat(beside).containsText(reward.code());
    assertThat(beside).containsText("2 of 5");
    eyes.judge(".care-beside", "points beside a form");
    page.getByText("Points and scores").scrollIntoViewIfNeeded();
    eyes.see("tasklist-loyalty-1280", false);
  }

  @Test
  void aCustomerWithoutAnyIsNoEmptyTable() {
    String kurt = house.customer("Kurt Ahl", "en", null);
    eyes = Eyes.of(port, "agent");
    eyes.go("/care/customers/" + kurt);
    assertThat(eyes.page().getByText("No points and no score yet.")).isVisible();
  }

  private void score(String customer, String key, String question, int score, String comment) {
    Survey survey = surveys.open(customer, key, question, occasion());
    scores.answer(survey.id(), score, comment);
  }

  private static Occasion occasion() {
    return new Occasion("test", UUID.randomUUID().toString(), "Step", "once");
  }

  private String link(Survey survey, String score) {
    return House.path(
        links.to("score", clock.instant().plus(Duration.ofDays(90)), survey.id(), score));
  }

  private static Page.GetByLabelOptions exactly() {
    return new Page.GetByLabelOptions().setExact(true);
  }

  private static Page.GetByRoleOptions called(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
