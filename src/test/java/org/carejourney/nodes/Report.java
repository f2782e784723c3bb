package org.carejourney.nodes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A table of figures, for people: in the log and in {@code target/nodes/report.md}. */
final class Report {

  private static final String PART = ".part.md";

  private final String name;
  private final List<String> lines = new ArrayList<>();

  /**
   * @param name of its part of the report; another run with the same name replaces it
   */
  Report(String name, String title, String... columns) {
    this.name = name;
    lines.add("## " + title);
    lines.add("");
    row((Object[]) columns);
    lines.add("|" + "---|".repeat(columns.length));
  }

  void row(Object... cells) {
    StringBuilder line = new StringBuilder("|");
    for (Object cell : cells) {
      line.append(' ').append(cell).append(" |");
    }
    lines.add(line.toString());
  }

  void print() {
    String text = String.join("\n", lines) + "\n\n";
    System.out.println("\n" + text);
    try {
      Files.createDirectories(Node.FOLDER);
      Files.writeString(Node.FOLDER.resolve(name + PART), text);
      Files.writeString(Node.FOLDER.resolve("report.md"), allParts());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String allParts() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(Node.FOLDER)) {
      for (Path part : files.filter(file -> file.toString().endsWith(PART)).sorted().toList()) {
        all.append(Files.readString(part));
      }
    }
    return all.toString();
  }
}
