package org.carejourney;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The figures at one moment, as those who watch the house read them. */
public final class Scrape {

  private static final Pattern OURS = Pattern.compile("# TYPE (care_\\w+) .*");

  private final List<String> lines;

  private Scrape(List<String> lines) {
    this.lines = lines;
  }

  public static Scrape at(int port) {
    var answer = Visitor.program(port, "operator").get("/actuator/prometheus");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new Scrape(answer.body().lines().toList());
  }

  /**
   * The sum of all that have a name and these labels.
   *
   * @param labels such as {@code channel="email"}
   */
  public double of(String name, String... labels) {
    List<String> found =
        lines.stream()
            .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
            .filter(line -> Arrays.stream(labels).allMatch(line::contains))
            .toList();
    assertThat(found).as(name + " " + Arrays.toString(labels)).isNotEmpty();
    return found.stream()
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** The names of our own figures. */
  public SortedSet<String> ours() {
    return lines.stream()
        .map(OURS::matcher)
        .filter(line -> line.matches())
        .map(line -> line.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What a figure means, in its own words. */
  public String help(String name) {
    String begin = "# HELP " + name + " ";
    return lines.stream()
        .filter(line -> line.startsWith(begin))
        .map(line -> line.substring(begin.length()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " does not say what it means"));
  }

  /** Everything, to look for what must not be in it. */
  public String text() {
    return String.join("\n", lines);
  }
}
