package org.carejourney;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is written down of published advisories is true of this build. */
class AdvisoriesTest {

  private static final Pattern VERSION =
      Pattern.compile("(?m)^\\| `([a-z0-9.-]+)` \\| ([0-9][A-Za-z0-9.-]*) \\|");
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");
  private static final Pattern PINS =
      Pattern.compile("published advisory: advisories\\.md\\. -->(.*?)\\n\\n", Pattern.DOTALL);
  private static final Pattern PINNED = Pattern.compile("<[a-z0-9-]+\\.version>([^<]+)<");
  private static final Pattern WORD = Pattern.compile("`([^`]+)`");

  private final String told = text(Path.of("src/docs/advisories.md"));

  @Test
  void theVersionsAreThoseOnTheClassPath() {
    List<String> jars =
        Arrays.stream(System.getProperty("java.class.path").split(":", -1))
            .map(path -> path.replaceFirst(".*/", ""))
            .toList();
    assertThat(versions()).hasSizeGreaterThan(15);
    versions().forEach((jar, version) -> assertThat(jars).contains(jar + "-" + version + ".jar"));
  }

  @Test
  void everyVersionRaisedForAnAdvisoryIsThere() {
    List<String> pins =
        PINS.matcher(text(Path.of("pom.xml")))
            .results()
            .flatMap(block -> PINNED.matcher(block.group(1)).results())
            .map(pin -> pin.group(1))
            .toList();
    assertThat(pins).hasSizeGreaterThan(5);
    assertThat(versions().values()).containsAll(pins);
  }

  @Test
  void theTestsThatAreNamedExist() throws IOException {
    List<String> tests = TEST.matcher(told).results().map(match -> match.group(1)).toList();
    assertThat(tests).isNotEmpty();
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".java", "")))
          .containsAll(tests);
    }
  }

  @Test
  void whatIsNotUsedIsNotUsed() throws IOException {
    String line =
        told.lines().filter(text -> text.startsWith("Not used, and")).findFirst().orElseThrow();
    List<String> words = WORD.matcher(line).results().map(match -> match.group(1)).toList();
    assertThat(words).hasSizeGreaterThan(8);
    for (String folder : List.of("src/main/java", "src/main/resources/web", "templates")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        files
            .filter(Files::isRegularFile)
            .forEach(file -> assertThat(text(file)).as("%s", file).doesNotContain(words));
      }
    }
  }

  private Map<String, String> versions() {
    Map<String, String> versions = new TreeMap<>();
    for (MatchResult row : VERSION.matcher(told).results().toList()) {
      versions.put(row.group(1), row.group(2));
    }
    return versions;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(file + " cannot be read", e);
    }
  }
}
