package org.carejourney.messaging;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The new words of a reply and what it quotes, told apart by the marks that mail programs set. Only
 * a history at the end, or at the beginning, is taken off; whoever answers between the lines, and
 * whoever forwards something, is left as they wrote. Both parts together are the whole text.
 *
 * @param words never empty when the text was not
 * @param quoted empty when nothing is quoted
 */
record QuotedText(String words, String quoted) {

  private static final int LONGEST_LINE = 400;
  private static final int ATTRIBUTION_LINES = 3;
  private static final int SIGNATURE_LINES = 12;

  private static final Pattern ATTRIBUTION =
      Pattern.compile(
          "^(on|am|le|el|il|op|em|den|dnia|w dniu|pe)\\b.*"
              + "(wrote|schrieb|écrit|escribió|scritto|schreef|escreveu|skrev|napisał\\(?a?\\)?|scris)"
              + "\\b[^:]{0,200}:\\s*$",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

  private static final Pattern ORIGINAL =
      Pattern.compile(
          "^\\s*-{2,}\\s*(original message|original appointment|ursprüngliche nachricht|"
              + "originalnachricht|original-nachricht|message d'origine|mensaje original|"
              + "messaggio originale|oorspronkelijk bericht|mensagem original|"
              + "wiadomość oryginalna|oprindelig meddelelse|ursprungligt meddelande)\\s*-{2,}\\s*$",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private static final Pattern FROM_LINE =
      Pattern.compile(
          "^\\s*\\*?(from|von|de|da|van|od|fra|från)\\s?:\\*?\\s.*\\S.*",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private static final Pattern SENT_LINE =
      Pattern.compile(
          "^\\s*\\*?(sent|date|gesendet|datum|envoyé|enviado|inviato|data|verzonden|wysłano|sendt|"
              + "skickat|fecha)( le| el)?\\s?:\\*?\\s.*",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private static final Pattern RULE = Pattern.compile("^\\s*_{10,}\\s*$");

  private static final Pattern FORWARDED =
      Pattern.compile(
          "^\\s*(fwd?|wg|tr|rv|vl|enc|doorst|vb|pd)\\s*:.*",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /**
   * Splits a text.
   *
   * @param subject tells whether it is forwarded; may be null
   */
  static QuotedText of(String text, @Nullable String subject) {
    if (subject != null && FORWARDED.matcher(subject).matches()) {
      return new QuotedText(text, "");
    }
    List<String> lines = text.lines().toList();
    int history = historyFrom(lines, ending(lines));
    if (history < lines.size() && !blank(lines, 0, history)) {
      return new QuotedText(joined(lines, 0, history), joined(lines, history, lines.size()));
    }
    int words = wordsBelow(lines);
    return words > 0
        ? new QuotedText(joined(lines, words, lines.size()), joined(lines, 0, words))
        : new QuotedText(text.strip(), "");
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
  }

  private static Ending ending(List<String> lines) {
    int end = lines.size();
    for (int i = end - 1; i >= Math.max(0, lines.size() - SIGNATURE_LINES); i--) {
      end = lines.get(i).equals("-- ") || lines.get(i).equals("--") ? i : end;
    }
    int lastOwn = -1;
    int lastQuoted = -1;
    for (int i = 0; i < end; i++) {
      if (isQuoted(lines.get(i))) {
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
      String line = lines.get(i);
      if (line.length() > LONGEST_LINE) {
        continue;
      }
      boolean ruled = RULE.matcher(line).matches() && i + 1 < lines.size();
      if (ORIGINAL.matcher(line).matches() || isHeaderBlock(lines, ruled ? i + 1 : i)) {
        return i;
      }
      int attributed = attributed(lines, i);
      if (ending.onlyQuoted(attributed >= 0 ? attributed : i)) {
        return i;
      }
    }
    return lines.size();
  }

  /** As Outlook begins a history: sender and date below each other. */
  private static boolean isHeaderBlock(List<String> lines, int at) {
    return FROM_LINE.matcher(lines.get(at)).matches()
        && lines.subList(at + 1, Math.min(at + 4, lines.size())).stream()
            .anyMatch(line -> line.length() < LONGEST_LINE && SENT_LINE.matcher(line).matches());
  }

  /** The line after "On … wrote:", which may take up to three lines; -1 when none begins here. */
  private static int attributed(List<String> lines, int at) {
    StringBuilder attribution = new StringBuilder();
    for (int i = at; i < Math.min(at + ATTRIBUTION_LINES, lines.size()); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.length() > LONGEST_LINE) {
        return -1;
      }
      attribution.append(line).append(' ');
      if (line.endsWith(":") && ATTRIBUTION.matcher(attribution.toString().strip()).matches()) {
        return i + 1;
      }
    }
    return -1;
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
    int attributed = attributed(lines, first);
    int quote = Math.max(first, attributed);
    int end = quote;
    while (end < lines.size() && (lines.get(end).isBlank() || isQuoted(lines.get(end)))) {
      end++;
    }
    boolean anything = lines.subList(quote, end).stream().anyMatch(QuotedText::isQuoted);
    boolean once =
        lines.subList(end, lines.size()).stream()
            .noneMatch(line -> isQuoted(line) || ORIGINAL.matcher(line).matches());
    return anything && once && end < lines.size() ? end : 0;
  }

  private static boolean isQuoted(String line) {
    return line.startsWith(">") || line.startsWith(" >");
  }

  private static boolean blank(List<String> lines, int from, int to) {
    return lines.subList(from, to).stream().allMatch(String::isBlank);
  }

  private static String joined(List<String> lines, int from, int to) {
    return String.join("\n", lines.subList(from, to)).strip();
  }
}
