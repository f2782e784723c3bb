package org.carejourney.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.carejourney.Visitor;

/**
 * A person at a real browser, the Chromium or Chrome that this machine has. Where there is none the
 * test is skipped and says so, but never in CI. Every look is kept under {@code
 * target/screenshots}; with {@code -Dcare.pictures} those for the docs are renewed too.
 */
final class Eyes implements AutoCloseable {

  static final int PHONE = 390;
  static final int DESKTOP = 1280;

  private static final int PATIENCE = 20_000;

  private static final List<String> PLACES =
      List.of(
          "/usr/bin/chromium",
          "/usr/bin/chromium-browser",
          "/usr/bin/google-chrome",
          "/usr/bin/google-chrome-stable",
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
          "/Applications/Chromium.app/Contents/MacOS/Chromium",
          "C:/Program Files/Google/Chrome/Application/chrome.exe");
  private static final List<String> QUIET =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-background-networking",
          "--disable-component-update",
          "--no-first-run");
  private static final Path SCREENSHOTS = Path.of("target/screenshots");
  private static final Path PICTURES = Path.of("src/docs/pictures");

  private static Browser browser;

  private final String root;
  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();

  private Eyes(int port, Browser.NewContextOptions options) {
    this.root = "http://localhost:" + port;
    this.context = browser().newContext(options.setViewportSize(DESKTOP, 900));
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
    eyes.logIn(user);
    return eyes;
  }

  void logIn(String user) {
    go("/care/login");
    page.getByLabel("Name").fill(user);
    page.getByLabel("Password").fill(Visitor.PASSWORD);
    page.getByText("Log in").last().click();
    page.waitForURL(root + "/care");
  }

  Page page() {
    return page;
  }

  Page go(String path) {
    page.navigate(path.startsWith("http") ? path : root + path);
    return page;
  }

  /** Looks at one of our pages on a phone and on a desk, and finds nothing to object to. */
  void lookAt(String name, String path) {
    for (int width : List.of(PHONE, DESKTOP)) {
      page.setViewportSize(width, 900);
      go(path);
      check(name + "-" + width);
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
    context.close();
  }

  private static synchronized Browser browser() {
    if (browser == null) {
      Path chromium = chromium();
      PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
      Playwright playwright =
          Playwright.create(
              new Playwright.CreateOptions()
                  .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
      browser =
          playwright
              .chromium()
              .launch(new BrowserType.LaunchOptions().setExecutablePath(chromium).setArgs(QUIET));
      Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
    }
    return browser;
  }

  private static Path chromium() {
    Path found =
        Stream.concat(Stream.ofNullable(System.getenv("CHROMIUM")), PLACES.stream())
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    String missing = "This machine has no Chromium or Chrome; CHROMIUM may name one";
    if (found == null && "true".equals(System.getenv("CI"))) {
      throw new AssertionError(missing);
    }
    assumeTrue(found != null, missing);
    return found;
  }
}
