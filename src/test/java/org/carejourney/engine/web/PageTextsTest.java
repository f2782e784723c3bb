package org.carejourney.engine.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carejourney.messaging.Message;
import org.carejourney.support.Ticket;
import org.junit.jupiter.api.Test;

/** Every word of our pages stands in two languages, once, and nothing stands there in vain. */
class PageTextsTest {

  private static final Path WEB = Path.of("src/main/resources/web");
  private static final Path JAVA = Path.of("src/main/java");

  private final PageTexts pages = new PageTexts(sources(), german());

  @Test
  void everyTextHasItsGerman() {
    assertThat(pages.sources()).hasSizeGreaterThan(10);
    assertThat(pages.withoutGerman()).isEmpty();
  }

  @Test
  void everyGermanTextIsSaidAndStandsOnce() {
    assertThat(pages.needless()).isEmpty();
  }

  @Test
  void bothLanguagesFillInTheSameParts() {
    assertThat(pages.withOtherParts()).isEmpty();
  }

  @Test
  void noWordStandsInATemplateUnsaid() {
    assertThat(pages.unsaid()).isEmpty();
  }

  @Test
  void everyStatusIsAWordOfOurs() {
    Properties shared = pages.german().get("german.properties");
    assertThat(Stream.of(Message.Status.values(), Ticket.Status.values()).flatMap(Stream::of))
        .allSatisfy(
            status -> assertThat(shared).containsKey(status.toString().toLowerCase(Locale.ROOT)));
  }

  @Test
  void whatIsMissingIsToldWithItsPlace() {
    Properties german = new Properties();
    german.put("Since {0}", "Seit");
    german.put("Bye", "Tschüss");
    Properties more = new Properties();
    more.put("Bye", "Auf Wiedersehen");
    PageTexts bad =
        new PageTexts(
            Map.of(
                "a/page.ftlh",
                "<#-- A page --><@care.page title=\"My page\"><p class=\"quiet\""
                    + " title=\"Look\">Hello ${say(\"Hi\")} <@time at/> ${say(\"Since {0}\", at)}</p>"),
            Map.of("a/german.properties", german, "german.properties", more));
    assertThat(bad.withoutGerman()).containsExactly("a/page.ftlh has no German for 'Hi'");
    assertThat(bad.withOtherParts())
        .containsExactly("a/german.properties fills in other parts of 'Since {0}'");
    assertThat(bad.needless())
        .contains("a/german.properties has 'Bye', which nobody says")
        .anySatisfy(told -> assertThat(told).contains("both have 'Bye'"));
    assertThat(bad.unsaid())
        .containsExactly(
            "a/page.ftlh does not say '\"My page\"'",
            "a/page.ftlh does not say 'Look'",
            "a/page.ftlh does not say 'Hello'");
  }

  /** Staff pages and the Java that says something; customers' pages have a file a language. */
  private static Map<String, String> sources() {
    Map<String, String> sources =
        files(WEB, path -> path.toString().endsWith(".ftlh"), PageTextsTest::read);
    sources
        .entrySet()
        .removeIf(
            page ->
                page.getKey().matches("public\\.ftlh|.*-(de|en)\\.ftlh")
                    || page.getValue().contains("public.ftlh"));
    sources.putAll(
        files(
            JAVA,
            path -> path.toString().endsWith(".java") && read(path).contains(".say(\""),
            PageTextsTest::read));
    return sources;
  }

  private static Map<String, Properties> german() {
    return files(WEB, path -> path.endsWith("german.properties"), PageTextsTest::properties);
  }

  private static <T> Map<String, T> files(Path root, Predicate<Path> which, Function<Path, T> as) {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .filter(which)
          .collect(
              Collectors.toMap(
                  path -> root.relativize(path).toString().replace('\\', '/'),
                  as,
                  (one, other) -> one,
                  TreeMap::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Properties properties(Path path) {
    try (Reader reader = Files.newBufferedReader(path)) {
      Properties texts = new Properties();
      texts.load(reader);
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
