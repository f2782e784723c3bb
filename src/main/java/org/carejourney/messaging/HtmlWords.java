package org.carejourney.messaging;

import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Document.OutputSettings;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.safety.Safelist;
import org.jsoup.select.NodeVisitor;

/** What somebody wrote in html: as plain text, and as html that is safe to show. Hostile. */
final class HtmlWords {

  private static final Safelist SAFE =
      Safelist.relaxed()
          .removeTags("img")
          .removeProtocols("a", "href", "ftp")
          .addTags("hr", "s", "del", "ins")
          .addAttributes(":all", "dir")
          .addEnforcedAttribute("a", "rel", "nofollow noopener noreferrer")
          .addEnforcedAttribute("a", "target", "_blank");

  private static final Set<String> UNSEEN =
      Set.of("script", "style", "head", "title", "template", "noscript", "object", "svg", "math");
  private static final Set<String> LINES = Set.of("tr", "li", "dt", "dd", "div", "address");
  private static final Pattern SPACE = Pattern.compile("[\\s\u00A0]+");

  private HtmlWords() {}

  /**
   * The html without scripts, forms, styles, and everything a browser would fetch: no pictures.
   * Links stay, and tell the other side nothing about us.
   */
  static String safe(String html) {
    return Jsoup.clean(html, "", SAFE, new OutputSettings().prettyPrint(false)).strip();
  }

  /** The words as plain text; what is quoted begins with {@code >}, as in plain mails. */
  static String text(String html) {
    Document document = Jsoup.parse(html);
    Writer writer = new Writer();
    document.body().traverse(writer);
    return oneBlankLine(writer.text.toString());
  }

  private static String oneBlankLine(String text) {
    StringBuilder tidy = new StringBuilder(text.length());
    boolean before = true;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      boolean blank = line.chars().allMatch(c -> c == '>' || c == ' ');
      if (!blank || !before) {
        tidy.append(line.stripTrailing()).append('\n');
      }
      before = blank;
    }
    return tidy.toString().strip();
  }

  private static final class Writer implements NodeVisitor {

    private final StringBuilder text = new StringBuilder();
    private int quotes;
    private int preformatted;
    private int unseen;
    private boolean lineStarts = true;

    @Override
    public void head(Node node, int depth) {
      if (node instanceof TextNode words) {
        if (preformatted > 0) {
          lines(words.getWholeText());
        } else {
          words(words.getWholeText());
        }
      } else if (node instanceof Element element) {
        String name = element.normalName();
        unseen += UNSEEN.contains(name) ? 1 : 0;
        if (name.equals("br")) {
          end();
        } else if (LINES.contains(name)) {
          line();
          if (name.equals("li")) {
            words("- ");
          }
        } else if (element.isBlock()) {
          paragraph();
        } else if (name.equals("td") || name.equals("th")) {
          words(" ");
        }
        quotes += name.equals("blockquote") ? 1 : 0;
        preformatted += name.equals("pre") ? 1 : 0;
      }
    }

    @Override
    public void tail(Node node, int depth) {
      if (node instanceof Element element) {
        String name = element.normalName();
        unseen -= UNSEEN.contains(name) ? 1 : 0;
        quotes -= name.equals("blockquote") ? 1 : 0;
        preformatted -= name.equals("pre") ? 1 : 0;
        if (LINES.contains(name)) {
          line();
        } else if (element.isBlock()) {
          paragraph();
        }
      }
    }

    /** As whoever sends plain text as html has it. */
    private void lines(String raw) {
      String[] lines = raw.split("\r?\n", -1);
      for (int i = 0; i < lines.length; i++) {
        if (i > 0 && unseen == 0) {
          end();
        }
        words(lines[i]);
      }
    }

    private void words(String raw) {
      String words = SPACE.matcher(raw).replaceAll(" ");
      if (unseen > 0 || words.isEmpty() || (lineStarts && words.equals(" "))) {
        return;
      }
      if (lineStarts) {
        text.append("> ".repeat(Math.min(quotes, 20)));
        words = words.stripLeading();
      } else if (text.charAt(text.length() - 1) == ' ') {
        words = words.stripLeading();
      }
      text.append(words);
      lineStarts = false;
    }

    private void end() {
      if (lineStarts) {
        text.append("> ".repeat(Math.min(quotes, 20)).stripTrailing());
      }
      text.append('\n');
      lineStarts = true;
    }

    private void line() {
      if (!lineStarts) {
        end();
      }
    }

    private void paragraph() {
      line();
      int length = text.length();
      if (length > 1 && text.charAt(length - 2) != '\n') {
        end();
      }
    }
  }
}
