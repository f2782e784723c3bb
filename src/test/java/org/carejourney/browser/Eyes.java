package org.carejourney.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.carejourney.Visitor;

/**
 * A person at a real browser, the Chromium or Chrome that this machine has, and beside them
 * somebody who reads German and sees the same of each staff page. Where there is no browser the
 * test is skipped and says so, but never in CI. Every look is kept under {@code
 * target/screenshots}; with {@code -Dcare.pictures} those for the docs are renewed too.
 */
final class Eyes implements AutoCloseable {

  static final int PHONE = 390;
  static final int DESKTOP = 1280;

  static final int PATIENCE = 20_000;

  private static final Path SCREENSHOTS = Path.of("target/screenshots");
  private static final Path PICTURES = Path.of("src/docs/pictures");

  private final int port;
  private final String root;
  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();
  private Eyes german;
  private String user;
  private boolean dark;

  private Eyes(int port, Browser.NewContextOptions options) {
    this.port = port;
    this.root = "http://localhost:" + port;
    this.context = Chromium.browser().newContext(options.setViewportSize(DESKTOP, 900));
    context.setDefaultTimeout(PATIENCE);
    this.page = context.newPage();
    page.onPageError(error -> complaints.add(error));
    page.onConsoleMessage(
        message -> {
          if (message.text().contains("Content Security Policy")) {
            complaints.add(message.text());
          }
        });
  }

  /** Somebody who is not logged in. */
  static Eyes stranger(int port) {
    return new Eyes(port, new Browser.NewContextOptions());
  }

  /** Somebody whose browser runs no scripts. */
  static Eyes withoutScripts(int port) {
    return new Eyes(port, new Browser.NewContextOptions().setJavaScriptEnabled(false));
  }

  /** A member of staff who has logged in at our page. */
  static Eyes of(int port, String user) {
    Eyes eyes = stranger(port);
    eyes.logIn(user);
    return eyes;
  }

  /** The same in a dark room. */
  static Eyes inTheDark(int port, String user) {
    Eyes eyes = new Eyes(port, new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK));
    eyes.dark = true;
    eyes.logIn(user);
    return eyes;
  }

  void logIn(String user) {
    go("/care/login");
    page.getByLabel("Name").fill(user);
    page.getByLabel(Pattern.compile("Passwor[dt]")).fill(Visitor.PASSWORD);
    page.getByRole(AriaRole.BUTTON).last().click();
    page.waitForURL(root + "/care");
    this.user = user;
    if (german != null) {
      german.logIn(user);
    }
  }

  Page page() {
    return page;
  }

  Page go(String path) {
    page.navigate(path.startsWith("http") ? path : root + path);
    return page;
  }

  /**
   * Looks at one of our pages on a phone and on a desk, and finds nothing to object to; at a staff
   * page in German, too.
   */
  void lookAt(String name, String path) {
    for (int width : List.of(PHONE, DESKTOP)) {
      page.setViewportSize(width, 900);
      go(path);
      check(name + "-" + width);
    }
    // The colours are the same in every language.
    if (page.url().startsWith(root + "/care") && !dark) {
      german().lookInGerman(name + "-de", path);
    }
  }

  /** The same person at a browser that asks for German, at the page last looked at. */
  Eyes german() {
    if (german == null) {
      german = new Eyes(port, new Browser.NewContextOptions().setLocale("de-DE"));
      if (user != null) {
        german.logIn(user); // of their own: Tasklist gives a session a new name
      }
    }
    return german;
  }

  private void lookInGerman(String name, String path) {
    go(path);
    PlaywrightAssertions.assertThat(page.locator("html")).hasAttribute("lang", "de");
    for (int width : List.of(PHONE, DESKTOP)) {
      page.setViewportSize(width, 900);
      check(name + "-" + width);
    }
    assertThat(English.leftOn(page, "html")).as("English on " + name).isEmpty();
  }

  /**
   * The customer's story beside the form of a task in Tasklist, and as its tab on a phone, in both
   * languages.
   */
  void lookAtStoryOf(String task, String name) {
    for (Eyes eyes : List.of(this, german())) {
      String language = eyes == this ? "en" : "de";
      eyes.page.setViewportSize(DESKTOP, 900);
      eyes.go("/care"); // a new address after the hash alone would not load anew
      eyes.go("/camunda/app/tasklist/default/#/?task=" + task);
      eyes.judgeStory("aside", name + "-" + language + "-" + DESKTOP, language);
      eyes.page.setViewportSize(PHONE, 900);
      eyes.page.locator(".task-details .nav-tabs li:nth-child(2) a").click();
      eyes.judgeStory(".care-tab", name + "-" + language + "-" + PHONE, language);
    }
  }

  private void judgeStory(String place, String name, String language) {
    String story = place + " .care-story";
    page.waitForLoadState(LoadState.NETWORKIDLE); // Tasklist may build its columns twice
    PlaywrightAssertions.assertThat(page.locator(story)).hasAttribute("lang", language);
    see(name, false);
    judge(story, name);
    if (language.equals("de")) {
      assertThat(English.leftOn(page, story)).as("English on " + name).isEmpty();
    }
  }

  /** Judges what is on the screen now: any axe rule, any overflow, any script error. */
  void check(String name) {
    see(name, true);
    judge("html", name);
    assertThat(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
        .as("pixels too wide on " + name)
        .satisfies(pixels -> assertThat(((Number) pixels).intValue()).isLessThanOrEqualTo(0));
    assertThat(complaints).as("complaints of the browser on " + name).isEmpty();
  }

  /**
   * Any axe rule on a part of what is on the screen. Axe's own runner would wait for ever for the
   * sandboxed letter, in which no script runs.
   */
  void judge(String part, String name) {
    page.evaluate(AxeBuilder.getAxeScript());
    Object violations =
        page.evaluate(
            """
            async part => (await axe.run(part)).violations.map(
              rule => rule.id + ': ' + rule.nodes.map(node => node.html).join(' '))""",
            part);
    assertThat((List<?>) violations).as("axe on " + name).isEmpty();
  }

  void see(String name, boolean whole) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(whole)
            .setPath(SCREENSHOTS.resolve(name + ".png")));
  }

  void see(String name, Locator part) {
    part.screenshot(new Locator.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
  }

  /** Keeps the look of this name for the docs, when somebody asked for that. */
  void picture(String name) {
    if (System.getProperty("care.pictures") == null) {
      return;
    }
    try {
      Files.createDirectories(PICTURES);
      Files.copy(
          SCREENSHOTS.resolve(name + ".png"),
          PICTURES.resolve(name + ".png"),
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (german != null) {
      german.close();
    }
    context.close();
  }
}
