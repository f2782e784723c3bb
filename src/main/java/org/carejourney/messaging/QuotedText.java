package org.carejourney.messaging;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The new words of a reply and what surrounds them – a quoted history, a signature –, told apart by
 * the marks that mail programs set. Only a history at the end, or at the beginning, is taken off;
 * whoever answers between the lines, and whoever forwards something, is left as they wrote. Both
 * parts together are the whole text.
 *
 * @param words never empty when the text was not
 * @param quoted empty when nothing is quoted
 */
record QuotedText(String words, String quoted) {

  /**
   * Splits a text.
   *
   * @param subject tells whether it is forwarded; may be null
   */
  static QuotedText of(String text, @Nullable String subject) {
    if (subject != null && ReplyMarks.isForwarded(subject)) {
      return new QuotedText(text, "");
    }
    List<String> lines = text.lines().toList();
    int history = historyFrom(lines, ending(lines));
    if (history < lines.size() && !blank(lines, 0, history)) {
      return split(lines, 0, history);
    }
    int words = wordsBelow(lines);
    return words > 0 ? split(lines, words, lines.size()) : split(lines, 0, lines.size());
  }

  /** The words between two lines, without their signature, and all else. */
  private static QuotedText split(List<String> lines, int from, int to) {
    int signature = ReplyMarks.signatureFrom(lines, from, to);
    int end = blank(lines, from, signature) ? to : signature;
    String around =
        Stream.of(joined(lines, 0, from), joined(lines, end, lines.size()))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("\n\n"));
    return new QuotedText(joined(lines, from, end), around);
  }

  /**
   * How a text ends, looked at once.
   *
   * @param lastOwn the last line that is neither blank nor quoted, but for a signature; or -1
   * @param lastQuoted the last quoted line; or -1
   */
  private record Ending(int lastOwn, int lastQuoted) {

    /** Whether from a line on there is a quote, and nothing else. */
    boolean onlyQuoted(int from) {
      return from > lastOwn && from <= lastQuoted;
    }

    /** Whether somebody has written between quoted lines from a line on. */
    boolean isMixed(int from) {
      return lastQuoted >= from && lastOwn >= from;
    }
  }

  private static Ending ending(List<String> lines) {
    int end = ReplyMarks.signatureFrom(lines, 0, lines.size());
    int lastOwn = -1;
    int lastQuoted = -1;
    for (int i = 0; i < end; i++) {
      if (ReplyMarks.isQuoted(lines.get(i))) {
        lastQuoted = i;
      } else if (!lines.get(i).isBlank()) {
        lastOwn = i;
      }
    }
    return new Ending(lastOwn, lastQuoted);
  }

  /** Where a history begins that goes on to the end; the number of lines when there is none. */
  private static int historyFrom(List<String> lines, Ending ending) {
    for (int i = 0; i < lines.size(); i++) {
      int unmarked = ReplyMarks.unmarked(lines, i);
      if (unmarked >= 0) {
        return isAnsweredWithin(lines, i, unmarked, ending) ? lines.size() : i;
      }
      int attributed = ReplyMarks.attributed(lines, i);
      if (ending.onlyQuoted(attributed >= 0 ? attributed : i)) {
        return i;
      }
    }
    return lines.size();
  }

  /** Between its marked lines, or, where none are marked, as the words before it say. */
  private static boolean isAnsweredWithin(
      List<String> lines, int heading, int history, Ending ending) {
    int first = history;
    while (first < lines.size() && lines.get(first).isBlank()) {
      first++;
    }
    boolean marked = first < lines.size() && ReplyMarks.isQuoted(lines.get(first));
    return marked ? ending.isMixed(first) : ReplyMarks.pointBelow(lines.subList(0, heading));
  }

  /** Where words begin below one quote at the top; 0 when it is not so. */
  private static int wordsBelow(List<String> lines) {
    int first = 0;
    while (first < lines.size() && lines.get(first).isBlank()) {
      first++;
    }
    if (first == lines.size()) {
      return 0;
    }
    int heading = Math.max(ReplyMarks.attributed(lines, first), ReplyMarks.unmarked(lines, first));
    int quote = Math.max(first, heading);
    int end = quote;
    while (end < lines.size()
        && (lines.get(end).isBlank() || ReplyMarks.isQuoted(lines.get(end)))) {
      end++;
    }
    boolean anything = lines.subList(quote, end).stream().anyMatch(ReplyMarks::isQuoted);
    int after = end;
    boolean once =
        IntStream.range(after, lines.size())
            .noneMatch(
                i -> ReplyMarks.isQuoted(lines.get(i)) || ReplyMarks.unmarked(lines, i) >= 0);
    return anything && once && end < lines.size() ? end : 0;
  }

  private static boolean blank(List<String> lines, int from, int to) {
    return lines.subList(from, to).stream().allMatch(String::isBlank);
  }

  private static String joined(List<String> lines, int from, int to) {
    return String.join("\n", lines.subList(from, to)).strip();
  }
}
