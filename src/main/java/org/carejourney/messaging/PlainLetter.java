package org.carejourney.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/** A letter in the words of a colleague: html that says what the text says, and nothing else. */
final class PlainLetter {

  private static final Pattern BLANK_LINE = Pattern.compile("\n{2,}");
  private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"]+[^\\s<>\".,;:!?)]");

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="%s">
      <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>%s</title></head>
      <body dir="auto" style="margin:0;padding:24px;background:#ffffff;color:#222222;font:16px/1.5 Georgia,serif">
      <div style="max-width:600px;margin:0 auto;overflow-wrap:anywhere">
      %s
      </div>
      </body>
      </html>
      """;

  private PlainLetter() {}

  /**
   * @param locale language tag of the letter, or null
   * @param text paragraphs with a blank line between them
   */
  static String html(@Nullable String locale, String subject, String text) {
    String paragraphs =
        BLANK_LINE
            .splitAsStream(text.strip())
            .map(paragraph -> "<p>" + linked(paragraph).replace("\n", "<br>\n") + "</p>")
            .collect(Collectors.joining("\n"));
    return PAGE.formatted(escaped(locale == null ? "" : locale), escaped(subject), paragraphs);
  }

  private static String linked(String text) {
    StringBuilder linked = new StringBuilder();
    var link = LINK.matcher(text);
    int told = 0;
    while (link.find()) {
      String address = escaped(link.group());
      linked.append(escaped(text.substring(told, link.start())));
      linked.append("<a href=\"%s\">%s</a>".formatted(address, address));
      told = link.end();
    }
    return linked.append(escaped(text.substring(told))).toString();
  }

  private static String escaped(String text) {
    return HtmlUtils.htmlEscape(text, "UTF-8");
  }

  /** A text to be edited: lines that were broken only since they were full are whole again. */
  static String whole(String text) {
    List<String> lines = new ArrayList<>();
    String before = "";
    for (String line : text.strip().lines().toList()) {
      if (!line.isBlank() && PlainText.full(before, line)) {
        lines.set(lines.size() - 1, lines.get(lines.size() - 1) + " " + line.strip());
      } else {
        lines.add(line);
      }
      before = line;
    }
    return String.join("\n", lines);
  }
}
