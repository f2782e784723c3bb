package org.carejourney.messaging;

import java.util.ArrayList;
import java.util.List;

/**
 * The paragraphs of a text whose lines were broken for the way only (RFC 3676): a line that ends
 * with a space goes on in the next of the same quote.
 */
final class FlowedText {

  private static final String SIGNATURE = "-- ";

  private final boolean joinedWithoutSpace;
  private final List<String> lines = new ArrayList<>();
  private final StringBuilder paragraph = new StringBuilder();
  private int depth;

  private FlowedText(boolean joinedWithoutSpace) {
    this.joinedWithoutSpace = joinedWithoutSpace;
  }

  /**
   * A text with each paragraph in one line.
   *
   * @param joinedWithoutSpace {@code DelSp=yes}: the space at the end only says that the line goes
   *     on, as in scripts that have none between words
   */
  static String paragraphs(String text, boolean joinedWithoutSpace) {
    FlowedText flowed = new FlowedText(joinedWithoutSpace);
    text.lines().forEach(flowed::take);
    if (!flowed.paragraph.isEmpty()) {
      flowed.end();
    }
    return String.join("\n", flowed.lines);
  }

  private void take(String line) {
    int quoted = 0;
    while (quoted < line.length() && line.charAt(quoted) == '>') {
      quoted++;
    }
    String words = unstuffed(line.substring(quoted), quoted);
    if (!paragraph.isEmpty() && (quoted != depth || words.equals(SIGNATURE))) {
      end();
    }
    boolean goesOn = words.endsWith(" ") && !words.equals(SIGNATURE);
    if (paragraph.isEmpty()) {
      depth = quoted;
      paragraph.append(quoted > 0 ? ">".repeat(quoted) + " " : "");
    }
    paragraph.append(goesOn && joinedWithoutSpace ? words.substring(0, words.length() - 1) : words);
    if (!goesOn) {
      end();
    }
  }

  /** Without the space that was put before it; where it hides a mark of quoting it must stay. */
  private static String unstuffed(String words, int quoted) {
    boolean stuffed = words.startsWith(" ") && !(quoted == 0 && words.startsWith(" >"));
    return stuffed ? words.substring(1) : words;
  }

  private void end() {
    lines.add(paragraph.toString());
    paragraph.setLength(0);
  }
}
