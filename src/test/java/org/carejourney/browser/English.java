package org.carejourney.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** What German pages must not say: the English of every text that has a German one. */
final class English {

  private static final Path WEB = Path.of("src/main/resources/web");
  private static final List<String> TEXTS = texts();

  private English() {}

  /** English texts of ours on a part of a page, but for what is marked as English or as data. */
  static List<?> leftOn(Page page, String part) {
    return (List<?>)
        page.evaluate(
            """
            ([part, english]) => {
              const place = document.querySelector(part);
              const ours = node => !node.closest('[lang=en], bdi, code, pre');
              const texts = [document.title.split(' · ')[0]].filter(() => part === 'html');
              const walk = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
              while (walk.nextNode())
                if (ours(walk.currentNode.parentElement)) texts.push(walk.currentNode.data.trim());
              for (const named of place.querySelectorAll('[aria-label], [title]'))
                if (ours(named)) texts.push(named.ariaLabel, named.title);
              return texts.filter(text => english.includes(text));
            }""",
            List.of(part, TEXTS));
  }

  private static List<String> texts() {
    List<String> english = new ArrayList<>();
    for (String folder : List.of("", "engine", "insight", "messaging")) {
      Properties german = new Properties();
      try (Reader file =
          Files.newBufferedReader(WEB.resolve(folder).resolve("german.properties"))) {
        german.load(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      german.forEach(
          (text, inGerman) -> {
            if (!text.equals(inGerman)) {
              english.add(text.toString());
            }
          });
    }
    assertThat(english).hasSizeGreaterThan(100);
    return english;
  }
}
